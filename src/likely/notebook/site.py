"""What belongs to the site as a whole: `likely.toml` beside the concepts."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from likely.notebook.problems import Problems, Rule
from likely.notebook.toml import complaint, line_of, syntax_line

RULE = Rule(
    "LK001",
    "likely.toml is valid TOML with known keys of the right kind",
    "use the keys title, id, author, url and theme only, each of them text",
)


class Site(BaseModel):
    """Title and storage key of a site, and what else its owner may say.

    id      prefixes the keys under which a reader's notes are stored: change it and they lose them
    author  whom a citation of a page names
    url     where the site will be found; a site map and pictures for links need it
    theme   a folder beside the areas, with templates and styles of the owner's own
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: str = Field(default="likely", min_length=1)
    id: str = Field(default="likely", pattern=r"^[a-z0-9][a-z0-9-]*$")
    author: str = ""
    url: str = Field(default="", pattern=r"^(https?://[^\s?#]+/)?$")
    theme: str = Field(default="", pattern=r"^([a-z0-9][a-z0-9-]*)?$")


def _told(key: str, kind: str, message: str) -> str:
    return f"`{key}` is not a known key" if kind == "extra_forbidden" else f"`{key}`: {message}"


def read_site(concepts: Path, problems: Problems) -> Site:
    """The site's settings; the defaults where there is no `likely.toml`."""
    path = concepts / "likely.toml"
    if not path.is_file():
        return Site()
    text = path.read_text(encoding="utf-8")
    try:
        site = Site.model_validate(tomllib.loads(text))
        if site.theme and not concepts.joinpath(site.theme).is_dir():
            what = f"`theme`: there is no folder {site.theme}"
            problems.add(RULE.broken(path, line_of(text, "theme"), what, f"make it beside {path.name}"))
            return Site()
        return site
    except tomllib.TOMLDecodeError as error:
        problems.add(
            RULE.broken(path, syntax_line(error), f"not valid TOML: {complaint(error)}", "mend the line")
        )
    except ValidationError as error:
        for flaw in error.errors():
            key = str(flaw["loc"][0]) if flaw["loc"] else ""
            problems.add(
                RULE.broken(
                    path,
                    line_of(text, key),
                    _told(key, flaw["type"], flaw["msg"]),
                    f"known keys: {', '.join(Site.model_fields)}",
                )
            )
    return Site()
