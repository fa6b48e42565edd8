"""The catalogue of rules: every one is declared once, in the module that enforces it, and found here."""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple

from likely.notebook.problems import Rule


class Entry(NamedTuple):
    """A rule and the file that holds it, as a path inside `likely/notebook`."""

    code: str
    asks: str
    mend: str
    file: str


@cache
def catalogue() -> tuple[Entry, ...]:
    """All rules in the order of their codes."""
    package = Path(__file__).parent
    found: dict[str, Entry] = {}
    for module in sorted(walk_packages([str(package)], "likely.notebook."), key=lambda found: found.name):
        if module.ispkg:
            continue
        path = package.joinpath(*module.name.split(".")[2:]).with_suffix(".py")
        text = path.read_text(encoding="utf-8")
        if "Rule(" not in text:
            continue
        for value in vars(import_module(module.name)).values():
            if isinstance(value, Rule) and f'"{value.code}"' in text:  # declared here, not imported
                found.setdefault(
                    value.code,
                    Entry(value.code, value.asks, value.mend, path.relative_to(package).as_posix()),
                )
    return tuple(found[code] for code in sorted(found))


def table() -> str:
    """docs/rules.md, whole."""
    rows = [f"| {rule.code} | {rule.asks} | {rule.mend} | `{rule.file}` |" for rule in catalogue()]
    return _HEAD + "\n".join(rows).replace("<", "&lt;") + "\n"


_HEAD = """\
# Rules

What `likely check`, `likely build` and `likely serve` hold a concept folder to. A finding is one line,
`file:line: code what is wrong · how to mend it`, and says more than this table: which name, which number,
which point. `likely check --select LK04,LK07 --ignore LK034` tells of some; a code may be cut short.

This page is made from the rules themselves (`likely.notebook.rules`). Each is declared once, in the file
named in the last column, which enforces it. After a change: `make golden`.

| code | asks that | to mend it | file |
| --- | --- | --- | --- |
"""
