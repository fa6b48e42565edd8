"""A tempting belief and what is missing from it, as an object that notes can point at.

:::{misconception} misconception.not-a-posterior
belief: The curve says how probable each θ is.

Markdown that repairs it.
:::
"""

from collections.abc import Callable

from markupsafe import escape

from likely.notebook.directives.block import Block
from likely.notebook.page_object import ID, PageObject
from likely.notebook.problems import Rule
from likely.notebook.writer import Writer

RULE = Rule(
    "LK013",
    "a misconception has an id misconception.…, `belief:` in one sentence, and a body",
    "write `:::{misconception} misconception.name`, a line `belief:`, and below it what repairs it",
)


def misconception(block: Block, writer: Writer, markdown: Callable[[str], str]) -> str:
    """The aside. `markdown(text)` renders the body."""
    fields = dict(block.fields)
    belief = fields.pop("belief", "")
    if not (ID.fullmatch(block.argument) and block.argument.startswith("misconception.")):
        writer.broken(
            RULE,
            block.line,
            f"{block.argument!r} is not an id",
            "write :::{misconception} misconception.some-name",
        )
    if not belief or fields:
        writer.broken(RULE, block.line, "a misconception has exactly the field `belief`", "add `belief: …`")
    if not block.body.strip():
        writer.broken(
            RULE,
            block.line,
            "nothing repairs this misconception",
            "say below `belief:` what is missing from it",
        )
    writer.objects.append(PageObject(block.argument, "misconception", belief, block.line, body=block.body))
    return (
        f'<aside class="misconception" id="{escape(block.argument)}">'
        f'<p class="belief">{escape(belief)}</p>{markdown(block.body)}</aside>\n'
    )
