"""JSON lines: one object a line, its keys the columns. A key that a line does not have is a missing value."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from likely.data.block import Block
from likely.data.columns import pick_column
from likely.errors import DataError

if TYPE_CHECKING:
    import numpy as np

SMALL = 1 << 16  # up to here plain Python is over before PyArrow is imported
PIECE = 1 << 23


def json_blocks(file: str, stream: BinaryIO, column: str | None) -> Iterator[Block]:
    """Blocks of one column's values. `file` is what messages call the stream."""
    name: str | None = None
    lines = rows = 0
    rest = b""
    while True:
        more = stream.read(PIECE)
        data = rest + more
        end = data.rfind(b"\n") + 1 if more else len(data)
        piece, rest = data[:end], data[end:]
        if piece.strip():
            if name is None:
                name = _column(file, piece, column)
            exact = _Lines(file, name, piece, lines, rows)
            values = exact.values() if len(piece) <= SMALL else _fast(name, piece)
            if values is None:
                values = exact.values()
            yield Block(values, exact.where)
            rows += len(values)
        lines += piece.count(b"\n")
        if not more:
            break
    if name is None:
        raise DataError(f"{file}: the file is empty · it needs one JSON object a line")


class _Lines:
    """The exact reader: knows rows and lines, and what is wrong with one."""

    def __init__(self, file: str, name: str, piece: bytes, lines: int, rows: int) -> None:
        self._file, self._name, self._piece = file, name, piece
        self._lines, self._rows = lines, rows

    def values(self) -> list[float]:
        """The column's values, NaN where missing."""
        return [self._value(line, number) for number, line in self._rows_of()]

    def where(self, i: int) -> str:
        """Where value i stands."""
        return self._place(i, [number for number, _ in self._rows_of()][i])

    def _rows_of(self) -> list[tuple[int, bytes]]:
        lines = self._piece.removeprefix(b"\xef\xbb\xbf").split(b"\n")
        return [(self._lines + i, line) for i, line in enumerate(lines, 1) if line.strip()]

    def _place(self, i: int, line: int) -> str:
        return f'{self._file}, row {self._rows + i + 1} (line {line}), column "{self._name}"'

    def _value(self, line: bytes, number: int) -> float:
        told = _object(self._file, line, number)
        value = told.get(self._name)
        if value is None:
            return float("nan")
        if isinstance(value, (bool, int, float)):
            try:
                return float(value)
            except OverflowError:
                return float("inf") if value > 0 else float("-inf")
        what = f"{value!r:.40}" if isinstance(value, str) else f"a {type(value).__name__}"
        raise DataError(
            f'{self._file}, line {number}, column "{self._name}": {what} is not a number · write a number '
            "without quotes"
        )


def _object(file: str, line: bytes, number: int) -> dict[str, Any]:
    try:
        told = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as problem:
        reason = getattr(problem, "msg", "not UTF-8 text")
        raise DataError(
            f"{file}, line {number}: not a JSON object: {reason} · write one object a line"
        ) from None
    if not isinstance(told, dict):
        raise DataError(f"{file}, line {number}: not a JSON object · write one object a line")
    return told


def _column(file: str, piece: bytes, column: str | None) -> str:
    for number, line in enumerate(io.BytesIO(piece.removeprefix(b"\xef\xbb\xbf")), 1):
        if line.strip():
            keys = list(_object(file, line, number))
            return column if column in keys[1:] else pick_column(file, keys, column)
    raise DataError(f"{file}: the file is empty · it needs one JSON object a line")


def _fast(name: str, piece: bytes) -> np.ndarray[tuple[int], np.dtype[np.float64]] | None:
    """The values by PyArrow; None if anything is unusual, and the exact reader decides."""
    import pyarrow as pa
    from pyarrow import json as arrow_json

    pa.enable_signal_handlers(False)  # as in data/csv_arrow.py
    try:
        table = arrow_json.read_json(
            pa.BufferReader(piece),
            read_options=arrow_json.ReadOptions(block_size=max(1 << 20, len(piece) + 1)),
            parse_options=arrow_json.ParseOptions(
                explicit_schema=pa.schema([(name, pa.float64())]), unexpected_field_behavior="ignore"
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    values: np.ndarray[tuple[int], np.dtype[np.float64]] = table.column(name).to_numpy(zero_copy_only=False)
    return values
