"""Finding the column a reader means, and saying what there is when there is none of that name."""

from __future__ import annotations

from collections.abc import Sequence

from likely.errors import DataError


def pick_column(file: str, names: Sequence[str], column: str | None) -> str:
    """The wanted column, if there is exactly one of that name. A table of one column needs no name."""
    listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    if column is None:
        if len(names) != 1:
            raise DataError(f"{file}: which column? It has {listed} · name one with --column")
        column = names[0]
    if names.count(column) > 1:
        raise DataError(f"{file}: {names.count(column)} columns are called {column!r} · rename them")
    if column not in names:
        import difflib

        near = difflib.get_close_matches(column, names, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"it has {listed}"
        raise DataError(f"{file}: there is no column {column!r} · {hint}")
    return column
