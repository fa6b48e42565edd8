"""Numbers in prose that the code computes."""

from likely.notebook.problems import Rule
from likely.notebook.vocabulary import ExpressionError
from likely.notebook.writer import Writer

RULE = Rule(
    "LK015",
    "a {value} holds an expression over the declared formulas and a format",
    "write {value}`module.formula(…) .4f` with names declared under formulas and given",
)


def value_computed(written: str, line: int, writer: Writer) -> str:
    """The text of an expression with its format; empty if it cannot be computed."""
    try:
        return writer.vocabulary.text(written)
    except ExpressionError as error:
        writer.broken(RULE, line, f"{written!r}: {error}", "write {value}`module.formula(…) .4f`")
        return ""
