"""A source file as a page shows it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Operator, String

from likely.notebook.cache import Cache
from likely.notebook.digest import digest
from likely.notebook.engine import engine
from likely.notebook.library import LIBRARY


@dataclass(frozen=True)
class Source:
    """One Python file: its text byte for byte, its colours as classes, its fingerprint."""

    module: str
    path: str
    source: str
    html: Markup
    digest: str
    lines: int


class _Colours(HtmlFormatter):  # type: ignore[type-arg]
    """Spans only around what style/code.css colours: the rest of a program is ink, and half the page."""

    def _get_css_class(self, kind: Any) -> str:
        coloured = any(kind in group for group in (Comment, Keyword, String)) or kind is Operator.Word
        return str(super()._get_css_class(kind)) if coloured else ""  # type: ignore[misc]


def read_source(module: str, path: str, text: str, memory: Cache) -> Source:
    """Colour and fingerprint a text. The markup holds spans only; a template wraps it in <pre><code>."""
    key = digest(engine(), "colours", text)
    html: str = memory.get(key) or coloured(text)
    memory.put(key, html)
    return Source(module, path, text, Markup(html), digest(text), text.count("\n"))


@cache
def coloured(text: str) -> str:
    """The markup of a program."""
    return str(highlight(text, PythonLexer(stripnl=False), _Colours(nowrap=True)))


@cache
def formula_modules() -> frozenset[str]:
    """The dotted names of all formula modules."""
    files = LIBRARY.joinpath("formulas").rglob("*.py")
    return frozenset(".".join(("likely", *file.relative_to(LIBRARY).with_suffix("").parts)) for file in files)


def library_source(module: str, memory: Cache) -> Source:
    """The file of a module of likely."""
    path = LIBRARY.joinpath(*module.split(".")[1:]).with_suffix(".py")
    return read_source(module, "/".join(module.split(".")) + ".py", path.read_text(encoding="utf-8"), memory)
