"""An id names one thing on a page."""

from pathlib import Path

from likely.notebook.marks import Marks
from likely.notebook.problems import Problems, Rule

RULE = Rule("LK041", "a page as written has each id once", "name them apart")


def ids_once(path: str, marks: Marks, problems: Problems) -> None:
    """Count the ids of a page as written."""
    for id, (count, line) in marks.ids.items():
        if count > 1:
            problems.add(RULE.broken(Path(path), line, f"the id {id!r} is there {count} times", RULE.mend))
