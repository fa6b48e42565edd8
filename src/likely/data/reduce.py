"""Rows turned into what a likelihood needs: averages of a statistic, a histogram, or the rows themselves.

| the family has            | what is kept                                                       |
| ------------------------- | ------------------------------------------------------------------ |
| a sufficient statistic    | `Averages`: the averages of the pivoted statistic, smallest, largest |
| counts                    | `Table` of distinct values, each with how often it occurs          |
| neither, or bounded rows  | `Table` of the rows                                                |
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from likely.data.fields import Field, Piece, nothing_left, pieces
from likely.solve.pivot import choose_pivot
from likely.solve.sums import Sums


@dataclass(frozen=True, slots=True)
class Averages:
    """Averages of a pivoted statistic. `n` is the sum of the weights; `rows` counts rows, `missing` the
    dropped.
    """

    n: float
    missing: int
    mean: tuple[float, ...]
    low: float
    high: float
    centre: float
    scale: float
    rows: int
    sums: Sums | None = None  # in two words, where they are known so


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, or distinct values, with a weight each. `columns[0]` holds the values; lists or arrays.

    n        sum of the weights
    rows     rows read, missing ones apart
    """

    columns: tuple[Any, ...]
    weights: Any
    n: float
    missing: int
    rows: int

    @property
    def values(self) -> Any:
        """The observations."""
        return self.columns[0]


def averages(fields: Sequence[Field], family: Any, drop: bool) -> Averages:
    """Averages of the family's statistic; a second field holds weights."""
    pivot: tuple[float, float] | None = None
    sums: Sums | None = None
    missing = rows = 0
    low, high = math.inf, -math.inf
    for piece in pieces(fields, drop):
        values = piece.columns[0]
        weights = piece.columns[1] if len(piece.columns) > 1 else None
        missing += piece.missing
        if not len(values):
            continue
        rows += len(values)
        low, high = min(low, float(min_of(values))), max(high, float(max_of(values)))
        if pivot is None:
            pivot = choose_pivot(values)
        part = _sums(values, weights, family, *pivot)
        sums = part if sums is None else sums + part
    if sums is None or pivot is None or sums.n == 0:
        raise nothing_left(fields[0].source, missing, rows)
    return Averages(sums.n, missing, sums.mean, low, high, *pivot, rows, sums)


def histogram(fields: Sequence[Field], drop: bool, weighted: bool = False) -> Table:
    """Distinct values (or pairs of them) with their counts; the last field holds weights if `weighted`."""
    counts: dict[Any, float] = {}
    missing = rows = 0
    for piece in pieces(fields, drop):
        missing += piece.missing
        rows += len(piece.columns[0])
        for key, count in _counted(piece, weighted):
            counts[key] = counts.get(key, 0.0) + count
    keys = sorted(key for key, count in counts.items() if count > 0)
    if not keys:
        raise nothing_left(fields[0].source, missing, rows)
    weights = [counts[key] for key in keys]
    columns = (
        tuple(list(column) for column in zip(*keys, strict=True)) if isinstance(keys[0], tuple) else (keys,)
    )
    n = math.fsum(weights)
    if len(keys) > 500:
        import numpy as np

        return Table(tuple(np.array(c) for c in columns), np.array(weights), n, missing, rows)
    return Table(columns, weights, n, missing, rows)


def table(fields: Sequence[Field], drop: bool, weights_at: int | None = None) -> Table:
    """All rows, as arrays. Field number `weights_at`, if any, holds the weights."""
    import numpy as np

    kept: list[tuple[Any, ...]] = []
    missing = 0
    for piece in pieces(fields, drop):
        missing += piece.missing
        kept.append(tuple(np.asarray(column, dtype=np.float64) for column in piece.columns))
    columns = [np.concatenate(parts) for parts in zip(*kept, strict=True)] if kept else []
    if not columns or not len(columns[0]):
        raise nothing_left(fields[0].source, missing)
    rows = len(columns[0])
    weights = columns.pop(weights_at) if weights_at is not None else np.ones(rows)
    positive = weights > 0
    if not positive.all():
        columns = [column[positive] for column in columns]
        weights = weights[positive]
    return Table(tuple(columns), weights, math.fsum(weights), missing, rows)


def min_of(values: Any) -> float:
    """The smallest value of a list or an array."""
    return float(values.min()) if hasattr(values, "min") else min(values)


def max_of(values: Any) -> float:
    """The largest value of a list or an array."""
    return float(values.max()) if hasattr(values, "max") else max(values)


def _sums(values: Any, weights: Any, family: Any, centre: float, scale: float) -> Sums:
    if isinstance(values, list):
        terms: Iterable[Any] = zip(*[family.statistic(x, centre, scale) for x in values], strict=True)
        if weights is None:
            return Sums.of(len(values), 0, [math.fsum(term) for term in terms])
        totals = [math.fsum(w * t for w, t in zip(weights, term, strict=True)) for term in terms]
        return Sums.of(math.fsum(weights), 0, totals)
    import numpy as np

    with np.errstate(all="ignore"):
        found = family.statistic(values, centre, scale)
        if weights is None:
            return Sums.of(len(values), 0, [float(np.sum(term)) for term in found])
        return Sums.of(float(np.sum(weights)), 0, [float(np.sum(weights * term)) for term in found])


def _counted(piece: Piece, weighted: bool) -> Iterable[tuple[Any, float]]:
    columns = piece.columns[:-1] if weighted else piece.columns
    weights = piece.columns[-1] if weighted else None
    if len(columns) == 1 and not isinstance(columns[0], list) and len(columns[0]):
        import numpy as np

        values = columns[0]
        if values.min() >= 0 and values.max() < 65536:
            tally = np.bincount(values.astype(np.int64), weights)
            at = np.nonzero(tally)[0]
            return [(float(v), float(tally[v])) for v in at]
        distinct, inverse = np.unique(values, return_inverse=True)
        tally = np.bincount(inverse, weights)
        return [(float(v), float(c)) for v, c in zip(distinct, tally, strict=True)]
    keys = (
        [tuple(map(float, row)) for row in zip(*columns, strict=True)]
        if len(columns) > 1
        else list(map(float, columns[0]))
    )
    return zip(keys, [1.0] * len(keys) if weights is None else list(map(float, weights)), strict=True)
