"""What kernels return: small frozen values that merge with `+`, in any order."""

from __future__ import annotations

import math
from dataclasses import dataclass

from likely.kernels import _native

_NUMBERS = 17  # fields of Moments that the extension knows; `wanted` and `of_log` come after


@dataclass(frozen=True, slots=True)
class Moments:
    """One pass over a column: counts, extent, mean, centred square, and gaps between means.

    Numbers of two words are high + low. `weight` is `count` where there are no weights. `square` is
    Σ w·(x − mean)²; it underflows where the deviations are below 1e-160 and is ∞ where they exceed 1e153.

    A gap is how far a sum is from what it would be if all values were the mean, and never negative:

    - `log_gap`         Σ w·(log mean − log x)                     ∞ at x = 0, NaN below
    - `log1m_gap`       Σ w·(log(1 − mean) − log(1 − x))           ∞ at x = 1, NaN above
    - `reciprocal_gap`  Σ w·(1/x − 1/mean)                         ∞ at x = 0, NaN below

    Gaps keep full relative accuracy when the values nearly agree, where the difference of two averages,
    taken afterwards, is rounding noise. A gap that was not asked for is 0 and its sum a ValueError.
    """

    count: int
    missing: int
    infinite: int
    low: float
    high: float
    weight: float
    weight_low: float
    mean: float
    mean_low: float
    square: float
    square_low: float
    log_gap: float
    log_gap_low: float
    log1m_gap: float
    log1m_gap_low: float
    reciprocal_gap: float
    reciprocal_gap_low: float
    wanted: int
    of_log: bool

    def __add__(self, other: Moments) -> Moments:
        return merge(self, other)

    @property
    def total(self) -> float:
        """Σ w·x."""
        return self.weight * self.mean + self.weight * self.mean_low

    @property
    def variance(self) -> float:
        """Σ w·(x − mean)² / Σ w: the maximum likelihood estimate, not n − 1. NaN if there are no values."""
        return self.square / self.weight if self.weight else math.nan

    @property
    def total_log(self) -> float:
        """Σ w·log x: −∞ if some x is 0, NaN if some is negative."""
        self._need(_native.LOG)
        if self.low <= 0 or self.count == 0:
            return self._edge(self.low < 0, self.low == 0)
        return self.weight * (math.log(self.mean) + self.mean_low / self.mean) - self.log_gap

    @property
    def total_log1m(self) -> float:
        """Σ w·log(1 − x): −∞ if some x is 1, NaN if some is larger."""
        self._need(_native.LOG1M)
        if self.high >= 1 or self.count == 0:
            return self._edge(self.high > 1, self.high == 1)
        return self.weight * (math.log1p(-self.mean) - self.mean_low / (1 - self.mean)) - self.log1m_gap

    @property
    def total_reciprocal(self) -> float:
        """Σ w/x for positive x: ∞ if some x is 0, NaN if some is negative."""
        self._need(_native.RECIPROCAL)
        if self.low <= 0 or self.count == 0:
            return -self._edge(self.low < 0, self.low == 0)
        return self.weight / self.mean * (1 - self.mean_low / self.mean) + self.reciprocal_gap

    def _need(self, flag: int) -> None:
        if not self.wanted & flag:
            raise ValueError("this sum was not asked for when the moments were taken")

    def _edge(self, undefined: bool, limit: bool) -> float:
        if self.count == 0:
            return 0.0
        return math.nan if undefined else -math.inf if limit else 0.0


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums in two words each; what they are sums of, the function that returned them says."""

    count: int
    missing: int
    high: tuple[float, ...]
    low: tuple[float, ...]

    def __add__(self, other: Totals) -> Totals:
        if len(self.high) != len(other.high):
            raise ValueError("these are sums of different things")
        pairs = [
            _add(a, b, c, d) for a, b, c, d in zip(self.high, self.low, other.high, other.low, strict=True)
        ]
        return Totals(
            self.count + other.count,
            self.missing + other.missing,
            tuple(high for high, _ in pairs),
            tuple(low for _, low in pairs),
        )


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each integer 0, 1, … occurs, up to `cap` − 1; the rest is told apart."""

    counts: tuple[int, ...]  # ends with the largest value that occurs
    cap: int
    above: int  # integers ≥ cap, and ∞
    negative: int
    fractional: int
    missing: int

    def __add__(self, other: Counts) -> Counts:
        if self.cap != other.cap:
            raise ValueError(f"counts up to {self.cap} and up to {other.cap} do not add")
        longer, shorter = sorted((self.counts, other.counts), key=len, reverse=True)
        both = tuple(a + b for a, b in zip(longer, shorter, strict=False)) + longer[len(shorter) :]
        return Counts(
            both,
            self.cap,
            self.above + other.above,
            self.negative + other.negative,
            self.fractional + other.fractional,
            self.missing + other.missing,
        )

    @property
    def tails(self) -> tuple[int, ...]:
        """For each value j: how many numbers exceed j, of those ≥ 0 and whole."""
        rest = sum(self.counts) + self.above
        tails = []
        for count in self.counts:
            rest -= count
            tails.append(rest)
        return tuple(tails)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The values of two ranks, and how many numbers were missing. Ranked values do not merge."""

    low: float
    high: float
    missing: int


def merge(a: Moments, b: Moments) -> Moments:
    """Moments of both sets of values: exact to the last digit of the high words, in any order."""
    if (a.wanted, a.of_log) != (b.wanted, b.of_log):
        raise ValueError("these are moments of different things")
    return Moments(*_native.merge(_numbers(a), _numbers(b), a.wanted), a.wanted, a.of_log)


def _numbers(m: Moments) -> _native._Moments:
    return tuple(getattr(m, name) for name in Moments.__slots__[:_NUMBERS])


def _add(high_a: float, low_a: float, high_b: float, low_b: float) -> tuple[float, float]:
    """Knuth's two-sum of the high words; its exact error joins the low words."""
    total = high_a + high_b
    if not math.isfinite(total):
        return total, 0.0
    part = total - high_a
    error = (high_a - (total - part)) + (high_b - part) + low_a + low_b
    high = total + error
    return high, error - (high - total)
