"""Runs the Python files of a concept folder, and says where they fail."""

import io
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import ModuleType

from likely.notebook.problems import Problems, Rule

RULE_RUNS = Rule("LK020", "stage.py and witness.py run under CPython; the witness's assertions hold")
RULE_USE = Rule("LK022", "what stage.py declares works in every state that its controls can reach")


def run(path: Path, source: str, problems: Problems) -> tuple[ModuleType, str] | None:
    """Execute a file as a module of its own: the module and what it printed, or None with the finding."""
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    printed = io.StringIO()
    try:
        with redirect_stdout(printed):
            exec(compile(source, str(path), "exec"), module.__dict__)
    except (Exception, SystemExit) as error:
        problems.add(
            RULE_RUNS.broken(
                path, failing_line(path, error), f"{type(error).__name__}: {error}", "make the file run"
            )
        )
        return None
    return module, printed.getvalue()


@contextmanager
def guarded(path: Path, problems: Problems) -> Iterator[None]:
    """What an author's code raises inside the block becomes a finding, named with its line."""
    try:
        yield
    except Exception as error:
        what = f"{type(error).__name__}: {error}"
        problems.add(RULE_USE.broken(path, failing_line(path, error), what, "make it work in every state"))


def failing_line(path: Path, error: BaseException) -> int:
    """The line of a file on which an error arose; 1 when it arose elsewhere."""
    if isinstance(error, SyntaxError) and error.filename == str(path):
        return error.lineno or 1
    lines = [
        frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)
    ]
    return (lines[-1] if lines else 1) or 1
