"""Blocks of one column of a source, wherever its rows live."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from likely.data.block import Block, Later
from likely.errors import DataError


def describe(source: Any) -> str:
    """What messages and reports call a source."""
    if isinstance(source, (str, Path)):
        name = str(source)
        name = name if len(name) < 500 else f"{name[:60]}…{name[-20:]}"
        return "standard input" if name == "-" else name if name.isprintable() else repr(name)[1:-1]
    if isinstance(source, io.BufferedReader):
        return "standard input"
    return "the data"


def kept(path: str = "-") -> io.BufferedReader:
    """Standard input or a pipe, set aside in a nameless temporary file, to be read more than once."""
    import shutil
    import tempfile

    raw = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - it lives as long as the stream
    with contextlib.ExitStack() as stack:
        shutil.copyfileobj(
            sys.stdin.buffer if path == "-" else stack.enter_context(Path(path).open("rb")), raw
        )
    raw.seek(0)
    return io.BufferedReader(cast("io.RawIOBase", raw))


def _frame(source: Any) -> Any:
    """The source as a Narwhals frame or series, or None if it is no table."""
    if type(source).__module__ == "numpy":  # asking every library whether it owns it takes a while
        return None
    import narwhals as nw

    native = nw.to_native(source, pass_through=True)
    frame = nw.from_native(native, pass_through=True, allow_series=True)
    return None if frame is native else frame


def engine_frame(source: Any) -> Any:
    """The source as a lazy Narwhals frame if its rows live in an engine, else None."""
    frame = None if isinstance(source, (str, Path, list, tuple, range)) else _frame(source)
    return frame if frame is not None and hasattr(frame, "collect") else None


def blocks(source: Any, column: str | None, whole: bool = False) -> Iterator[Block]:
    """Blocks of a file, standard input ("-"), a stream, a sequence, an array, or a table.

    `whole`: what is in memory already comes as one block.
    """
    from likely.data import memory

    if isinstance(source, (str, Path)):
        yield from _file_blocks(str(source), column)
        return
    if isinstance(source, io.BufferedReader):
        yield from _stream_blocks("standard input", source, column, ",")
        return
    if isinstance(source, (list, tuple, range)):
        yield from memory.list_blocks(source)
        return
    frame = _frame(source)
    if frame is not None and hasattr(frame, "collect"):
        frame = frame.collect()
    if frame is not None and hasattr(frame, "get_column"):
        yield from memory.frame_blocks(frame, column, whole)
    elif frame is not None:
        yield from memory.series_blocks(frame, whole)
    else:
        import numpy as np

        array = np.ma.asarray(source) if np.ma.isMA(source) else np.asarray(source)
        yield from memory.array_blocks(array, whole=whole)


def blocks_or_later(source: Any, column: str | None) -> Iterator[Block | Later]:
    """The same, where the row groups of a Parquet file are left to be read by threads."""
    if isinstance(source, (str, Path)) and _is_parquet(str(source)):
        from likely.data.parquet import parquet_later

        return parquet_later(describe(source), str(source), column)
    return blocks(source, column)


def _is_parquet(path: str) -> bool:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(4) == b"PAR1"
    except (OSError, ValueError):
        return False  # whoever reads it says why


def _stream_blocks(
    name: str, stream: io.BufferedReader, column: str | None, delimiter: str
) -> Iterator[Block]:
    from likely.data.csv import csv_blocks
    from likely.data.kind import LOOK, kind_of

    if kind_of(stream.peek(LOOK)) == "sums":
        raise DataError(f"{name}: this file holds sums, and here rows are needed · name the file of the rows")
    if stream.peek(4)[:4] == b"PAR1":
        from likely.data.parquet import parquet_blocks

        yield from parquet_blocks(name, io.BytesIO(stream.read()), column)
    else:
        yield from csv_blocks(name, stream, column, delimiter)


def _file_blocks(path: str, column: str | None) -> Iterator[Block]:
    """CSV or Parquet, told apart by how the bytes begin; gzip is undone on the way."""
    name = describe(path)
    delimiter = "\t" if path.removesuffix(".gz").endswith(".tsv") else ","
    if path == "-":
        yield from _stream_blocks(name, cast("io.BufferedReader", sys.stdin.buffer), column, delimiter)
        return
    if "\0" in path:
        raise DataError(f"{path!r}: the name of the file holds a NUL · check the path")
    try:
        with Path(path).open("rb") as stream:
            if stream.peek(4)[:4] == b"PAR1":
                from likely.data.parquet import parquet_blocks

                yield from parquet_blocks(name, path, column)
            else:
                yield from _stream_blocks(name, stream, column, delimiter)
    except IsADirectoryError:
        raise DataError(f"{path}: this is a folder · name a CSV or Parquet file") from None
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise DataError(f"{name}: {reason} · check the path, or give - to read standard input") from None
