"""The head of a concept.md: TOML between two lines of `+++`."""

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from likely.errors import ConceptError
from likely.notebook.problems import Problems, Rule
from likely.notebook.toml import complaint, line_of, syntax_line

FENCE = "+++"
RULE_FENCE = Rule(
    "LK002",
    "concept.md begins with TOML between two lines of +++",
    "begin the file with +++, TOML, and +++ again",
)
RULE_FIELDS = Rule(
    "LK003",
    "front matter has the known keys, each of its kind, and no others",
    "write every key that is asked for, and no other, with a value of its kind",
)

_PATH = r"^[a-z0-9-]+/[a-z0-9-]+$"


class Neighbour(BaseModel):
    """A concept this one builds on or leads to. Title and summary stand in while it has no page."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(pattern=_PATH)
    title: str = Field(min_length=1)
    summary: str = Field(min_length=1)


class FrontMatter(BaseModel):
    """What an author says about a page before its prose begins.

    formulas   the formula modules whose names prose may use, such as "likely.formulas.families.bernoulli"
    given      the numbers of the page's own example, usable by name in prose
    hook       Markdown: the question that opens the page
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    title: str = Field(min_length=1)
    summary: str = Field(min_length=1)
    area: str = Field(min_length=1)
    minutes: int = Field(gt=0, lt=600)
    hook: str = Field(min_length=1)
    formulas: list[str]
    given: dict[str, float | int] = Field(default_factory=dict)
    requires: list[Neighbour] = Field(default_factory=list)
    leads_to: list[Neighbour] = Field(default_factory=list)


def split(text: str) -> tuple[str, str] | None:
    """The TOML and the body of a concept.md; None if there is no head.

    The body keeps the head's lines as empty ones, so that a line in it has the number it has in the file.
    """
    lines = text.split("\n")
    if lines[0].strip() != FENCE:
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == FENCE:
            return "\n".join(lines[1:number]), "\n" * (number + 1) + "\n".join(lines[number + 1 :])
    return None


def read_front_matter(path: Path, head: str, problems: Problems) -> FrontMatter | None:
    """The checked head; None, with everything that is wrong with it collected, if it cannot be used."""
    try:
        return FrontMatter.model_validate(tomllib.loads(head))
    except tomllib.TOMLDecodeError as error:
        problems.add(
            RULE_FENCE.broken(
                path,
                syntax_line(error) + 1,
                f"front matter is not valid TOML: {complaint(error)}",
                "mend the line",
            )
        )
    except ValidationError as error:
        for one in error.errors():
            problems.add(_field(path, head, one["type"], one["msg"], one["loc"]))
    return None


def _field(path: Path, head: str, kind: str, message: str, place: tuple[int | str, ...]) -> ConceptError:
    name = ".".join(str(part) for part in place)
    line = line_of(head, str(place[0])) + 1 if place else 1
    if kind == "missing":
        return RULE_FIELDS.broken(
            path, line if place[1:] else 1, f"front matter has no `{name}`", f"add a line: {name} = …"
        )
    if kind == "extra_forbidden":
        known = ", ".join(FrontMatter.model_fields)
        return RULE_FIELDS.broken(
            path, line, f"`{name}` is not a known key", f"remove it; known keys: {known}"
        )
    return RULE_FIELDS.broken(path, line, f"`{name}`: {message}", "give a value of that kind")
