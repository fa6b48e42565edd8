"""Arrow: files and streams of record batches, data sets, and whatever hands out record batches."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from likely.data.block import Block
from likely.data.columns import pick_column
from likely.data.parquet import _check_type, _where, to_doubles
from likely.errors import DataError

if TYPE_CHECKING:
    import pyarrow as pa


def ipc_blocks(file: str, source: Any, column: str | None, stream: bool) -> Iterator[Block]:
    """Blocks of one column of an Arrow file, or of a stream of record batches."""
    import pyarrow as pa
    from pyarrow import ipc

    try:
        if stream:
            with ipc.open_stream(source) as batches:
                yield from batch_blocks(file, batches.schema, batches, column)
            return
        with pa.memory_map(source) if isinstance(source, str) else contextlib.nullcontext(source) as held:
            schema = ipc.open_file(held).schema
            at = schema.names.index(pick_column(file, schema.names, column))
            own = ipc.open_file(held, options=ipc.IpcReadOptions(included_fields=[at]))
            parts = (own.get_batch(i) for i in range(own.num_record_batches))
            yield from batch_blocks(file, own.schema, parts, schema.names[at])
    except (pa.ArrowInvalid, OSError) as problem:
        reason = str(problem).splitlines()[0]
        raise DataError(f"{file}: not readable Arrow data: {reason} · write it again") from None


def batch_blocks(
    file: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch], column: str | None
) -> Iterator[Block]:
    """Blocks of one column of record batches."""
    name = pick_column(file, schema.names, column)
    _check_type(file, name, schema.field(name).type)
    rows = 0
    for batch in batches:
        if batch.num_rows:
            values = to_doubles(file, name, batch.column(schema.names.index(name)))
            yield Block(values, partial(_where, file, name, rows))
            rows += batch.num_rows


def object_blocks(source: Any, column: str | None) -> Iterator[Block] | None:
    """Blocks of a PyArrow data set, a reader of record batches, or an object that exports an Arrow stream;
    None for anything else. A reader can be read once.
    """
    home = type(source).__module__.partition(".")[0]
    if home == "pyarrow":
        import pyarrow as pa

        if isinstance(source, pa.RecordBatchReader):
            return batch_blocks("the reader", source.schema, source, column)
        if hasattr(source, "scanner"):
            name = pick_column("the data set", source.schema.names, column)
            scanner = source.scanner(columns=[name])
            return batch_blocks("the data set", scanner.projected_schema, scanner.to_batches(), name)
    return None


def exported_blocks(source: Any, column: str | None) -> Iterator[Block]:
    """Blocks of an object that exports an Arrow stream (`__arrow_c_stream__`)."""
    import pyarrow as pa

    reader = pa.RecordBatchReader.from_stream(source)
    return batch_blocks("the table", reader.schema, reader, column)
