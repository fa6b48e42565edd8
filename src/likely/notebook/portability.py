"""The portable rooms stay portable: what leaves the common subset is named before it runs."""

from functools import cache
from pathlib import Path

from likely.notebook.concept import Concept
from likely.notebook.library import LIBRARY
from likely.notebook.portable import Stray, strays
from likely.notebook.problems import Problems, Rule

RULE = Rule(
    "LK030",
    "the portable rooms, stage.py and witness.py keep to the Python that runs in the browser too",
    "write it in the subset of Python that both have",
)

IN_CONCEPT = ("likely.formulas", "likely.stage")
IN_LIBRARY = {
    "formulas": ("likely.formulas", "math", "sys", "collections"),
    "stage": ("likely.formulas", "likely.stage", "collections", "json"),
    "lab": (
        "likely.formulas",
        "likely.lab",
        "likely.solve",
        "likely.stage",
        "array",
        "math",
        "collections",
        "json",
    ),
    "solve": ("likely.formulas", "likely.solve", "math", "collections"),
}


def check_concept(concept: Concept, problems: Problems) -> None:
    """Lint one concept's code."""
    check_file(concept.stage_path, concept.stage, IN_CONCEPT, problems)
    check_file(concept.witness_path, concept.witness, IN_CONCEPT, problems)


def check_library(problems: Problems, library: Path = LIBRARY) -> None:
    """Lint the portable rooms of likely itself."""
    for room, imports in IN_LIBRARY.items():
        for path in sorted(library.joinpath(room).rglob("*.py")):
            check_file(path, path.read_text(encoding="utf-8"), imports, problems)


@cache
def _strays(source: str, imports: tuple[str, ...]) -> tuple[Stray, ...]:
    return tuple(strays(source, imports))


def check_file(path: Path, source: str, imports: tuple[str, ...], problems: Problems) -> None:
    """Lint one file."""
    for stray in _strays(source, imports):
        problems.add(RULE.broken(path, stray.line, stray.what, "write it in the common subset"))
