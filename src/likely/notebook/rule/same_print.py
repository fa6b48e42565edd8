"""Browser = desktop: what the witness prints."""

from itertools import zip_longest
from pathlib import Path

from likely.notebook.problems import Problems, Rule
from likely.notebook.runtime.node import Told

RULE = Rule(
    "LK051",
    "the witness runs in the browser's Python and prints what it prints on the desk",
    "print rounded numbers, and keep to the common subset",
)


def same_print(path: Path, browser: Told, desk: str, problems: Problems) -> None:
    """Judge what a witness told in the browser's Python by what it printed on the desk."""
    if browser.error:
        last = browser.error.splitlines()[-1]
        problems.add(RULE.broken(path, 1, f"MicroPython says {last}", "make it run there too"))
    elif browser.printed != desk:
        there, here = _first_difference(browser.printed, desk)
        what = f"the browser prints {there!r} where the desk prints {here!r}"
        problems.add(RULE.broken(path, 1, what, "print rounded numbers"))


def _first_difference(there: str, here: str) -> tuple[str, str]:
    pairs = zip_longest(there.splitlines(), here.splitlines(), fillvalue="nothing")
    return next((a, b) for a, b in pairs if a != b)
