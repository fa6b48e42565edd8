"""Ids that a page once had are still there, or their going is declared: readers' notes point at them.

`ids.toml` in a concept folder holds them all. `likely check --record` writes it; from then on an id that goes
is a finding until its author moves it to `gone`, with its new name or with nothing.

    ids = ["eq.cost", "misconception.fair-is-safe"]
    [gone]
    "eq.price" = "eq.cost"
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule
from likely.notebook.toml import complaint, syntax_line

RULE = Rule(
    "LK046",
    "every id in ids.toml is on the page or declared as gone, and every id of the page is in it",
    'bring the id back, or write it under [gone] with its new id or ""; --record adds new ones',
)
FILE = "ids.toml"


class Ledger(BaseModel):
    """Ids that are there, and those that are gone: to which other one, or to none."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ids: list[str] = Field(default_factory=list)
    gone: dict[str, str] = Field(default_factory=dict)


def check(draft: Draft, problems: Problems) -> None:
    """Compare the page with its ledger, if it has one."""
    path = draft.concept.folder / FILE
    if not path.is_file():
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        ledger = Ledger.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        what = f"not valid TOML: {complaint(error)}"
        problems.add(RULE.broken(path, syntax_line(error), what, "mend the line"))
        return
    except ValidationError as error:
        what = "; ".join(f"`{'.'.join(map(str, flaw['loc']))}`: {flaw['msg']}" for flaw in error.errors())
        problems.add(RULE.broken(path, 1, what, "the keys are ids and gone"))
        return
    here = _ids(draft)
    for id in ledger.ids:
        if id not in here:
            what = f"{id!r} is no longer on the page"
            mend = f'bring it back, or write "{id}" = "its new id" under [gone], or "" for none'
            problems.add(RULE.broken(path, _line(text, id), what, mend))
    for id in sorted(here - set(ledger.ids)):
        problems.add(RULE.broken(path, 1, f"{id!r} is new and not recorded", "run likely check --record"))
    for old, now in ledger.gone.items():
        if old in here or (now and now not in here):
            what = (
                f"{old!r} is there again"
                if old in here
                else f"{old!r} became {now!r}, which is not on the page"
            )
            problems.add(RULE.broken(path, _line(text, old), what, "mend [gone]"))


def record(drafts: Iterable[Draft]) -> list[Path]:
    """Write the ledgers anew, new ids added and none forgotten. The files that changed."""
    changed = []
    for draft in drafts:
        path = draft.concept.folder / FILE
        old = (
            Ledger.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
            if path.is_file()
            else Ledger()
        )
        ids = sorted({*old.ids, *_ids(draft)} - set(old.gone))
        lines = [_HEAD, "ids = [", *(f'  "{id}",' for id in ids), "]"]
        if old.gone:
            lines += ["", "[gone]", *(f'"{was}" = "{now}"' for was, now in old.gone.items())]
        text = "\n".join(lines) + "\n"
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(path)
    return changed


def _ids(draft: Draft) -> set[str]:
    return {found.id for found in draft.writer.objects}


def _line(text: str, id: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), start=1) if f'"{id}"' in line), 1)


_HEAD = """\
# Every id this page has had: readers' notes point at them. `likely check --record` adds new ones. One that
# goes is moved by hand to [gone], with its new id or with "".
"""
