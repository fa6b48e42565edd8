"""Tables of predictions: columns of numbers found by a pattern, and a column that says what happened."""

from __future__ import annotations

import csv
import difflib
import fnmatch
import gzip
import io
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from likely.errors import DataError
from likely.lab.cell import MISSING

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Predictions:
    """Rows of a table where nothing is missing.

    values   (rows, classes): probabilities or logits as they were given; one column is that of class 1
    truth    (rows, classes) true probabilities, or None
    target   (rows,) the number of the class that happened
    rows     (rows,) the number each row has in the table, from 1
    """

    file: str
    labels: tuple[str, ...]
    values: Array
    target: Array
    truth: Array | None
    rows: Array
    missing: int

    def where(self, i: int) -> str:
        """Row i in words."""
        return f"{self.file}, row {int(self.rows[i])}"


def read_predictions(
    source: Any, pattern: str, target: str, truth: str | None, *, drop: bool = False
) -> Predictions:
    """The wanted columns of a CSV or Parquet file (gzip too), standard input or a table, all in memory.

    pattern   names of columns with commas between, or with a * that stands for the class; a single column
              holds class 1 of 0 and 1
    target    the column with the label of the class that happened, or its number from 0 where no label is
              a number
    """
    file, table = _table(source)
    names = list(table.column_names)
    matched = _matched(file, names, pattern)
    wanted = _column(file, names, target)
    values = _numbers(file, table, [name for name, _ in matched])
    labels = [label for _, label in matched]
    true = None
    if truth is not None:
        found = {label: name for name, label in _matched(file, names, truth)}
        if sorted(found) != sorted(labels):
            raise DataError(
                f"{file}: {truth!r} finds the classes {', '.join(found)}, and {pattern!r} "
                f"{', '.join(labels)} · both must name the same"
            )
        true = _numbers(file, table, [found[label] for label in labels])
    if len(labels) == 1:
        labels = ["0", "1"]
    happened, absent = _targets(file, table.column(wanted), labels, wanted)
    blank = np.isnan(values).any(axis=1) | absent
    if true is not None:
        blank |= np.isnan(true).any(axis=1)
    if blank.any() and not drop:
        row = int(np.argmax(blank)) + 1
        raise DataError(
            f"{file}, row {row}: a value is missing · fill it in, or leave such rows out with --missing drop"
        )
    kept = ~blank
    if not kept.any():
        raise DataError(f"{file}: no row is left · it needs rows with predictions and a target")
    return Predictions(
        file,
        tuple(labels),
        values[kept],
        happened[kept],
        None if true is None else true[kept],
        np.flatnonzero(kept) + 1,
        int(blank.sum()),
    )


def _table(source: Any) -> tuple[str, Any]:
    if not isinstance(source, (str, Path)):
        import narwhals as nw

        frame = nw.from_native(source)
        eager: Any = frame.collect() if hasattr(frame, "collect") else frame
        return "the table", eager.to_arrow()
    name = "standard input" if str(source) == "-" else str(source)
    try:
        raw = sys.stdin.buffer.read() if str(source) == "-" else Path(source).read_bytes()
        raw = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    except (EOFError, gzip.BadGzipFile):
        raise DataError(f"{name}: the gzip data is broken · compress the file again") from None
    except OSError as problem:
        raise DataError(f"{name}: {(problem.strerror or str(problem)).lower()} · check the path") from None
    if raw[:4] == b"PAR1":
        import pyarrow as pa
        import pyarrow.parquet as parquet

        try:
            return name, parquet.read_table(pa.BufferReader(raw))
        except (pa.ArrowException, OSError):
            raise DataError(f"{name}: not a readable Parquet file · write it again") from None
    return name, _csv(name, raw, "\t" if ".tsv" in name else ",")


def _csv(file: str, raw: bytes, delimiter: str) -> Any:
    """All columns as text: what is no number is found, and named, when it is asked for."""
    import pyarrow as pa
    import pyarrow.csv as arrow_csv

    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise DataError(f"{file}, byte {problem.start:,}: not UTF-8 text · save the file as UTF-8") from None
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    first = raw.partition(b"\n")[0].decode().rstrip("\r")
    names = next(iter(csv.reader([first], delimiter=delimiter)), [])
    if not names:
        raise DataError(f"{file}: the file is empty · it needs a header line and rows")
    try:
        return arrow_csv.read_csv(
            io.BytesIO(raw),
            parse_options=arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=list(MISSING),
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as problem:
        raise DataError(f"{file}: {str(problem).splitlines()[0]} · mend that row") from None


def _matched(file: str, names: Sequence[str], pattern: str) -> list[tuple[str, str]]:
    """(column, class) for every column a pattern names, in the order of the table."""
    found: dict[str, str] = {}
    for part in (one.strip() for one in pattern.split(",")):
        before, star, after = part.partition("*")
        own = re.compile(re.escape(before) + "(.*)" + re.escape(after)) if star else None
        here = [name for name in names if fnmatch.fnmatchcase(name, part)]
        if not here:
            raise DataError(f"{file}: no column is called {part!r} · {_near(names, part)}")
        for name in here:
            match = own.fullmatch(name) if own else None
            found[name] = match.group(1) if match else name
    for name in found:
        if names.count(name) > 1:
            raise DataError(f"{file}: {names.count(name)} columns are called {name!r} · rename them")
    return [(name, found[name]) for name in names if name in found]


def _column(file: str, names: Sequence[str], name: str) -> str:
    if name not in names:
        raise DataError(f"{file}: there is no column {name!r} · {_near(names, name)}")
    return name


def _near(names: Sequence[str], wanted: str) -> str:
    near = difflib.get_close_matches(wanted.replace("*", ""), names, 3, 0.4)
    listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    return f"did you mean {' or '.join(near)}?" if near else f"it has {listed}"


def _numbers(file: str, table: Any, names: Sequence[str]) -> Array:
    """Columns of numbers side by side, NaN where missing."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = []
    for name in names:
        column = table.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.cast(column.type.value_type)
        if pa.types.is_string(column.type):
            column = pc.utf8_trim_whitespace(column)
        try:
            doubles = column.cast(pa.float64())
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            for row, value in enumerate(column.to_pylist(), 1):
                try:
                    float(value if value is not None else "nan")
                except (TypeError, ValueError):
                    raise DataError(
                        f'{file}, row {row}, column "{name}": {value!r} is not a number · write a number'
                    ) from None
            raise DataError(
                f'{file}, column "{name}": holds {column.type}, not numbers · name another'
            ) from None
        columns.append(doubles.to_numpy())
    return np.stack(columns, axis=1)


def _targets(file: str, column: Any, labels: Sequence[str], name: str) -> tuple[Array, Array]:
    """The class of each row, and where there is none."""
    import pyarrow as pa

    encoded = column.combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0)
    if not pa.types.is_dictionary(encoded.type):
        encoded = encoded.dictionary_encode()
    kinds = encoded.dictionary.to_pylist()
    indices = encoded.indices.fill_null(len(kinds)).to_numpy(zero_copy_only=False)
    written = [_written(kind) for kind in kinds]
    at = {label: i for i, label in enumerate(labels)}
    if set(labels) == {"0", "1"}:
        at |= {"False": 0, "false": 0, "FALSE": 0, "True": 1, "true": 1, "TRUE": 1}
    by_number = not any(_written(label).lstrip("-").isdigit() for label in labels)
    numbers = np.full(len(kinds) + 1, -1)
    absent = np.zeros(len(kinds) + 1, dtype=bool)
    absent[-1] = True
    for i, text in enumerate(written):
        absent[i] = text in MISSING and text not in at
        if text in at:
            numbers[i] = at[text]
        elif by_number and text.isdigit() and int(text) < len(labels):
            numbers[i] = int(text)
    wrong = (numbers[indices] < 0) & ~absent[indices]
    if wrong.any():
        row = int(np.argmax(wrong))
        some = ", ".join(labels[:8]) + (", …" if len(labels) > 8 else "")
        raise DataError(
            f'{file}, row {row + 1}, column "{name}": {written[indices[row]]!r} is none of the classes '
            f"{some} · correct it, or name the columns after the classes"
        )
    return numbers[indices], absent[indices]


def _written(value: Any) -> str:
    """A label as text: 1.0 is the class 1."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).strip()
    return text[:-2] if re.fullmatch(r"-?\d+\.0", text) else text
