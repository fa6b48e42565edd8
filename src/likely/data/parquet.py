"""Parquet files, read a batch of rows at a time, the wanted column only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from likely.data.block import Block
from likely.data.columns import column_named, pick_column
from likely.errors import DataError

if TYPE_CHECKING:
    import numpy as np

BATCH = 1 << 17


def parquet_blocks(file: str, source: str | BinaryIO, column: str | None) -> Iterator[Block]:
    """Blocks of one column's values. `file` is what messages call the source."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        with parquet.ParquetFile(source) as data:
            name = pick_column(file, data.schema_arrow.names, column)
            _check_type(file, name, data.schema_arrow.field(name).type)
            rows = 0
            for batch in data.iter_batches(batch_size=BATCH, columns=[name]):
                values = to_doubles(file, name, batch.column(0))
                yield Block(values, partial(_where, file, name, rows))
                rows += len(values)
    except (pa.ArrowInvalid, OSError) as problem:
        reason = str(problem).splitlines()[0]
        raise DataError(f"{file}: not a readable Parquet file: {reason} · write it again") from None


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
