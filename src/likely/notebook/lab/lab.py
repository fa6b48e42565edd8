"""The Lab as a value for its template, and the files that its page fetches."""

from __future__ import annotations

import json
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path

from likely.notebook.bundle import portable_files
from likely.notebook.digest import digest
from likely.notebook.lab.families import lab_families
from likely.notebook.source import LIBRARY

ROOMS = ("solve", "lab")
PARSER = Path("vendor", "papaparse", "papaparse.min.js")
HERE = Path(__file__).parent


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
        data = [f"assets/lab/data/{one.file}.csv" for one in self.data_sets]
        return ["assets/lab/python.json", "assets/lab/worker.js", *data]


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
    names = sorted(lab_families())
    lines = [f"from likely.formulas.families import {name}" for name in names]
    table = ", ".join(f'"{name}": {name}' for name in names)
    return "\n".join(
        (*lines, "from likely.lab.session import Session", f"handle = Session({{{table}}}).handle\n")
    )


def available(web: Path) -> bool:
    """True if this theme has a Lab, and its reader of tables was brought at install time."""
    return (web / "templates" / "lab.html").is_file() and (web / PARSER).is_file()


def write_lab(made: Lab, web: Path, assets: Path) -> None:
    """The page's scripts, its Python and the data sets, below assets/lab."""
    place = assets / "lab"
    types = shutil.ignore_patterns("*.d.ts")
    shutil.copytree(web / "lab", place, copy_function=shutil.copyfile, ignore=types)
    (place / "python.json").write_text(made.bundle, encoding="utf-8")
    (place / "data").mkdir()
    for one in made.data_sets:
        shutil.copyfile(HERE / "data" / f"{one.file}.csv", place / "data" / f"{one.file}.csv")
