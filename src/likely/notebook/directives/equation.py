r"""An equation with an id, its reading in plain words, and the formula it states.

:::{equation} eq.average-nll
states: bernoulli.nll(p_hat, theta)
reads: the average surprise is …

\ell(\theta) = …
:::
"""

from collections.abc import Callable

from markupsafe import escape

from likely.notebook.directives.block import Block
from likely.notebook.page_object import ID, PageObject
from likely.notebook.problems import Rule
from likely.notebook.vocabulary import ExpressionError
from likely.notebook.writer import Writer

RULE = Rule(
    "LK012",
    "an equation has an id eq.…, `reads:` in plain words and `states:` a formula that exists",
    "write `:::{equation} eq.name` and lines `states:` and `reads:`",
)


def equation(block: Block, writer: Writer, math: Callable[[str, int], str]) -> str:
    """The figure. `math(tex, line)` sets the TeX."""
    fields = dict(block.fields)
    reads, states = fields.pop("reads", ""), fields.pop("states", "")
    if not (ID.fullmatch(block.argument) and block.argument.startswith("eq.")):
        writer.broken(
            RULE,
            block.line,
            f"{block.argument!r} is not an id of an equation",
            "write :::{equation} eq.some-name",
        )
    for key in fields:
        writer.broken(
            RULE, block.line, f"an equation has no field {key!r}", "its fields are states and reads"
        )
    if not reads:
        writer.broken(RULE, block.line, "the equation has no reading", "add a line `reads: …` in plain words")
    if not states:
        writer.broken(
            RULE, block.line, "the equation names no formula", "add a line `states: module.formula(…)`"
        )
    else:
        try:
            writer.vocabulary.symbols(states)
        except ExpressionError as error:
            writer.broken(
                RULE,
                block.line,
                f"`states: {states}`: {error}",
                "name a formula of the modules in front matter",
            )
    tex = block.body.strip()
    first = block.body[: len(block.body) - len(block.body.lstrip())].count("\n") + 1
    writer.objects.append(PageObject(block.argument, "equation", reads, block.line, tex, states))
    return (
        f'<figure class="equation" id="{escape(block.argument)}">'
        f'<div class="equation-body">{math(tex, first)}</div>'
        f'<figcaption><span class="reading">{escape(reads)}</span> '
        f'<code class="states">{escape(states)}</code></figcaption></figure>\n'
    )
