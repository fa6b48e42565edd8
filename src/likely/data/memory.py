"""Observations that are already in memory: lists, arrays, columns of eager tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from likely.data.block import Block
from likely.data.columns import pick_column
from likely.errors import DataError

if TYPE_CHECKING:
    import numpy as np

PIECE = 1 << 16  # elements: a block and its temporaries stay in cache


def list_blocks(values: Sequence[Any]) -> Iterator[Block]:
    """One block of a sequence of numbers, booleans and Nones."""
    doubles = []
    for i, x in enumerate(values):
        if isinstance(x, str):
            raise DataError(f"index {i}: {x!r} is text, not a number · convert the values first")
        try:
            doubles.append(float("nan") if x is None else float(x))
        except (TypeError, ValueError, OverflowError):
            raise DataError(f"index {i}: {x!r} is not a number · give numbers, True, False or None") from None
    yield Block(doubles, lambda i: f"index {i}")


def array_blocks(
    array: np.ndarray[Any, np.dtype[Any]], where: str = "index", whole: bool = False
) -> Iterator[Block]:
    """Blocks of a one-dimensional array of numbers or booleans, or one; masked elements are missing."""
    import numpy as np

    if array.ndim != 1:
        raise DataError(f"the array has {array.ndim} dimensions · give one dimension, such as array.ravel()")
    if array.dtype.kind not in "biuf":
        raise DataError(f"the array holds {array.dtype}, not numbers · convert it with array.astype(float)")
    size = max(1, len(array)) if whole else PIECE
    for start in range(0, len(array), size):
        piece = array[start : start + size]
        doubles = piece.astype(np.float64, copy=False)
        if isinstance(doubles, np.ma.MaskedArray):
            doubles = doubles.filled(np.nan)
        yield Block(doubles, lambda i, before=start: f"{where} {before + i}")  # type: ignore[misc]


def frame_blocks(frame: Any, column: str | None, whole: bool = False) -> Iterator[Block]:
    """Blocks of one column of an eager Narwhals frame."""
    name = pick_column("the table", frame.columns, column)
    yield from series_blocks(frame.get_column(name), whole)


def series_blocks(series: Any, whole: bool = False) -> Iterator[Block]:
    """Blocks of a Narwhals series."""
    import narwhals as nw

    if not (series.dtype.is_numeric() or series.dtype == nw.Boolean):
        raise DataError(f'column "{series.name}" holds {series.dtype}, not numbers · name a numeric column')
    doubles = series.cast(nw.Float64).to_numpy()
    yield from array_blocks(doubles, f'column "{series.name}", row index', whole)
