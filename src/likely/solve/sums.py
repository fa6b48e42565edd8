"""Sums over observations: all that a likelihood sees of the data.

A sum is kept in two words (high + low), so that many pieces merge in any order with an error far below
one unit in the last place of the total.
"""

from likely.formulas.elementary import Value


class Sums:
    """Sums of a family's statistic over `n` observations; `missing` rows were dropped.

    `sums_a + sums_b` are the sums over both sets of observations.
    """

    __slots__ = ("high", "low", "missing", "n")

    def __init__(self, n: float, missing: int, high: tuple[float, ...], low: tuple[float, ...]) -> None:
        self.n = n
        self.missing = missing
        self.high = high
        self.low = low

    @classmethod
    def of(cls, n: float, missing: int, totals: Value) -> "Sums":
        """Sums whose totals are already accurate doubles."""
        return cls(n, missing, tuple(totals), (0.0,) * len(totals))

    def __add__(self, other: "Sums") -> "Sums":
        pairs = [_add(self.high[i], self.low[i], other.high[i], other.low[i]) for i in range(len(self.high))]
        return Sums(
            self.n + other.n,
            self.missing + other.missing,
            tuple([high for high, _ in pairs]),
            tuple([low for _, low in pairs]),
        )

    @property
    def mean(self) -> tuple[float, ...]:
        """The average of each sum over the observations."""
        return tuple([(high + low) / self.n for high, low in zip(self.high, self.low)])


def _add(high_a: float, low_a: float, high_b: float, low_b: float) -> tuple[float, float]:
    """Knuth's two-sum of the high words; its exact error joins the low words."""
    total = high_a + high_b
    part = total - high_a
    error = (high_a - (total - part)) + (high_b - part) + low_a + low_b
    high = total + error
    return high, error - (high - total)
