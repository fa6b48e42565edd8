"""CSV, read by PyArrow: many rows at a time, straight into an array."""

from __future__ import annotations

from typing import TYPE_CHECKING

from likely.data.csv_text import Chunk, Header
from likely.lab.cell import FALSE, MISSING, TRUE

if TYPE_CHECKING:
    import numpy as np


def read_array(header: Header, chunk: Chunk) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    """The column's values in a chunk, NaN where missing; None if anything about the chunk is unusual."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    pa.enable_signal_handlers(False)  # Ctrl-C is Python's: PyArrow's own thread for it ends in an abort
    if b"\0" in chunk.data:
        return None
    names = [str(i) for i in range(len(header.names))]
    wanted = str(header.index)
    for kind in (pa.float64(), pa.bool_()):
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(chunk.data),
                read_options=arrow_csv.ReadOptions(column_names=names),
                parse_options=arrow_csv.ParseOptions(delimiter=header.delimiter, newlines_in_values=True),
                convert_options=arrow_csv.ConvertOptions(
                    include_columns=[wanted],
                    column_types={wanted: kind},
                    null_values=list(MISSING),
                    true_values=list(TRUE),
                    false_values=list(FALSE),
                ),
            )
        except pa.ArrowInvalid:
            continue
        column = table.column(0).cast(pa.float64()).combine_chunks()
        if column.null_count:
            column = column.fill_null(float("nan"))
        # Not to_numpy: it imports pandas to look at it, which takes time and swallows a Ctrl-C.
        values: np.ndarray[tuple[int], np.dtype[np.float64]] = np.frombuffer(
            column.buffers()[1], np.float64, len(column), 8 * column.offset
        )
        return values
    return None
