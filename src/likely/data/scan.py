"""Blocks of one column of a source, wherever its rows live."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from likely.data.block import Block, Later
from likely.data.columns import pick_column
from likely.data.file_blocks import files_blocks, split_blocks, stream_blocks
from likely.data.files import described, files_of, is_files, partition_of
from likely.data.progress import Progress
from likely.data.split import Split


def describe(source: Any) -> str:
    """What messages and reports call a source."""
    if isinstance(source, (str, Path)):
        name = str(source)
        name = name if len(name) < 500 else f"{name[:60]}…{name[-20:]}"
        return "standard input" if name == "-" else name if name.isprintable() else repr(name)[1:-1]
    if isinstance(source, io.BufferedReader):
        return "standard input"
    return described(source) if is_files(source) else "the data"


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
    if type(source).__module__ == "numpy":
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

    if isinstance(source, Split):
        yield from split_blocks(source, column)
        return
    if is_files(source):
        yield from files_blocks(files_of(source), column)
        return
    if isinstance(source, io.BufferedReader):
        yield from stream_blocks("standard input", source, column, ",")
        return
    if isinstance(source, (list, tuple, range)):
        yield from memory.list_blocks(source)
        return
    if type(source).__module__.startswith("pyarrow"):
        from likely.data.arrow import object_blocks

        found = object_blocks(source, column)
        if found is not None:
            yield from found
            return
    frame = _frame(source)
    if frame is None and hasattr(source, "__arrow_c_stream__"):
        from likely.data.arrow import exported_blocks

        yield from exported_blocks(source, column)
        return
    if frame is not None and hasattr(frame, "collect"):
        name = pick_column("the table", frame.collect_schema().names(), column)
        frame = frame.select(name).collect()
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
    paths = files_of(source) if is_files(source) else []
    if paths and all(column not in partition_of(path) and _is_parquet(path) for path in paths):
        return _later(paths, column)
    return blocks(source, column)


def _later(paths: Sequence[str], column: str | None) -> Iterator[Later]:
    from likely.data.parquet import parquet_later

    sizes = [Path(path).stat().st_size for path in paths]
    with Progress(sum(sizes), "B", bytes_=True) as progress:
        for path, size in zip(paths, sizes, strict=True):
            groups = list(parquet_later(describe(path), path, column))
            for group in groups:
                yield group
                progress.step(size // len(groups))


def _is_parquet(path: str) -> bool:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(4) == b"PAR1"
    except (OSError, ValueError):
        return False  # whoever reads it says why
