"""Facts about the rows of a table, for the families' theorems."""

from __future__ import annotations

import math
from functools import cached_property

from likely.data.column import Column
from likely.data.reduce import Table
from likely.formulas.facts import Facts
from likely.solve.facts import facts_of as portable

PIECE = 1 << 14  # rows at a time: a block and its powers stay in cache
SOME = 20_000  # rows of a sample
TIES = 1024  # of many rows, a tie is found if it makes up more than one in so many


def facts_of(table: Table) -> Facts:
    """The facts of `table.values`."""
    import numpy as np

    values = np.asarray(table.values, dtype=float)
    weights = np.asarray(table.weights, dtype=float)
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order]
    fresh = np.concatenate([[True], values[1:] != values[:-1]])
    heights = np.add.reduceat(weights, np.nonzero(fresh)[0])
    reached = np.cumsum(heights)

    def first_at(amount: float) -> tuple[int, float]:
        at = min(len(reached) - 1, int(np.searchsorted(reached, amount)))
        return at, float(reached[at])

    return portable(values[fresh], heights, math.fsum(weights), first_at)


class ColumnFacts:
    """The same facts of a large column that weighs each row once, each found out when it is asked for.

    A theorem asks for few of them: extremes, mean and standard deviation are one pass, a median or a quartile
    is another; only ties need the rows in order. `of` is "x", or "log" for the facts of log x.

    `roughly`: order statistics, and the standard deviation of log x, are only to tell where to start, and
    a sample's will do. A tie is then found if it makes up more than one row in `TIES`: no theorem asks for
    less.
    """

    low: float
    high: float
    mean: float
    sd: float

    def __init__(self, column: Column, of: str = "x", roughly: bool = False) -> None:
        self._column = column
        self._of = of
        self._some: ColumnFacts = self
        if roughly and len(column.values) >= 4 * SOME:
            self._some = ColumnFacts(Column(column.values[:: len(column.values) // SOME].copy()), of)
        self.n = column.n
        if of == "log" and self._some is not self and self._some.sd > 0:
            moments = column.moments(("log",))
            self.low, self.high = math.log(moments.low), math.log(moments.high)
            self.mean, self.sd = moments.total_log / self.n, self._some.sd
        else:
            moments = column.moments(of=of)
            self.low, self.high = moments.low, moments.high
            self.mean = moments.mean
            self.sd = math.sqrt(moments.variance) if self.high > self.low else 0.0

    @cached_property
    def middle(self) -> tuple[float, float]:
        """Both ends of the set of medians."""
        if self._some is not self:
            return self._some.middle
        found = self._column.median()
        return self._seen(found.low), self._seen(found.high)

    @property
    def median(self) -> float:
        """The middle of them."""
        return self.middle[0] / 2 + self.middle[1] / 2

    @cached_property
    def quartile_1(self) -> float:
        """The value that a quarter of the rows do not exceed."""
        return self._share(0.25) if self._some is self else self._some.quartile_1

    @cached_property
    def quartile_3(self) -> float:
        """The value that three quarters of the rows do not exceed."""
        return self._share(0.75) if self._some is self else self._some.quartile_3

    def _share(self, share: float) -> float:
        return self._seen(self._column.rank(max(0, math.ceil(share * self.n - 1e-12 * self.n) - 1)))

    def _seen(self, x: float) -> float:
        return x if self._of == "x" else math.log(x)

    @cached_property
    def _ties(self) -> tuple[float, float, int]:
        """The most frequent value's weight, that value, and how many different ones there are."""
        import numpy as np

        if self._some is not self and self._column.ties_at_most() * TIES < len(self._column.values):
            return 1.0, self.low, len(self._column.values)
        values = np.sort(self._column.values if self._of == "x" else self._column.logs())
        starts = np.flatnonzero(values[1:] != values[:-1]) + 1
        if len(starts) == len(values) - 1:
            return 1.0, float(values[0]), len(values)
        edges = np.concatenate([[0], starts, [len(values)]])
        heights = np.diff(edges)
        top = int(np.argmax(heights))
        return float(heights[top]), float(values[edges[top]]), len(heights)

    @property
    def most(self) -> float:
        """The largest weight on one value."""
        return self._ties[0]

    @property
    def most_at(self) -> float:
        """That value."""
        return self._ties[1]

    @property
    def distinct(self) -> int:
        """How many different values there are."""
        return self._ties[2]

    @cached_property
    def kurtosis(self) -> float:
        """The average fourth power of the standardised values."""
        import numpy as np

        if not self.sd > 0:
            return math.nan
        values = self._column.values if self._of == "x" else self._column.logs()
        parts = [
            float(np.sum(((values[i : i + PIECE] - self.mean) / self.sd) ** 4))
            for i in range(0, len(values), PIECE)
        ]
        return math.fsum(parts) / self.n
