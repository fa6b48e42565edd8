"""A note beside the text.

:::{aside}
Markdown.
:::
"""

from collections.abc import Callable

from likely.notebook.directives.block import Block
from likely.notebook.problems import Rule
from likely.notebook.writer import Writer

RULE = Rule("LK014", "an aside has a body and nothing else", "write :::{aside}, text, :::")


def aside(block: Block, writer: Writer, markdown: Callable[[str], str]) -> str:
    """The aside. `markdown(text)` renders the body."""
    if block.argument or block.fields or not block.body.strip():
        writer.broken(RULE, block.line, "an aside has a body and nothing else", "write :::{aside}, text, :::")
    return f'<aside class="aside">{markdown(block.body)}</aside>\n'
