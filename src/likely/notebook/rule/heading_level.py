"""Headings of a section begin below it and skip no level."""

from likely.notebook.problems import Rule
from likely.notebook.writer import Writer

RULE = Rule(
    "LK017",
    "inside a section headings begin at ### and skip no level",
    "use the level that the finding names",
)


def heading_level(level: int, above: int, line: int, writer: Writer) -> None:
    """A heading of `level` stands below one of the level `above`."""
    if level < 3 or level > above + 1:
        mend = f"write {'#' * min(max(3, level), above + 1)}"
        writer.broken(RULE, line, f"<h{level}> stands below <h{above}>", mend)
