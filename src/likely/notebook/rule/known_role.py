"""The roles that prose may have."""

from likely.notebook.problems import Rule
from likely.notebook.writer import Writer

RULE = Rule("LK016", "the only role is {value}", "write {value}`expression .4f`")


def known_role(name: str, line: int, writer: Writer) -> bool:
    """Whether there is a role of this name."""
    if name == "value":
        return True
    writer.broken(RULE, line, f"unknown role {{{name}}}", RULE.mend)
    return False
