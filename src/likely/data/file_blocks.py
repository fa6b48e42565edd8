"""Blocks of one column of files and streams; the kind is told by the first bytes, packing is undone."""

from __future__ import annotations

import contextlib
import io
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from gzip import BadGzipFile
from pathlib import Path
from typing import BinaryIO, cast

from likely.data.block import Block
from likely.data.files import PACKED, partition_of
from likely.data.kind import LOOK, kind_of
from likely.data.progress import Progress
from likely.data.split import Split
from likely.errors import DataError


def files_blocks(paths: Sequence[str], column: str | None) -> Iterator[Block]:
    """Blocks of several files, one after the other, with one bar for all of them."""
    sizes = [_size(path) for path in paths]
    with Progress(sum(sizes) or None, "B", bytes_=True) as progress:
        for path in paths:
            yield from _one(path, column, progress)


def split_blocks(split: Split, column: str | None) -> Iterator[Block]:
    """Blocks of a part of a file."""
    with _explained(split.path):
        if split.groups is not None:
            yield from _parquet(split.path, column, split.groups, lambda share: None)
        elif split.span is not None:
            from likely.data.csv import csv_span_blocks

            yield from csv_span_blocks(split.path, split.span, column, _delimiter(split.path))
        else:
            yield from _one(split.path, column, None)


def stream_blocks(
    name: str, stream: io.BufferedReader, column: str | None, delimiter: str
) -> Iterator[Block]:
    """Blocks of a stream that is read once, from its start to its end."""
    kind = kind_of(stream.peek(LOOK))
    if kind in ("gzip", "zstd"):
        yield from _packed(name, stream, column, delimiter, kind)
    elif kind == "sums":
        raise DataError(f"{name}: this file holds sums, and here rows are needed · name the file of the rows")
    elif kind == "parquet":
        from likely.data.parquet import parquet_blocks

        with _aside(stream) as held:
            yield from parquet_blocks(name, held, column)
    elif kind == "arrow":
        from likely.data.arrow import ipc_blocks

        with _aside(stream) as held:
            yield from ipc_blocks(name, held, column, stream=False)
    elif kind == "stream":
        from likely.data.arrow import ipc_blocks

        yield from ipc_blocks(name, stream, column, stream=True)
    elif kind == "jsonl":
        from likely.data.json_lines import json_blocks

        yield from json_blocks(name, stream, column)
    else:
        from likely.data.csv import csv_blocks

        yield from csv_blocks(name, stream, column, delimiter)


def _packed(
    name: str, stream: io.BufferedReader, column: str | None, delimiter: str, kind: str
) -> Iterator[Block]:
    try:
        yield from stream_blocks(name, unpacked(stream, kind), column, delimiter)
    except (EOFError, zlib.error, BadGzipFile) as problem:
        raise DataError(f"{name}: the gzip data is broken: {problem} · compress the file again") from None


def unpacked(stream: BinaryIO, kind: str) -> io.BufferedReader:
    """What a gzip or zstd stream holds."""
    if kind == "gzip":
        import gzip

        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=stream)), 1 << 17)
    import pyarrow as pa

    return io.BufferedReader(
        cast("io.RawIOBase", _Readable(pa.CompressedInputStream(stream, "zstd"))), 1 << 17
    )


class _Readable(io.RawIOBase):
    """PyArrow's stream as one of Python's. Broken data are a message."""

    def __init__(self, held: io.RawIOBase) -> None:
        self._held = held

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            found = self._held.read(len(buffer)) or b""
        except OSError as problem:
            reason = str(problem).splitlines()[0]
            raise DataError(f"the zstd data is broken: {reason} · compress the file again") from None
        buffer[: len(found)] = found
        return len(found)


@contextlib.contextmanager
def _aside(stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream that can be read from any place: on disk, since it may be larger than memory."""
    import shutil
    import tempfile

    with tempfile.TemporaryFile() as held:
        shutil.copyfileobj(stream, held)
        held.seek(0)
        yield cast("BinaryIO", held)


def _one(path: str, column: str | None, progress: Progress | None) -> Iterator[Block]:
    delimiter = _delimiter(path)
    step = (lambda size: None) if progress is None else progress.step
    if path == "-":
        stream = cast("io.BufferedReader", sys.stdin.buffer)
        for block in stream_blocks("standard input", stream, column, delimiter):
            yield block
            step(8 * len(block.values))
        return
    name = path if len(path) < 500 else f"{path[:60]}…{path[-20:]}"
    if "\0" in path:
        raise DataError(f"{path!r}: the name of the file holds a NUL · check the path")
    with _explained(name), Path(path).open("rb") as stream:
        kind = kind_of(stream.peek(LOOK))
        size = Path(path).stat().st_size
        if kind == "parquet":
            yield from _parquet(path, column, None, lambda share: step(int(size * share)))
        elif kind == "arrow":
            from likely.data.arrow import ipc_blocks

            yield from ipc_blocks(name, path, column, stream=False)
            step(size)
        else:
            before = 0
            for block in stream_blocks(name, stream, column, delimiter):
                yield block
                now = stream.tell()
                step(now - before)
                before = now


def _parquet(
    path: str, column: str | None, groups: Sequence[int] | None, tell: Callable[[float], None]
) -> Iterator[Block]:
    from likely.data.parquet import parquet_blocks

    known = partition_of(path)
    if column in known:
        yield from _constant(path, column, known[column], groups)
        return
    import pyarrow.parquet as parquet

    total = None
    for block in parquet_blocks(path, path, column, groups):
        total = total or max(1, parquet.read_metadata(path).num_rows)
        yield block
        tell(len(block.values) / total)


def _constant(path: str, column: str, text: str, groups: Sequence[int] | None) -> Iterator[Block]:
    """A column that the folders name: the same value in every row of the file."""
    import numpy as np
    import pyarrow.parquet as parquet

    try:
        value = float(text)
    except ValueError:
        raise DataError(
            f'{path}: column "{column}" is {text!r} by its folder, not a number · name another column'
        ) from None
    footer = parquet.read_metadata(path)
    for group in range(footer.num_row_groups) if groups is None else groups:
        rows = footer.row_group(group).num_rows
        yield Block(np.full(rows, value), lambda i: f'{path}, column "{column}"')


def _delimiter(path: str) -> str:
    for ending in PACKED:
        path = path.removesuffix(ending)
    return "\t" if path.endswith(".tsv") else ","


@contextlib.contextmanager
def _explained(name: str) -> Iterator[None]:
    try:
        yield
    except IsADirectoryError:
        raise DataError(f"{name}: this is a folder · name a CSV or Parquet file") from None
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise DataError(f"{name}: {reason} · check the path, or give - to read standard input") from None


def _size(path: str) -> int:
    """Bytes of a regular file; 0 where that cannot be known, which opening it will explain."""
    try:
        return Path(path).stat().st_size if path != "-" and Path(path).is_file() else 0
    except OSError:
        return 0
