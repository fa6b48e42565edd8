"""TeX that can be set."""

from likely.notebook.mathml import TexError, mathml
from likely.notebook.problems import Rule
from likely.notebook.writer import Writer

RULE = Rule("LK011", "every formula can be set: no unknown command, no stray backslash", "mend the TeX")


def formula_set(tex: str, written: str, display: bool, line: int, writer: Writer) -> str:
    """The MathML of a formula, whose author has `written` it with values to be computed; empty if none."""
    try:
        return mathml(tex, display)
    except TexError as error:
        writer.broken(RULE, line, f"{written!r} cannot be set: {error}", RULE.mend)
        return ""
