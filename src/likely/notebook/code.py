"""Runs the Python files of a concept folder, and says where they fail."""

import io
import traceback
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType

from likely.notebook.problems import Problems, Rule

RULE_RUNS = Rule(
    "LK020",
    "stage.py and witness.py run under CPython; the witness's assertions hold",
    "make the file run; mend the number or the assertion",
)
RULE_USE = Rule(
    "LK022",
    "what stage.py declares works in every state that its controls can reach",
    "make it work in every state, at the ends of the sliders too",
)


def run(path: Path, source: str, problems: Problems) -> tuple[ModuleType, str] | None:
    """Execute a file as a module of its own: the module and what it printed, or None with the finding."""
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            exec(compile(source, str(path), "exec"), module.__dict__)
    except (Exception, SystemExit) as error:
        line = failing_line(path, error)
        said = str(error) or source.splitlines()[line - 1].strip()
        problems.add(RULE_RUNS.broken(path, line, f"{type(error).__name__}: {said}", "make the file run"))
        return None
    return module, printed.getvalue()


class Guard:
    """What an author's code raises inside the block becomes a finding, named with its line."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self._path = path
        self._problems = problems

    def __enter__(self) -> None: ...

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if not isinstance(error, Exception):
            return False
        what = f"{type(error).__name__}: {error}"
        line = failing_line(self._path, error)
        self._problems.add(RULE_USE.broken(self._path, line, what, "make it work in every state"))
        return True


def guarded(path: Path, problems: Problems) -> Guard:
    """Guard a block in which an author's code runs."""
    return Guard(path, problems)


def failing_line(path: Path, error: BaseException) -> int:
    """The line of a file on which an error arose; 1 when it arose elsewhere."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 1
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)
    ]
    return (lines[-1] if lines else 1) or 1
