"""Parquet files, read a batch of rows at a time, the wanted column only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from likely.data.block import Block
from likely.data.columns import pick_column
from likely.errors import DataError

if TYPE_CHECKING:
    import numpy as np

BATCH = 1 << 17


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
        raise DataError(f'{file}, column "{name}": {problem} · store the numbers as doubles') from None
    return doubles


def _check_type(file: str, name: str, kind: Any) -> None:
    from pyarrow import types

    if not (
        types.is_integer(kind) or types.is_floating(kind) or types.is_boolean(kind) or types.is_decimal(kind)
    ):
        raise DataError(f'{file}, column "{name}": holds {kind}, not numbers · name a numeric column')


def _where(file: str, name: str, rows_before: int, i: int) -> str:
    return f'{file}, row {rows_before + i + 1}, column "{name}"'
