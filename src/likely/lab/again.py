"""How to make the same fit without the Lab: the command, and the lines of Python."""

from likely.lab.data import Data

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+/@%:,="


def command(family: str, data: Data, event: str = "") -> str:
    """One line for a shell."""
    seen = f" --event {quoted(event)}" if event else ""
    missing = " --missing drop" if data.missing else ""
    return f"likely fit {family} {quoted(data.file)} --column {quoted(data.column)}{seen}{missing}"


def python(family: str, data: Data, event: str = "") -> str:
    """Two lines of Python."""
    seen = f", event={event!r}" if event else ""
    missing = ', missing="drop"' if data.missing else ""
    return f"import likely\nfit = likely.fit({family!r}, {data.file!r}, {data.column!r}{seen}{missing})"


def quoted(word: str) -> str:
    """A word as a POSIX shell reads it back."""
    if word and all(letter in PLAIN for letter in word):
        return word
    return "'" + word.replace("'", "'\"'\"'") + "'"
