"""Parquet files, read a batch of rows at a time, the wanted column only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from likely.data.block import Block, Later
from likely.data.columns import column_named, pick_column
from likely.errors import DataError

if TYPE_CHECKING:
    import numpy as np

BATCH = 1 << 17
GROUP = 1 << 22  # rows of a group that a thread may hold at once


def parquet_blocks(
    file: str, source: str | BinaryIO, column: str | None, groups: Sequence[int] | None = None
) -> Iterator[Block]:
    """Blocks of one column's values, of all row groups or some. `file` is what messages call the source."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        with parquet.ParquetFile(source) as data:
            name = pick_column(file, data.schema_arrow.names, column)
            _check_type(file, name, data.schema_arrow.field(name).type)
            rows = sum(data.metadata.row_group(i).num_rows for i in range(groups[0])) if groups else 0
            wanted = None if groups is None else list(groups)
            for batch in data.iter_batches(batch_size=BATCH, columns=[name], row_groups=wanted):
                values = to_doubles(file, name, batch.column(0))
                yield Block(values, partial(_where, file, name, rows))
                rows += len(values)
    except (pa.ArrowInvalid, OSError) as problem:
        raise _unreadable(file, problem) from None


def parquet_later(file: str, path: str, column: str | None) -> Iterator[Later]:
    """The row groups of a file, each to be read by the thread that wants it.

    Each thread opens the file, since a handle is not to be shared; the footer is read once.
    """
    import pyarrow as pa
    import pyarrow.parquet as parquet

    def blocks(group: int, rows: int) -> Iterator[Block]:
        try:
            with parquet.ParquetFile(path, metadata=footer, memory_map=True) as own:
                parts: Iterable[Any]
                if footer.row_group(group).num_rows <= GROUP:  # whole: a third less work than in batches
                    parts = own.read_row_group(group, columns=[name], use_threads=False).column(0).chunks
                else:
                    batches = own.iter_batches(BATCH, row_groups=[group], columns=[name], use_threads=False)
                    parts = (batch.column(0) for batch in batches)
                for part in parts:
                    values = to_doubles(file, name, part)
                    yield Block(values, partial(_where, file, name, rows))
                    rows += len(values)
        except (pa.ArrowInvalid, OSError) as problem:
            raise _unreadable(file, problem) from None

    try:
        with parquet.ParquetFile(path) as data:
            footer = data.metadata
            name = pick_column(file, data.schema_arrow.names, column)
            _check_type(file, name, data.schema_arrow.field(name).type)
    except (pa.ArrowInvalid, OSError) as problem:
        raise _unreadable(file, problem) from None
    before = 0
    for group in range(footer.num_row_groups):
        yield Later(partial(blocks, group, before))
        before += footer.row_group(group).num_rows


def _unreadable(file: str, problem: Exception) -> DataError:
    reason = str(problem).splitlines()[0]
    return DataError(f"{file}: not a readable Parquet file: {reason} · write it again")


def to_doubles(file: str, name: str, values: Any) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """An Arrow array of numbers or booleans as doubles, NaN where null."""
    import pyarrow as pa

    if pa.types.is_boolean(values.type):
        values = values.cast(pa.uint8())
    try:
        doubles: np.ndarray[tuple[int], np.dtype[np.float64]] = values.cast(pa.float64()).to_numpy(
            zero_copy_only=False
        )
    except pa.ArrowInvalid as problem:
        raise DataError(f"{file}, {column_named(name)}: {problem} · store the numbers as doubles") from None
    return doubles


def _check_type(file: str, name: str, kind: Any) -> None:
    from pyarrow import types

    if not (
        types.is_integer(kind) or types.is_floating(kind) or types.is_boolean(kind) or types.is_decimal(kind)
    ):
        raise DataError(f"{file}, {column_named(name)}: holds {kind}, not numbers · name a numeric column")


def _where(file: str, name: str, rows_before: int, i: int) -> str:
    return f"{file}, row {rows_before + i + 1}, {column_named(name)}"
