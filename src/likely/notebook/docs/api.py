"""The Python API as Markdown, from the docstrings of the public names. The tests run their examples."""

from __future__ import annotations

import inspect
import re
from textwrap import wrap

import likely

HEAD = """# Python

Every public name of the library, as it describes itself. All likelihoods and entropies are in nats. Each
example is run by the tests.

"""
_ALIGNED = re.compile(r"\S {2,}\S")


def api() -> str:
    """One heading a name: functions and classes first, then errors."""
    names = [name for name in likely.__all__ if getattr(likely, name).__doc__]
    errors = [name for name in names if name.endswith("Error")]
    ordered = [name for name in names if name not in errors] + errors
    return HEAD + "\n".join(_entry(name) for name in ordered)


def _entry(name: str) -> str:
    thing = getattr(likely, name)
    text = inspect.cleandoc(thing.__doc__)
    blocks = [_block(block) for block in re.split(r"\n\s*\n", text)]
    return f"## {name}\n\n{_signature(name, thing)}" + "\n\n".join(blocks) + "\n"


def _signature(name: str, thing: object) -> str:
    if inspect.ismodule(thing):
        return ""
    try:
        signature = inspect.signature(thing)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return ""
    plain = [one.replace(annotation=inspect.Parameter.empty) for one in signature.parameters.values()]
    shown = signature.replace(parameters=plain, return_annotation=inspect.Signature.empty)
    lines = wrap(f"likely.{name}{shown}", 78, subsequent_indent="    ", break_long_words=False)
    return "```python\n" + "\n".join(lines) + "\n```\n\n"


def _block(block: str) -> str:
    """A paragraph of a docstring: prose, a table by alignment, or an example."""
    lines = block.splitlines()
    if lines[0].startswith(">>>"):
        return f"```python\n{block}\n```"
    if len(lines) > 1 and (sum(bool(_ALIGNED.search(line)) for line in lines) * 2 >= len(lines)):
        return f"```text\n{block}\n```"
    if _ALIGNED.search(lines[0]) or lines[0].startswith(" "):
        return f"```text\n{block}\n```"
    return re.sub(r"([<>*_\[\]])", r"\\\1", block)
