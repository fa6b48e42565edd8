"""The columns a fit reads side by side: values, and perhaps weights, events, bounds or trials."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from likely.data.block import Block
from likely.data.scan import blocks, describe
from likely.errors import DataError


@dataclass(frozen=True)
class Field:
    """One column of numbers: where it is, what its values may be, and whether a blank is missing or open.

    `allowed(values)` is true where a value can be; `words` says in words what it may be; `refused` says
    what went wrong, as in "cannot happen under gamma, whose values are".
    """

    source: Any
    column: str | None
    allowed: Callable[[Any], Any]
    refused: str
    mend: str
    blank_is_open: bool = False
    shift: float = 0.0


@dataclass(frozen=True)
class Piece:
    """Rows without missing values: one list or array a field. `missing` rows were left out."""

    columns: tuple[Any, ...]
    missing: int


def pieces(
    fields: Sequence[Field], drop: bool, streams: Sequence[Iterator[Block]] | None = None
) -> Iterator[Piece]:
    """The fields' rows, checked, in pieces. A missing value is an error that names it, unless dropped.

    `streams` are the fields' blocks, if the caller has opened them already.
    """
    if streams is None:
        sources = _rereadable([field.source for field in fields])
        streams = [blocks(source, field.column) for source, field in zip(sources, fields, strict=True)]
    while True:
        row = [next(stream, None) for stream in streams]
        found = [block for block in row if block is not None]
        if not found:
            return
        lengths = {len(block.values) for block in found}
        if len(found) < len(row) or len(lengths) > 1:
            raise DataError(
                f"the columns have different lengths ({' and '.join(map(str, sorted(lengths)))} rows) · "
                "give one weight, event or bound for every value"
            )
        yield checked(fields, found, drop)


def _rereadable(sources: list[Any]) -> list[Any]:
    """Standard input can be read once only: with several columns it is kept."""
    if len(sources) == 1:
        return sources
    streams = [s for s in sources if isinstance(s, io.BufferedReader)]
    dash = any(str(s) == "-" for s in sources if isinstance(s, (str, Path)))
    if not streams and not dash:
        return sources
    kept = streams[0].read() if streams else sys.stdin.buffer.read()
    return [
        io.BufferedReader(io.BytesIO(kept))
        if isinstance(s, io.BufferedReader) or (isinstance(s, (str, Path)) and str(s) == "-")
        else s
        for s in sources
    ]


def checked(fields: Sequence[Field], row: Sequence[Block], drop: bool) -> Piece:
    """One piece: each field's block, without missing values. DataError names what cannot be."""
    if all(isinstance(block.values, list) for block in row):
        return _checked_lists(fields, row, drop)
    import numpy as np

    arrays = [np.asarray(block.values, dtype=np.float64) for block in row]
    gone = np.zeros(len(arrays[0]), dtype=bool)
    for field, block, values in zip(fields, row, arrays, strict=True):
        absent = np.isnan(values)
        if field.blank_is_open:
            inside = _allowed(field, values) | absent
        else:
            gone |= absent
            if absent.any() and not drop:
                raise _missing(block, int(np.argmax(absent)))
            inside = _allowed(field, values - field.shift) | absent
        if not inside.all():
            raise _refused(field, block, int(np.argmin(inside)))
    missing = int(np.count_nonzero(gone))
    return Piece(
        tuple(
            (values[~gone] if missing else values) - (field.shift or 0.0)
            if field.shift
            else (values[~gone] if missing else values)
            for field, values in zip(fields, arrays, strict=True)
        ),
        missing,
    )


def _allowed(field: Field, values: Any) -> Any:
    import numpy as np

    with np.errstate(invalid="ignore"):  # the remainder of ∞ is no number, and refused
        return field.allowed(values)


def _checked_lists(fields: Sequence[Field], row: Sequence[Block], drop: bool) -> Piece:
    kept: list[list[float]] = [[] for _ in fields]
    missing = 0
    for i in range(len(row[0].values)):
        values = [float(block.values[i]) - field.shift for field, block in zip(fields, row, strict=True)]
        absent = False
        for field, block, value in zip(fields, row, values, strict=True):
            if value != value:
                if field.blank_is_open:
                    continue
                if not drop:
                    raise _missing(block, i)
                absent = True
            elif not field.allowed(value):
                raise _refused(field, block, i)
        if absent:
            missing += 1
            continue
        for column, value in zip(kept, values, strict=True):
            column.append(value)
    return Piece(tuple(kept), missing)


def _missing(block: Block, i: int) -> DataError:
    return DataError(
        f"{block.where(i)}: the value is missing · fill it in, or leave such rows out with --missing drop "
        'on the command line, missing="drop" in Python'
    )


def _refused(field: Field, block: Block, i: int) -> DataError:
    return DataError(f"{block.where(i)}: {float(block.values[i]):g} {field.refused} · {field.mend}")


def value_field(source: Any, column: str | None, family: Any, shift: float = 0.0) -> Field:
    """The observations themselves, which the family must allow."""
    name = family.__name__.rpartition(".")[2]
    what = family.SUPPORT if not shift else f"{family.SUPPORT} after subtracting the start {shift:g}"
    return Field(
        source,
        column,
        family.support,
        f"cannot happen under {name}, whose values are {what}",
        "correct the value, or choose a family that allows it",
        shift=shift,
    )


class NothingLeft(DataError):
    """There is not one row to fit: all of a split's may be missing, where other splits have some."""

    def __init__(self, message: str, missing: int = 0) -> None:
        super().__init__(message)
        self.missing = missing


def nothing_left(source: Any, missing: int, rows: int = 0) -> NothingLeft:
    """There is not one row to fit; `rows` are there, but weigh nothing."""
    name = describe(source)
    if rows:
        return NothingLeft(f"{name}: every weight is zero · a fit needs at least one that is not", missing)
    dropped = f", {missing} missing values apart" if missing else ""
    return NothingLeft(f"{name}: there are no observations{dropped} · a fit needs at least one", missing)
