"""A directive as written: its name, its argument, its fields, and its body with the right line numbers."""

import re
from dataclasses import dataclass

_OPENING = re.compile(r"\{(?P<name>[a-z]+)\}(?:\s+(?P<argument>\S.*))?")
_FIELD = re.compile(r"(?P<key>[a-z]+):\s+(?P<value>\S.*)")


@dataclass(frozen=True)
class Block:
    """`:::{name} argument`, then lines `key: value`, then an empty line, then the body.

    `line` is where the block opens; `body` begins with empty lines so that its numbers are the file's.
    """

    name: str
    argument: str
    fields: dict[str, str]
    body: str
    line: int


def read_block(info: str, content: str, line: int) -> Block | None:
    """Take a directive apart; None if it does not open with {name}."""
    opening = _OPENING.fullmatch(info.strip())
    if opening is None:
        return None
    lines = content.split("\n")
    fields: dict[str, str] = {}
    key = ""
    used = 0
    for text in lines:
        found = _FIELD.fullmatch(text.rstrip())
        if found:
            key = found["key"]
            fields[key] = found["value"]
        elif key and text.startswith("  ") and text.strip():  # an indented line goes on
            fields[key] += " " + text.strip()
        else:
            break
        used += 1
    body = "\n" * (line + used) + "\n".join(lines[used:])
    return Block(opening["name"], (opening["argument"] or "").strip(), fields, body, line)
