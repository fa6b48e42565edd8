r"""An equation with an id, its reading in plain words, and the formula it states.

:::{equation} eq.average-nll
states: bernoulli.nll(p_hat, theta)
where: p_\theta(x) = elementary.exp(bernoulli.log_prob(x, theta)); \hat p = elementary.total(x) / n
draws: n in 1..20; x in {0, 1}^n
reads: the average surprise is …

\mathrm{NLL}(\theta) = -\frac{1}{n} \sum_{i=1}^{n} \log p_\theta(x_i) = …
:::

Its TeX is compared with the formula at 1,000 points. `where` says what notation stands for: code, or the id
of an equation above, whose formula it then is. `draws` says where names lie, if no family declares it. An
equation that cannot be compared says `unchecked:` and why.
"""

from collections.abc import Callable
from dataclasses import asdict

from markupsafe import escape

from likely.notebook.digest import digest
from likely.notebook.directives.block import Block
from likely.notebook.engine import engine
from likely.notebook.equations.compared import Agreement, Disagreement, Written
from likely.notebook.equations.tokens import Unreadable
from likely.notebook.page_object import ID, PageObject
from likely.notebook.problems import Rule
from likely.notebook.vocabulary import ExpressionError
from likely.notebook.writer import Writer

RULE = Rule(
    "LK012",
    "an equation has an id eq.…, `reads:` in plain words and `states:` a formula that exists",
    "write `:::{equation} eq.name` and lines `states:` and `reads:`",
)
RULE_EQUAL = Rule(
    "LK070",
    "every side of a labelled equation is what its formula gives, at 1,000 points",
    "mend the equation, or state the formula that it is",
)
RULE_READ = Rule(
    "LK071",
    "a labelled equation can be read and compared with its formula, or says that it is not",
    "say under `where:` what notation stands for, under `draws:` where names lie, or `unchecked:` and why",
)
FIELDS = ("states", "where", "draws", "unchecked", "reads")


def equation(block: Block, writer: Writer, math: Callable[[str, int], str]) -> str:
    """The figure. `math(tex, line)` sets the TeX."""
    fields = dict(block.fields)
    states, where, draws, unchecked, reads = (fields.pop(name, "") for name in FIELDS)
    if not (ID.fullmatch(block.argument) and block.argument.startswith("eq.")):
        writer.broken(
            RULE,
            block.line,
            f"{block.argument!r} is not an id of an equation",
            "write :::{equation} eq.some-name",
        )
    for key in fields:
        writer.broken(
            RULE, block.line, f"an equation has no field {key!r}", f"its fields are {', '.join(FIELDS)}"
        )
    if not reads:
        writer.broken(RULE, block.line, "the equation has no reading", "add a line `reads: …` in plain words")
    tex = block.body.strip()
    first = block.body[: len(block.body) - len(block.body.lstrip())].count("\n") + 1
    checked = None
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
        else:
            if not unchecked:
                checked = _compared(Written(tex, states, where, draws), block.line, first, writer)
    writer.objects.append(
        PageObject(
            block.argument, "equation", reads, block.line, tex, states, checked=checked, unchecked=unchecked
        )
    )
    mark = str(checked) if checked else f"not checked against the code: {unchecked}"
    return (
        f'<figure class="equation" id="{escape(block.argument)}">'
        f'<div class="equation-body">{math(tex, first)}</div>'
        f'<figcaption><span class="reading">{escape(reads)}</span> '
        f'<code class="states">{escape(states)}</code> '
        f'<span class="checked">{escape(mark)}</span></figcaption></figure>\n'
    )


def _compared(written: Written, line: int, tex_line: int, writer: Writer) -> Agreement | None:
    """What came of the comparison; None, with a finding, if it cannot be made or fails."""
    earlier = {found.id: found.states for found in writer.objects if found.kind == "equation"}
    key = digest(
        engine(), "equation", repr((written, sorted(earlier.items()))), writer.vocabulary.fingerprint()
    )
    known = writer.cache.get(key)
    if known is not None:
        return Agreement(**known)
    from likely.notebook.equations.agreement import (
        agreement,  # brings NumPy, which what is known can do without
    )

    try:
        found = agreement(written, writer.vocabulary, earlier)
        writer.cache.put(key, asdict(found))
        return found
    except Disagreement as wrong:
        writer.broken(RULE_EQUAL, tex_line, str(wrong), RULE_EQUAL.mend)
    except (Unreadable, ExpressionError) as error:
        writer.broken(
            RULE_READ, line, f"the equation cannot be compared with its code: {error}", RULE_READ.mend
        )
    return None
