"""Rows turned into what a likelihood needs: averages of a statistic, a histogram, or the rows themselves.

| the family has            | what is kept                                                       |
| ------------------------- | ------------------------------------------------------------------ |
| a sufficient statistic    | `Averages`: the averages of the pivoted statistic, smallest, largest |
| counts                    | `Table` of distinct values, each with how often it occurs          |
| neither, or bounded rows  | `Table` of the rows                                                |
"""

from __future__ import annotations

import io
import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from likely.data.block import Block, Later
from likely.data.fields import Field, Piece, checked, nothing_left, pieces
from likely.data.files import is_files
from likely.data.scan import blocks, blocks_or_later
from likely.formulas.elementary import total
from likely.solve.pivot import choose_pivot
from likely.solve.sums import Sums

if TYPE_CHECKING:
    from likely.data.column import Column

LARGE = 512  # rows from which a kernel's pass repays what it costs to plan it


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
    _columns: list[Column] = field(default_factory=list, repr=False, compare=False)

    @property
    def values(self) -> Any:
        """The observations."""
        return self.columns[0]

    def column(self) -> Column | None:
        """The observations as a column that kernels sum; None where there are too few for that to pay."""
        if len(self.columns) > 1 or isinstance(self.values, list) or len(self.values) < LARGE:
            return None
        from likely import kernels
        from likely.data.column import column_of
        from likely.data.fused import squares_fit

        if not self._columns and kernels.AVAILABLE:
            found = column_of(self)
            if not squares_fit(found.moments()):
                return None
            self._columns.append(found)  # it remembers sums: one for all who ask
        return self._columns[0] if self._columns else None

    def mean(self, function: Callable[[Any], Any]) -> float:
        """The weighted mean of a formula over the observations."""
        if isinstance(self.values, list):
            return float(
                total([function(x) * (w / self.n) for x, w in zip(self.values, self.weights, strict=True)])
            )
        column = self.column()
        found = None if column is None else column.sum_of(function)
        if found is None:
            return float(total(function(self.values) * (self.weights / self.n)))
        return found / self.n


def averages(fields: Sequence[Field], family: Any, drop: bool) -> Averages:
    """Averages of the family's statistic; a second field holds weights."""
    streams = None
    if len(fields) == 1 and (
        is_files(fields[0].source) or not isinstance(fields[0].source, (list, tuple, range))
    ):
        found, streams = _by_kernels(fields[0], family, drop)
        if found is not None:
            return found
    return _averages(fields, family, drop, streams)


def _by_kernels(
    own: Field, family: Any, drop: bool
) -> tuple[Averages | None, Sequence[Iterator[Block]] | None]:
    """The averages, if kernels can take them; else the blocks of a source that was opened on the way.

    The first block of a file tells how much there is: a little is added up before the kernels are loaded.
    """
    opened = None
    first: Block | Later | None = None
    if is_files(own.source) or isinstance(own.source, io.BufferedReader):
        opened = blocks_or_later(own.source, own.column)
        first = next(opened, None)
        if first is None:
            return None, [iter(())]
        if isinstance(first, Later):  # it is looked at before it is summed: read once
            first = Later(list(first.blocks()).__iter__)
        opened = itertools.chain([first], opened)
        if isinstance(first, Block) and isinstance(first.values, list):
            return None, [_now(opened)]
    from likely.data import fused

    wanted = None if own.shift else fused.plan_of(family)
    if wanted and _is_doubles(own.source):
        whole = fused.averaged_array(own, family, drop, wanted, own.source)
        if whole is not None:
            return Averages(*whole), None
    stream = opened or blocks(own.source, own.column, whole=True) if wanted else None
    if wanted and stream is not None:
        first = first or next(stream, None)
        if opened is None:
            stream = itertools.chain([] if first is None else [first], stream)
        if first is None or not fused.extreme(first, wanted):
            return Averages(*fused.averaged(own, family, drop, wanted, stream)), None
    return None, None if opened is None else [_now(opened)]


def _is_doubles(source: Any) -> bool:
    """True for an array that is ready for a pass as it is."""
    return (
        type(source).__module__ == "numpy"
        and type(source).__name__ == "ndarray"
        and source.ndim == 1
        and source.dtype.char == "d"
        and source.dtype.isnative
    )


def _now(stream: Iterable[Block | Later]) -> Iterator[Block]:
    for one in stream:
        if isinstance(one, Later):
            yield from one.blocks()
        else:
            yield one


def _averages(
    fields: Sequence[Field], family: Any, drop: bool, streams: Sequence[Iterator[Block]] | None
) -> Averages:
    pivot: tuple[float, float] | None = None
    sums: Sums | None = None
    missing = rows = 0
    low, high = math.inf, -math.inf
    for piece in pieces(fields, drop, streams):
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
    for pairs, absent, many in _tallies(fields, drop, weighted):
        missing += absent
        rows += many
        for key, count in pairs:
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


def table(
    fields: Sequence[Field], drop: bool, weights_at: int | None = None, gaps: Sequence[str] = ()
) -> Table:
    """All rows, as arrays. Field number `weights_at`, if any, holds the weights. `gaps` will be asked for."""
    import numpy as np

    if len(fields) == 1 and weights_at is None:
        from likely.data import fused

        whole = fused.column(fields[0], drop, gaps)
        if whole is not None:
            values, missing, known = whole
            n = len(values)
            if not is_files(fields[0].source):
                values = np.array(
                    values
                )  # intervals are sought when they are read: the array may be other then
            found = Table((values,), np.broadcast_to(np.float64(1), n), float(n), missing, n)
            if known is not None and n >= LARGE and fused.squares_fit(known):
                from likely.data.column import Column

                return replace(found, _columns=[Column(values, None, known)])
            return found
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


def _tallies(
    fields: Sequence[Field], drop: bool, weighted: bool
) -> Iterator[tuple[Iterable[tuple[Any, float]], int, int]]:
    """Values with their counts, rows missing and rows counted, piece by piece."""
    source = fields[0].source
    if len(fields) > 1 or isinstance(source, (list, tuple, range)):
        for piece in pieces(fields, drop):
            yield _counted(piece, weighted), piece.missing, len(piece.columns[0])
        return
    for block in blocks(source, fields[0].column, whole=True):
        if not isinstance(block.values, list):
            from likely.data import fused

            found = fused.tally(fields[0], block, drop)
            if found is not None:
                yield found
                continue
        piece = checked(fields, [block], drop)
        yield _counted(piece, weighted), piece.missing, len(piece.columns[0])


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
