"""CSV, read by the standard library: exact about rows and lines, quick to start, the judge of bad input.

`data/csv_arrow.py` reads large files faster. Whenever it meets anything unusual it asks this reader, so
what a file means, and what is wrong with it, is decided here alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from likely.data.columns import column_named, pick_column
from likely.errors import DataError
from likely.lab.cell import cell


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a CSV file: the columns' names, and which of them is read."""

    file: str
    names: tuple[str, ...]
    index: int
    delimiter: str

    @property
    def column(self) -> str:
        """The name of the column that is read."""
        return self.names[self.index]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole lines of a file: their bytes, and how many rows and lines come before them."""

    data: bytes
    rows_before: int
    lines_before: int


def read_header(file: str, line: bytes, column: str | None, delimiter: str) -> Header:
    """The header, with the wanted column found in it. One column needs no name."""
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(f"{file}: the text is UTF-16 · save it as UTF-8")
    text = _decode(file, line, 1).removeprefix("\ufeff")
    try:
        names = tuple(next(iter(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), []))
    except csv.Error as problem:
        raise DataError(f"{file}, line 1: the header cannot be read: {problem} · correct the line") from None
    if not names:
        raise DataError(f"{file}: the file has no header line · the first line must name the columns")
    column = pick_column(file, names, column)
    return Header(file, names, names.index(column), delimiter)


def read_values(header: Header, chunk: Chunk) -> tuple[list[float], list[int]]:
    """The column's values in a chunk, NaN where missing, and the line each one ends on."""
    text = _decode(header.file, chunk.data, chunk.lines_before + 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=header.delimiter, strict=True)
    values: list[float] = []
    lines: list[int] = []
    for row in _rows(header, chunk, reader, len(values)):
        line = chunk.lines_before + reader.line_num
        if len(row) != len(header.names):
            raise DataError(
                f"{header.file}, row {chunk.rows_before + len(values) + 1} (line {line}): {len(row)} "
                f"{'field' if len(row) == 1 else 'fields'} where the header has {len(header.names)} · "
                "add or remove a delimiter, or put quotes around a field that holds one"
            )
        values.append(_number(header, row[header.index], chunk.rows_before + len(values) + 1, line))
        lines.append(line)
    return values, lines


def _rows(header: Header, chunk: Chunk, reader: Iterator[list[str]], done: int) -> Iterator[list[str]]:
    """Rows that are not blank; a malformed one is a DataError."""
    try:
        for row in reader:
            if row:
                yield row
    except csv.Error as problem:
        line = chunk.lines_before + getattr(reader, "line_num", 0)
        raise DataError(f"{header.file}, line {line}: {problem} · check the quotes on this line") from None


def _number(header: Header, text: str, row: int, line: int) -> float:
    """One field as a double, the nearest there is to what is written."""
    value = cell(text)
    if value is not None:
        return float(value)
    field = text.strip()
    where = f"{header.file}, row {row} (line {line}), {column_named(header.column)}"
    shown = field if len(field) <= 40 else field[:40] + "…"
    mend = "write a number"
    if _is_number(field.replace(",", ".", 1)):
        mend = f"write a decimal point, {field.replace(',', '.', 1)}"
    elif _is_number(field.replace(",", "")):
        mend = f"leave out the thousands separators, {field.replace(',', '')}"
    raise DataError(f"{where}: {shown!r} is not a number · {mend}")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return "_" not in text


def _decode(file: str, data: bytes, first_line: int) -> str:
    if b"\0" in data:
        line = first_line + data[: data.index(b"\0")].count(b"\n")
        raise DataError(f"{file}, line {line}: a NUL byte · this is not a text file, or it is damaged")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = first_line + data[: problem.start].count(b"\n")
        raise DataError(f"{file}, line {line}: not UTF-8 text · save the file as UTF-8") from None
