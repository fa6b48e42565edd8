"""Where in a TOML text something stands. The parser in the standard library does not say."""

import re
import tomllib


def line_of(text: str, key: str) -> int:
    """The line on which a key is set, counted from 1; 1 if it is not set at all."""
    pattern = re.compile(rf"""^\s*(?:\[+\s*)?["']?{re.escape(key)}["']?\s*(?:[=.\]])""")
    for number, line in enumerate(text.splitlines(), start=1):
        if pattern.match(line):
            return number
    return 1


def complaint(error: tomllib.TOMLDecodeError) -> str:
    """A parser's complaint without its line: it may not have seen the whole file."""
    return re.sub(r"\(at line \d+, ", "(", str(error))


def syntax_line(error: tomllib.TOMLDecodeError) -> int:
    """The line a parser's complaint names, counted from 1."""
    found = re.search(r"at line (\d+)", str(error))
    return int(found.group(1)) if found else 1
