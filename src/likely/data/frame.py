"""Several columns of a source side by side, numbers and labels as they are: what a formula speaks of."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from likely.data.columns import column_named, pick_column
from likely.data.scan import describe
from likely.data.split import Split
from likely.errors import DataError
from likely.lab.cell import FALSE, MISSING, TRUE

if TYPE_CHECKING:
    import pandas as pd

PIECE = 1 << 17  # rows of a split that are in hand at a time


@dataclass(frozen=True)
class Rows:
    """A pandas table without missing values in its columns, and where each row stood (from 1)."""

    table: pd.DataFrame
    numbers: Any
    missing: int
    source: str

    def where(self, i: int, column: str) -> str:
        """How messages name one value."""
        return f"{self.source}, row {int(self.numbers[i])}, {column_named(column)}"


def read_rows(source: Any, columns: Sequence[str], drop: bool, may_be_blank: Sequence[str] = ()) -> Rows:
    """The named columns of a file, a stream or a table. A missing value is an error that names its row.

    `may_be_blank` are columns where a blank says something, such as an open bound.
    """
    name = describe(source)
    table = _table(source, name, list(dict.fromkeys(columns)))
    found = _complete(name, table, 0, drop, may_be_blank)
    if not len(found.numbers):
        dropped = f", {found.missing} rows with missing values apart" if found.missing else ""
        raise DataError(f"{name}: there are no observations{dropped} · a fit needs at least one")
    return found


def split_rows(
    split: Split, columns: Sequence[str], drop: bool, may_be_blank: Sequence[str] = ()
) -> Iterator[Rows]:
    """The same of a part of a file, piece by piece if it is Parquet. There may be no rows in it."""
    wanted = list(dict.fromkeys(columns))
    if split.groups is None:
        yield _complete(split.path, _of_file(split.path, split.path, wanted), 0, drop, may_be_blank)
        return
    import pyarrow.parquet as parquet

    with parquet.ParquetFile(split.path) as file:
        names = file.schema_arrow.names
        chosen = [pick_column(split.path, names, one) for one in wanted]
        before = sum(file.metadata.row_group(i).num_rows for i in range(split.groups[0]))
        for batch in file.iter_batches(PIECE, row_groups=list(split.groups), columns=chosen):
            yield _complete(split.path, batch.to_pandas()[chosen], before, drop, may_be_blank)
            before += batch.num_rows


def _complete(name: str, table: pd.DataFrame, before: int, drop: bool, may_be_blank: Sequence[str]) -> Rows:
    """The rows in which nothing is missing; `before` stand before them."""
    import numpy as np

    gone = np.zeros(len(table), dtype=bool)
    for column in table.columns:
        if column in may_be_blank:
            continue
        absent = table[column].isna().to_numpy()
        if absent.any() and not drop:
            raise DataError(
                f"{name}, row {before + int(np.argmax(absent)) + 1}, {column_named(column)}: the value is "
                "missing · fill it in, or leave such rows out with --missing drop on the command line, "
                'missing="drop" in Python'
            )
        gone |= absent
    missing = int(np.count_nonzero(gone))
    numbers = np.nonzero(~gone)[0] + 1 + before
    return Rows(table[~gone] if missing else table, numbers, missing, name)


def _table(source: Any, name: str, columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    if isinstance(source, (str, Path)):
        return _of_file(str(source), name, columns)
    if isinstance(source, Mapping):
        chosen = {pick_column(name, list(source), one): source[one] for one in columns}
        lengths = {one: len(values) for one, values in chosen.items()}
        if len(set(lengths.values())) > 1:
            raise DataError(f"{name}: columns of different lengths {lengths} · give one value a row in each")
        return pd.DataFrame(chosen)
    if isinstance(source, pd.DataFrame):
        names = [str(one) for one in source.columns]
        return source[[pick_column(name, names, one) for one in columns]].reset_index(drop=True)
    import narwhals as nw

    frame = nw.from_native(source, pass_through=True)
    if frame is source or not hasattr(frame, "columns"):
        raise DataError(
            f"{name}: {type(source).__name__} has no columns for a formula to name · give a table, a dict of "
            "columns or a file"
        )
    if hasattr(frame, "collect"):
        names = frame.collect_schema().names()
        frame = frame.select([pick_column(name, names, one) for one in columns]).collect()
    else:
        frame = frame.select([pick_column(name, frame.columns, one) for one in columns])
    return frame.to_pandas()


def _of_file(path: str, name: str, columns: list[str]) -> pd.DataFrame:
    import gzip

    import pyarrow as pa

    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        if raw[:2] == b"\x1f\x8b":
            raw = gzip.decompress(raw)
    except IsADirectoryError:
        raise DataError(f"{path}: this is a folder · name a CSV or Parquet file") from None
    except (OSError, EOFError) as problem:
        reason = (getattr(problem, "strerror", None) or str(problem)).lower()
        raise DataError(f"{name}: {reason} · check the path, or give - to read standard input") from None
    try:
        if raw[:4] == b"PAR1":
            return _of_parquet(raw, name, columns)
        return _of_csv(raw, name, columns, "\t" if path.removesuffix(".gz").endswith(".tsv") else ",")
    except pa.ArrowInvalid as problem:
        reason = str(problem).splitlines()[0].removeprefix("CSV parse error: ")
        raise DataError(f"{name}: cannot be read: {reason} · correct the file") from None


def _of_parquet(raw: bytes, name: str, columns: list[str]) -> pd.DataFrame:
    import pyarrow.parquet as parquet

    file = parquet.ParquetFile(io.BytesIO(raw))
    names = file.schema_arrow.names
    return file.read(columns=[pick_column(name, names, one) for one in columns]).to_pandas()


def _of_csv(raw: bytes, name: str, columns: list[str], delimiter: str) -> pd.DataFrame:
    """PyArrow's doubles are the nearest to the text. A blank label is missing, like a blank number."""
    import csv

    from pyarrow import csv as arrow_csv

    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if not raw:
        raise DataError(f"{name}: the file is empty · it needs a header line and rows")
    try:
        head = raw[: 1 << 20].decode("utf-8", "ignore")
        raw[: 1 << 16].decode("utf-8") if len(raw) <= 1 << 16 else None
    except UnicodeDecodeError:
        raise DataError(f"{name}: not UTF-8 text · save the file as UTF-8") from None
    header = [one.strip() for one in next(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))]
    wanted = [pick_column(name, header, one) for one in columns]
    places = [str(header.index(one)) for one in wanted]
    found = arrow_csv.read_csv(
        io.BytesIO(raw),
        read_options=arrow_csv.ReadOptions(column_names=[str(i) for i in range(len(header))], skip_rows=1),
        parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            include_columns=places,
            null_values=list(MISSING),
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
            true_values=list(TRUE),
            false_values=list(FALSE),
        ),
    ).to_pandas()
    found.columns = wanted
    return found
