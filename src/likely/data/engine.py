"""Tables that live in an engine (Polars lazy, DuckDB, …): the engine itself adds up or counts.

The family's formulas are handed a table column instead of a number, and become the engine's own
expression. No row leaves the engine.
"""

from __future__ import annotations

import math
from typing import Any

from likely.data.columns import pick_column
from likely.data.fields import nothing_left
from likely.data.reduce import Averages, Table
from likely.errors import DataError
from likely.solve.pivot import SAMPLE, choose_pivot
from likely.solve.sums import Sums


def engine_averages(frame: Any, column: str | None, family: Any, drop: bool) -> Averages:
    """Averages of the family's statistic over one column of a lazy Narwhals frame."""
    import narwhals as nw

    x, present, missing = _present(frame, column, family, drop)
    first = present.select(x=x).head(SAMPLE).collect().get_column("x").to_numpy()
    if not len(first):
        raise nothing_left(None, missing)
    pivot = choose_pivot(first)
    terms = {f"term_{i}": term.sum() for i, term in enumerate(family.statistic(x, *pivot))}
    found = present.select(n=nw.len(), low=x.min(), high=x.max(), **terms).collect().rows(named=True)[0]
    n = int(found["n"])
    sums = Sums.of(n, missing, [float(found[name] or 0.0) for name in terms])
    return Averages(n, missing, sums.mean, float(found["low"]), float(found["high"]), *pivot, n)


def engine_histogram(frame: Any, column: str | None, family: Any, drop: bool) -> Table:
    """Distinct values of one column with their counts."""
    import narwhals as nw

    x, present, missing = _present(frame, column, family, drop)
    counted = present.select(x=x).group_by("x").agg(n=nw.len()).collect().rows()
    pairs = sorted((float(value), float(count)) for value, count in counted)
    if not pairs:
        raise nothing_left(None, missing)
    n = math.fsum(count for _, count in pairs)
    return Table(([v for v, _ in pairs],), [c for _, c in pairs], n, missing, int(n))


def _present(frame: Any, column: str | None, family: Any, drop: bool) -> tuple[Any, Any, int]:
    """The column as doubles, the rows where it is there, and how many are not."""
    import narwhals as nw

    name = pick_column("the table", frame.collect_schema().names(), column)
    kind = frame.collect_schema()[name]
    if not (kind.is_numeric() or kind == nw.Boolean):
        raise DataError(f'column "{name}" holds {kind}, not numbers · name a numeric column')
    x = nw.col(name).cast(nw.Float64)
    absent = x.is_null() | x.is_nan().fill_null(value=True) if kind.is_float() else x.is_null()
    counts = frame.select(missing=absent.cast(nw.Int64).sum()).collect().rows(named=True)[0]
    missing = int(counts["missing"] or 0)
    if missing and not drop:
        raise DataError(
            f'column "{name}": {missing} values are missing · fill them in, or leave such rows out with '
            'missing="drop"'
        )
    present = frame.filter(~absent)
    outside = (~family.support(x)).cast(nw.Int64).sum()
    found = present.select(outside=outside).collect().rows(named=True)[0]
    if found["outside"]:
        family_name = family.__name__.rpartition(".")[2]
        raise DataError(
            f'column "{name}": {found["outside"]} values cannot happen under {family_name}, whose values are '
            f"{family.SUPPORT} · filter them out, or choose a family that allows them"
        )
    return x, present, missing
