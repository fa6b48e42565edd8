"""The blocks that prose may have."""

from collections.abc import Collection

from likely.notebook.directives.block import Block, read_block
from likely.notebook.problems import Rule
from likely.notebook.writer import Writer

RULE = Rule(
    "LK010",
    "a block between ::: lines is {equation}, {misconception} or {aside}",
    "use {equation}, {misconception} or {aside}",
)


def known_block(info: str, content: str, known: Collection[str], line: int, writer: Writer) -> Block | None:
    """The block as it was written; None if there is none of that kind."""
    block = read_block(info, content, line)
    if block is not None and block.name in known:
        return block
    writer.broken(RULE, line, f"unknown block :::{info.strip()}", RULE.mend)
    return None
