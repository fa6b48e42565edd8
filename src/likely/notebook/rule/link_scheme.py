"""A link that a reader must never follow is shown as the text it is, and refused."""

import re

from likely.notebook.problems import Rule
from likely.notebook.writer import Writer

RULE = Rule(
    "LK048",
    "no link goes where scripts or files are: javascript:, data: and file: are shown as text, and refused",
    "write #id, concept:area/slug or https://…",
)
_REFUSED = re.compile(r"\]\(\s*((?:javascript|vbscript|data|file):[^)\s]*)", re.IGNORECASE)


def link_scheme(text: str, line: int, writer: Writer) -> None:
    """Look at text that is left when all else was recognised."""
    if found := _REFUSED.search(text):
        writer.broken(RULE, line, f"{found[1]!r} is no link to follow", RULE.mend)
