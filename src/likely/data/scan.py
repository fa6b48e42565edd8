"""The one verb of this room: sum a family's statistic over a source, wherever its rows live."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from likely.data.block import Block
from likely.data.sums import Sums
from likely.errors import DataError

if TYPE_CHECKING:
    from io import BufferedReader


def scan(source: Any, column: str | None, family: ModuleType, drop: bool) -> Sums:
    """Sums over a file, standard input ("-"), a sequence, an array, or a table.

    `drop` leaves missing values out and counts them; otherwise a missing value is a DataError.
    """
    frame = None if isinstance(source, (str, Path, list, tuple, range)) else _frame(source)
    if frame is not None and hasattr(frame, "collect"):
        from likely.data.engine import engine_sums

        sums = engine_sums(frame, column, family, drop)
    else:
        sums = Sums.of(0, 0, [0.0] * len(family.statistic(0.5)))
        for block in _blocks(source, frame, column):
            sums += block.sums(family, drop)
    if sums.n == 0:
        name = describe(source)
        dropped = f", {sums.missing} missing values apart" if sums.missing else ""
        raise DataError(f"{name}: there are no observations{dropped} · a fit needs at least one")
    return sums


def describe(source: Any) -> str:
    """What messages and reports call a source."""
    if isinstance(source, (str, Path)):
        return "standard input" if str(source) == "-" else str(source)
    return "the data"


def _frame(source: Any) -> Any:
    """The source as a Narwhals frame or series, or None if it is no table."""
    import narwhals as nw

    native = nw.to_native(source, pass_through=True)
    frame = nw.from_native(native, pass_through=True, allow_series=True)
    return None if frame is native else frame


def _blocks(source: Any, frame: Any, column: str | None) -> Iterator[Block]:
    from likely.data import memory

    if isinstance(source, (str, Path)):
        yield from _file_blocks(str(source), column)
    elif frame is not None and hasattr(frame, "get_column"):
        yield from memory.frame_blocks(frame, column)
    elif frame is not None:
        yield from memory.series_blocks(frame)
    elif isinstance(source, (list, tuple, range)):
        yield from memory.list_blocks(source)
    else:
        import numpy as np

        yield from memory.array_blocks(np.ma.asarray(source) if np.ma.isMA(source) else np.asarray(source))


def _file_blocks(path: str, column: str | None) -> Iterator[Block]:
    """CSV or Parquet, told apart by how the bytes begin; gzip is undone on the way."""
    from likely.data.csv import csv_blocks

    name = describe(path)
    delimiter = "\t" if path.removesuffix(".gz").endswith(".tsv") else ","
    if path == "-":
        stream = cast("BufferedReader", sys.stdin.buffer)
        if stream.peek(4)[:4] == b"PAR1":
            import io

            from likely.data.parquet import parquet_blocks

            yield from parquet_blocks(name, io.BytesIO(stream.read()), column)
        else:
            yield from csv_blocks(name, stream, column, delimiter)
        return
    try:
        with Path(path).open("rb") as stream:
            if stream.peek(4)[:4] == b"PAR1":
                from likely.data.parquet import parquet_blocks

                yield from parquet_blocks(name, path, column)
            else:
                yield from csv_blocks(name, stream, column, delimiter)
    except IsADirectoryError:
        raise DataError(f"{path}: this is a folder · name a CSV or Parquet file") from None
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise DataError(f"{path}: {reason} · check the path, or give - to read standard input") from None
