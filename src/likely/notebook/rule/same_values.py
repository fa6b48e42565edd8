"""Browser = desktop: the values of a stage."""

from pathlib import Path

from likely.notebook.problems import Problems, Rule
from likely.notebook.runtime.compare import LIMIT, Comparison

RULE = Rule(
    "LK050",
    "every value of a stage is the same in the browser's Python, to 1e-12",
    "use likely.formulas.elementary and .special, and sums in a loop",
)


def same_values(path: Path, comparison: Comparison, problems: Problems) -> None:
    """Judge what came of evaluating a stage in both Pythons."""
    if comparison.error:
        last = comparison.error.splitlines()[-1]
        problems.add(RULE.broken(path, 1, f"MicroPython says {last}", "write it in the common subset"))
    elif not comparison.worst <= LIMIT:
        what = f"{comparison.where} differs by {comparison.worst:.1e} between CPython and MicroPython"
        problems.add(RULE.broken(path, 1, what, RULE.mend))
