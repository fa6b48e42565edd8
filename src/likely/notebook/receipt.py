"""The receipt on a page: the same formulas, run on the desk and in the browser's own runtime, agree."""

from dataclasses import dataclass

from likely.notebook.runtime.compare import Comparison
from likely.stage.stage import Stage


@dataclass(frozen=True)
class Receipt:
    """What was compared. `browser` and `difference` are None when this build did not compare.

    digest      SHA-256 of the formula file
    states      how many stage states were compared
    desktop     the readouts at the start state, by CPython
    browser     the same by MicroPython
    difference  the largest difference over all states and values: relative, absolute for numbers below 1e-3
    message     the whole in one sentence
    """

    digest: str
    states: int
    desktop: str
    browser: str | None
    difference: str | None
    message: str


def receipt(stage: Stage, formula: str, comparison: Comparison | None) -> Receipt:
    """Write the receipt for one page."""
    desktop = _numbers(stage, stage.values(stage.start()))
    if comparison is None or comparison.error:
        message = (
            "Not compared in this build, which did not run the browser's Python. "
            "The file is the same in both places."
        )
        return Receipt(formula, 0, desktop, None, None, message)
    difference = f"{comparison.worst:.1e}" if comparison.worst else "0"
    message = (
        "The same file ran under CPython and under the browser's MicroPython in "
        f"{comparison.states:,} states of the demo, {comparison.values} values in each. "
        f"{_odd(comparison)}"
        f"The largest relative difference is {difference}."
    )
    return Receipt(
        formula, comparison.states, desktop, _numbers(stage, comparison.browser), difference, message
    )


def _odd(comparison: Comparison) -> str:
    """What was done about texts: a list of states cannot hold all that a reader may type."""
    if not comparison.odd:
        return ""
    return (
        "Those have the text that the page opens with. What else may be typed cannot be listed; "
        f"{comparison.odd:,} more states stand for it, with texts that are empty, long, full of markup, or "
        "in other scripts. "
    )


def _numbers(stage: Stage, values: dict[str, float]) -> str:
    """The readouts with all their digits."""
    return ", ".join(f"{readout.label} {values[readout.id]:.15g}" for readout in stage.readouts)
