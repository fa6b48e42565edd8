"""The Lab as a value for its template, and the files that its page fetches."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path

from likely.notebook.assets import copied
from likely.notebook.bundle import portable_files
from likely.notebook.digest import digest
from likely.notebook.library import LIBRARY

ROOMS = ("solve", "lab")
HERE = Path(__file__).parent
PLACE = "assets/lab"


@dataclass(frozen=True)
class DataSet:
    """A data set that is shipped: `file` without .csv, the column to begin with, and which one says what is
    censored.
    """

    file: str
    title: str
    column: str
    about: str
    source: str
    event: str = ""


@dataclass(frozen=True)
class Lab:
    """What the page shows. `digest` is that of all its Python, `revision` that and of its data."""

    data_sets: tuple[DataSet, ...]
    digest: str
    revision: str
    bundle: str

    @property
    def own(self) -> list[str]:
        """What the page fetches only when it is used, from the site's root: kept for use offline."""
        data = [f"{PLACE}/data/{one.file}.csv" for one in self.data_sets]
        return [f"{PLACE}/python.json", f"{PLACE}/worker.js", *data]


def lab() -> Lab:
    """Read the data sets and bundle the rooms."""
    text = (HERE / "data_sets.toml").read_text(encoding="utf-8")
    data_sets = tuple(DataSet(**one) for one in tomllib.loads(text)["data"])
    files = portable_files()
    for room in ROOMS:
        for path in sorted(LIBRARY.joinpath(room).rglob("*.py")):
            files[f"likely/{path.relative_to(LIBRARY).as_posix()}"] = path.read_text(encoding="utf-8")
    mark = digest(*(part for name in sorted(files) for part in (name, "\0", files[name], "\0")))
    bundle = json.dumps({"files": files, "program": program()}, ensure_ascii=False, sort_keys=True)
    return Lab(data_sets, mark, digest(mark, text)[:12], bundle)


def program() -> str:
    """What the worker runs: every family that the Lab fits, and the session that speaks for them."""
    from likely.notebook.lab.families import lab_families  # looks at every family: only when a Lab is made

    names = sorted(lab_families())
    lines = [f"from likely.formulas.families import {name}" for name in names]
    table = ", ".join(f'"{name}": {name}' for name in names)
    return "\n".join(
        (*lines, "from likely.lab.session import Session", f"handle = Session({{{table}}}).handle\n")
    )


def lab_files(made: Lab, web: Path) -> dict[str, bytes]:
    """Path in the site → content: the page's scripts, its Python and the data sets."""
    files = copied(web / "lab", PLACE) | {f"{PLACE}/python.json": made.bundle.encode()}
    for one in made.data_sets:
        files[f"{PLACE}/data/{one.file}.csv"] = (HERE / "data" / f"{one.file}.csv").read_bytes()
    return files
