"""A tempting belief and what is missing from it, as an object that notes can point at.

:::{misconception} misconception.not-a-posterior
belief: The curve says how probable each θ is.
demo: k=14 theta=0.7
shows: the curve's own area is far from 1

Markdown that repairs it.
:::

`demo` sets the demo to a state in which one can see it; `shows` says what to look at. The demo of another
page is named first: `demo: concept:probability/distributions family=2 parameter=0.2`.
"""

import re
from collections.abc import Callable

from markupsafe import escape

from likely.notebook.directives.block import Block
from likely.notebook.page_object import ID, PageObject
from likely.notebook.problems import Rule
from likely.notebook.writer import Demo, Writer

RULE = Rule(
    "LK013",
    "a misconception has an id misconception.…, `belief:` in one sentence, a body, and `shows:` with `demo:`",
    "write `:::{misconception} misconception.name`, a line `belief:`, and below it what repairs it",
)

_DEMO = re.compile(r"(?:concept:(?P<page>\S+)\s+)?(?P<state>\w+=[-+.\w]+(?:\s+\w+=[-+.\w]+)*)")


def misconception(block: Block, writer: Writer, markdown: Callable[[str], str]) -> str:
    """The aside. `markdown(text)` renders the body."""
    fields = dict(block.fields)
    belief, demo, shows = (fields.pop(name, "") for name in ("belief", "demo", "shows"))

    def broken(what: str, mend: str) -> None:
        writer.broken(RULE, block.line, what, mend)

    if not (ID.fullmatch(block.argument) and block.argument.startswith("misconception.")):
        broken(f"{block.argument!r} is not an id", "write :::{misconception} misconception.some-name")
    if not belief or fields:
        broken(
            "a misconception has the fields belief, demo and shows, and the first must stand",
            "add `belief: …`",
        )
    if not block.body.strip():
        broken("nothing repairs this misconception", "say below `belief:` what is missing from it")
    if bool(demo) != bool(shows):
        broken("`demo` and `shows` belong together", "write both: a state, and what to look at there")
    writer.objects.append(PageObject(block.argument, "misconception", belief, block.line, body=block.body))
    link = _link(demo, shows, block, writer) if demo else ""
    return (
        f'<aside class="misconception" id="{escape(block.argument)}">'
        f'<p class="belief">{escape(belief)}</p>{markdown(block.body)}{link}</aside>\n'
    )


def _link(demo: str, shows: str, block: Block, writer: Writer) -> str:
    found = _DEMO.fullmatch(demo)
    if found is None:
        writer.broken(
            RULE, block.line, f"`demo: {demo}` is no state", "write `demo: control=value control=value`"
        )
        return ""
    state = dict(pair.split("=") for pair in found["state"].split())
    writer.demos.append(Demo(found["page"] or "", state, block.line))
    query = "&amp;".join(f"{escape(name)}={escape(value)}" for name, value in state.items())
    link = f'<a href="#stage" data-demo="{query}">See it in the demo</a>'
    if found["page"]:
        href = f"{writer.root}{escape(found['page'])}/index.html#stage?{query}"
        link = f'<a href="{href}">See it in the demo of another page</a>'
    return f'<p class="quiet see needs-script">{link}: {escape(shows)}.</p>'
