"""What all pages of one build share."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from likely.notebook.assets import RUNTIME
from likely.notebook.digest import digest
from likely.notebook.docs.docs import docs_beside
from likely.notebook.engine import engine, tree
from likely.notebook.site import Site

_PARSER = Path("vendor", "papaparse", "papaparse.min.js")


@dataclass(frozen=True)
class Setting:
    """Where concepts and web files are, and how pages are made.

    dev     pages reload when the site is built anew
    quick   leave out the work that visits every state, but for what is remembered of it
    node    the Node that runs MicroPython, if there is one
    compiled  where compiled templates are kept, if anything is
    """

    concepts: Path
    web: Path
    site: Site
    dev: bool = False
    quick: bool = False
    node: Path | None = None
    compiled: Path | None = None

    @property
    def theme(self) -> Path | None:
        """The folder with which the site's owner changes how pages look."""
        return self.concepts / self.site.theme if self.site.theme else None

    @property
    def docs(self) -> Path | None:
        """The folder of documentation that becomes part of the site."""
        return docs_beside(self.concepts)

    @property
    def places(self) -> tuple[str, ...]:
        """The pages that the site has beside its course: those this theme and this installation can make."""
        templates = self.web / "templates"
        found = {
            "lab": (templates / "lab.html").is_file() and (self.web / _PARSER).is_file(),
            "docs": self.docs is not None and (templates / "docs.html").is_file(),
            "class": (templates / "class.html").is_file(),
        }
        return tuple(name for name, there in found.items() if there)

    @cached_property
    def digest(self) -> str:
        """Everything that a page rests on but the words of authors."""
        parts: list[str | bytes] = [
            engine(),
            self.site.model_dump_json(),
            repr((self.dev, self.node is not None, self.places)),
        ]
        parts += tree(self.web / "templates")
        parts += [self.web.joinpath(RUNTIME, "micropython.wasm").read_bytes()]
        if self.site.url:  # pictures for links are drawn in the colours and letters of the style
            parts += tree(self.web / "style")
        if self.theme:
            parts += tree(self.theme)
        return digest(*parts)
