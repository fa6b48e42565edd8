"""What belongs to the site as a whole: `likely.toml` beside the concepts."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from likely.notebook.problems import Problems, Rule
from likely.notebook.toml import complaint, line_of, syntax_line

RULE = Rule(
    "LK001",
    "likely.toml is valid TOML with known keys of the right kind",
    "use the keys title and id only, both text",
)


class Site(BaseModel):
    """Title and storage key of a site.

    The id prefixes the keys under which a reader's notes are stored: change it and they lose them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: str = Field(default="likely", min_length=1)
    id: str = Field(default="likely", pattern=r"^[a-z0-9][a-z0-9-]*$")


def _told(key: str, kind: str, message: str) -> str:
    return f"`{key}` is not a known key" if kind == "extra_forbidden" else f"`{key}`: {message}"


def read_site(concepts: Path, problems: Problems) -> Site:
    """The site's settings; the defaults where there is no `likely.toml`."""
    path = concepts / "likely.toml"
    if not path.is_file():
        return Site()
    text = path.read_text(encoding="utf-8")
    try:
        return Site.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        problems.add(
            RULE.broken(path, syntax_line(error), f"not valid TOML: {complaint(error)}", "mend the line")
        )
    except ValidationError as error:
        for flaw in error.errors():
            key = str(flaw["loc"][0]) if flaw["loc"] else ""
            problems.add(
                RULE.broken(
                    path, line_of(text, key), _told(key, flaw["type"], flaw["msg"]), "known keys: title, id"
                )
            )
    return Site()
