"""Partial sums: what one set of rows says of a family, ready to be added to what other rows say.

`a + b` is what all rows together say. Machines choose their pivots on their own, so sums about different
pivots are first moved to one of them, in exact fractions, by the family's own formula `moved`; only the
logarithms of pivots are rounded.
"""

from __future__ import annotations

import importlib
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from likely.data.reduce import Averages, Table
from likely.errors import DataError, UsageError

if TYPE_CHECKING:
    from fractions import Fraction

NAMELESS = ("the data", "standard input")  # equal ones may well be different rows

Words = tuple[float, float]  # a number in two doubles, the second below half a unit of the first


@dataclass(frozen=True, slots=True)
class Part:
    """Where some of the rows came from, and a digest of their sums, so that nothing is added twice."""

    source: str
    rows: int
    digest: str


@dataclass(frozen=True)
class Partial:
    """Sums of a family's statistic over rows, or how often each value occurred.

    n           number of observations, or the sum of their weights
    rows        rows read, `missing` of them apart
    low, high   extremes of the values
    pivot       (centre, scale) that the statistic was measured from; None where values are counted
    sums        the statistic's sums, in two words each
    counts      ((value, …), weight) in order, where values are counted; a second value is the trials
    trials      binomial: the number of trials that all rows share
    start       geometric: what was subtracted from the values
    unit        what one unit of the column is, if somebody said so
    """

    family: str
    column: str | None
    n: float
    rows: int
    missing: int
    low: float
    high: float
    pivot: tuple[float, float] | None = None
    sums: tuple[Words, ...] = ()
    counts: tuple[tuple[tuple[float, ...], float], ...] = ()
    trials: float | None = None
    start: int = 0
    unit: str | None = None
    parts: tuple[Part, ...] = ()

    def __add__(self, other: Partial) -> Partial:
        if not isinstance(other, Partial):
            return NotImplemented
        _same(self, other)
        n, missing, rows = self.n + other.n, self.missing + other.missing, self.rows + other.rows
        pivot, sums = self.pivot, self.sums
        if self.pivot is not None and other.pivot is not None:
            first = (self.n, self.pivot) >= (other.n, other.pivot)  # so that a + b = b + a, to the bit
            pivot = self.pivot if first else other.pivot
            exact = zip(about(self, pivot), about(other, pivot), strict=True)
            sums = tuple(words(a + b) for a, b in exact)
        counts = dict(self.counts)
        for key, weight in other.counts:
            counts[key] = counts.get(key, 0.0) + weight
        return replace(
            self,
            n=n,
            rows=rows,
            missing=missing,
            low=min(self.low, other.low),
            high=max(self.high, other.high),
            pivot=pivot,
            sums=sums,
            counts=tuple(sorted(counts.items())),
            parts=(*self.parts, *other.parts),
        )

    def averages(self) -> Averages:
        """The averages that a fit asks for."""
        if self.pivot is None:
            raise UsageError(f"{self.family} is fitted from counts, not from averages")
        from fractions import Fraction

        n = Fraction(self.n)
        mean = tuple(
            float((Fraction(high) + Fraction(low)) / n) if math.isfinite(high) else high / self.n
            for high, low in self.sums
        )
        return Averages(self.n, self.missing, mean, self.low, self.high, *self.pivot, self.rows)

    def table(self) -> Table:
        """Distinct values with how often each occurred."""
        width = len(self.counts[0][0])
        columns = tuple([key[i] for key, _ in self.counts] for i in range(width))
        return Table(columns, [weight for _, weight in self.counts], self.n, self.missing, self.rows)

    def digest(self) -> str:
        """A short name of these very sums."""
        import hashlib

        told = repr((self.family, self.n, self.rows, self.low, self.high, self.pivot, self.sums, self.counts))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def of_averages(family: str, column: str | None, found: Averages, source: str) -> Partial:
    """Sums from averages: n times each, to the last digit of the averages."""
    from fractions import Fraction

    sums = (
        tuple(zip(found.sums.high, found.sums.low, strict=True))
        if found.sums is not None
        else tuple(
            words(Fraction(mean) * Fraction(found.n)) if math.isfinite(mean) else (mean, 0.0)
            for mean in found.mean
        )
    )
    made = Partial(
        family,
        column,
        float(found.n),
        found.rows,
        found.missing,
        found.low,
        found.high,
        (found.centre, found.scale),
        sums,
    )
    return replace(made, parts=(Part(source, found.rows, made.digest()),))


def of_table(
    family: str, column: str | None, found: Table, source: str, trials: float | None = None, start: int = 0
) -> Partial:
    """Counts from a table of distinct values."""
    keys = zip(*(map(float, one) for one in found.columns), strict=True)
    counts = tuple(zip(keys, map(float, found.weights), strict=True))
    made = Partial(
        family,
        column,
        float(found.n),
        found.rows,
        found.missing,
        counts[0][0][0],
        counts[-1][0][0],
        counts=counts,
        trials=trials,
        start=start,
    )
    return replace(made, parts=(Part(source, found.rows, made.digest()),))


def words(exact: Fraction | float) -> Words:
    """An exact number as two doubles; what overflowed stays infinite."""
    high = float(exact)
    return (high, 0.0) if isinstance(exact, float) else (high, float(exact - type(exact)(high)))


def about(partial: Partial, pivot: tuple[float, float]) -> list[Fraction | float]:
    """The sums about another pivot, exactly; a sum that overflowed is infinite about any."""
    from fractions import Fraction

    fits = [math.isfinite(high) for high, _ in partial.sums]
    exact = [
        Fraction(high) + Fraction(low) if fit else Fraction(0)
        for (high, low), fit in zip(partial.sums, fits, strict=True)
    ]
    if partial.pivot is not None and partial.pivot != pivot:
        formulas: Any = importlib.import_module(f"likely.formulas.families.{partial.family}")
        old, new = partial.pivot, pivot
        exact = formulas.moved(
            Fraction(partial.n), tuple(exact), tuple(map(Fraction, old)), tuple(map(Fraction, new))
        )
    return [
        Fraction(term) if fit else high
        for term, fit, (high, _) in zip(exact, fits, partial.sums, strict=True)
    ]


def _same(a: Partial, b: Partial) -> None:
    """Refuse to add sums of different things."""
    for name, what in (
        ("family", "families"),
        ("column", "columns"),
        ("unit", "units"),
        ("trials", "numbers of trials"),
        ("start", "starts"),
    ):
        one, other = getattr(a, name), getattr(b, name)
        if one != other:
            mend = {
                "family": "take the sums again with one family",
                "column": "if they hold the same quantity, say so with --column NAME",
                "unit": "take the sums again in one unit",
            }.get(name, "take the sums again with one of them")
            raise DataError(f"these are sums of different {what}, {_told(one)} and {_told(other)} · {mend}")
    both = {*a.parts} & {*b.parts}
    named = [part for part in both if part.source not in NAMELESS]
    if named:
        one = min(named, key=lambda part: part.source)
        raise DataError(
            f"the sums of {one.source} are in both, so its {one.rows:,} rows would count twice · "
            "leave one of them out"
        )


def _told(value: object) -> str:
    return "none" if value is None else str(value)
