"""Pictures are computed: prose has none of its own."""

from likely.notebook.problems import Rule
from likely.notebook.writer import Writer

RULE = Rule(
    "LK018",
    "pictures come from the stage; images in prose are not supported",
    "draw it as a mark of the stage",
)


def image_in_prose(line: int, writer: Writer) -> None:
    """There is an image in this line."""
    writer.broken(RULE, line, "an image in prose", RULE.mend)
