"""Finding the column a reader means, and saying what there is when there is none of that name."""

from __future__ import annotations

from collections.abc import Sequence

from likely.errors import DataError

MOST = 60  # characters of a name that a message shows


def pick_column(file: str, names: Sequence[str], column: str | None) -> str:
    """The wanted column, if there is exactly one of that name. A table of one column needs no name."""
    listed = ", ".join(map(_shown, names[:12])) + (", …" if len(names) > 12 else "")
    if column is None:
        if len(names) != 1:
            raise DataError(f"{file}: which column? It has {listed} · name one with --column")
        column = names[0]
    if names.count(column) > 1:
        raise DataError(f"{file}: {names.count(column)} columns are called {_quoted(column)} · rename them")
    if column not in names:
        import difflib

        near = difflib.get_close_matches(column, names[:10_000], 1)  # a million names take half a minute
        hint = f"did you mean {_quoted(near[0])}?" if near else f"it has {listed}"
        raise DataError(f"{file}: there is no column {_quoted(column)} · {hint}")
    return column


def column_named(name: object) -> str:
    """How a message speaks of a column: in one line, and not at length."""
    return f'column "{shortened(str(name))}"'


def shortened(name: str) -> str:
    """A name from outside, in one line of characters that can be printed, cut short if it is long."""
    name = name if len(name) <= MOST else name[:MOST] + "…"
    return name if name.isprintable() else repr(name)[1:-1]


def _shown(name: str) -> str:
    """A name as it is, or quoted and cut short where it would not stand in one line."""
    return name if name.isprintable() and len(name) <= MOST else _quoted(name)


def _quoted(name: str) -> str:
    return repr(name if len(name) <= MOST else name[:MOST] + "…")
