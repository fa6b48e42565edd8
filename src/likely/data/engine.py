"""Tables that live in an engine (Polars lazy, DuckDB, …): the engine itself adds the statistic up.

The family's formulas are handed a table column instead of a number, and become the engine's own
expression. No row leaves the engine.
"""

from __future__ import annotations

from types import ModuleType
from typing import Any

from likely.data.columns import pick_column
from likely.data.sums import Sums
from likely.errors import DataError


def engine_sums(frame: Any, column: str | None, family: ModuleType, drop: bool) -> Sums:
    """Sums of the family's statistic over one column of a lazy Narwhals frame."""
    import narwhals as nw

    name = pick_column("the table", frame.collect_schema().names(), column)
    kind = frame.collect_schema()[name]
    if not (kind.is_numeric() or kind == nw.Boolean):
        raise DataError(f'column "{name}" holds {kind}, not numbers · name a numeric column')
    x = nw.col(name).cast(nw.Float64)
    absent = x.is_null() | x.is_nan().fill_null(value=True) if kind.is_float() else x.is_null()
    counts = frame.select(rows=nw.len(), missing=absent.cast(nw.Int64).sum()).collect().rows(named=True)[0]
    missing = int(counts["missing"] or 0)
    if missing and not drop:
        raise DataError(
            f'column "{name}": {missing} values are missing · fill them in, or leave such rows out with '
            'missing="drop"'
        )
    present = frame.filter(~absent)
    terms = {f"term_{i}": term.sum() for i, term in enumerate(family.statistic(x))}
    outside = (~family.support(x)).cast(nw.Int64).sum()
    found = present.select(outside=outside, n=nw.len(), **terms).collect().rows(named=True)[0]
    if found["outside"]:
        family_name = family.__name__.rpartition(".")[2]
        raise DataError(
            f'column "{name}": {found["outside"]} values cannot happen under {family_name}, whose values are '
            f"{family.SUPPORT} · filter them out, or choose a family that allows them"
        )
    return Sums.of(int(found["n"]), missing, [float(found[f"term_{i}"] or 0.0) for i in range(len(terms))])
