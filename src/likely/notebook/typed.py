"""Numbers typed by hand where a build could compute them."""

import re

from likely.notebook.problems import Rule

RULE_TYPED = Rule(
    "LK019",
    "a result of computation is written as an expression: no number in prose has three decimals or more",
    "write {value}`expression .4f`, and \\value{expression .4f} in TeX",
)
_RESULT = re.compile(r"(?<![\w.])[+\-−]?\d+\.\d{3,}(?!\w|\.\d)")
_COMPUTED = re.compile(r"\{value\}`[^`]*`|\\value\{[^{}]*\}|`[^`]*`")


def typed(text: str) -> list[str]:
    """The numbers of a text that look like results: 0.6109, but not 0.61, nor anything that is computed."""
    return _RESULT.findall(_COMPUTED.sub(" ", text))
