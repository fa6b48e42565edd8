"""Facts for the families' theorems, of rows that stay where they are."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from likely.fit.facts import TIES
from likely.formulas.families import lognormal, normal

if TYPE_CHECKING:
    from likely.data.reduce import Averages
    from likely.fit.spread import Passes

BITS = 11  # of a double that one pass settles: 2,048 counts a split


class SpreadFacts:
    """Facts, each found by passes when it is first asked for.

    Extremes, mean and spread come with one pass over the statistic of a normal (of the logarithms, where the
    theorem speaks of those). Order statistics are found exactly, by counting how many doubles begin with
    which bits. A tie is found exactly if it makes up more than one row in `TIES`; no theorem asks for less.
    """

    kurtosis = math.nan  # no theorem asks for it

    def __init__(self, passes: Passes, sums: Averages, logarithmic: bool) -> None:
        self._passes = passes
        self._seen = math.log if logarithmic else float
        self.n = sums.n
        self.low, self.high = self._seen(sums.low), self._seen(sums.high)
        self.mean, self.sd = (lognormal if logarithmic else normal).summary(sums)

    @cached_property
    def _order(self) -> list[tuple[float, float]]:
        """The medians' lower end and the quartiles, with the weight up to and including each."""
        n = self.n
        return select(self._passes, [n / 2 * (1 - 1e-14), n * (0.25 - 1e-12), n * (0.75 - 1e-12)])

    @cached_property
    def middle(self) -> tuple[float, float]:
        """The two ends of the set of medians."""
        first, reached = self._order[0]
        if abs(reached - self.n / 2) > 1e-14 * self.n:
            return self._seen(first), self._seen(first)
        after = self._passes.fold(partial(_least_above, first), min, "ordering")
        return self._seen(first), self._seen(after if after < math.inf else first)

    @property
    def median(self) -> float:
        """The middle of the medians."""
        return self.middle[0] / 2 + self.middle[1] / 2

    @property
    def quartile_1(self) -> float:
        """The value that a quarter of the weight does not exceed."""
        return self._seen(self._order[1][0])

    @property
    def quartile_3(self) -> float:
        """The value that three quarters do not exceed."""
        return self._seen(self._order[2][0])

    @cached_property
    def _ties(self) -> tuple[float, float, float]:
        """The largest weight on one value, the value, and how many different ones there are (∞: many)."""
        values, _, thinned = self._passes.fold(_frequent, _both, "looking for ties")
        weights = self._passes.fold(partial(_weights_on, values), operator.add, "counting ties")
        top = int(weights.argmax())
        return float(weights[top]), self._seen(float(values[top])), math.inf if thinned else len(values)

    @property
    def most(self) -> float:
        """The largest weight on one value."""
        return self._ties[0]

    @property
    def most_at(self) -> float:
        """That value."""
        return self._ties[1]

    @property
    def distinct(self) -> float:
        """How many different values there are; ∞ if more than `TIES`."""
        return self._ties[2]


def select(passes: Passes, ranks: Sequence[float]) -> list[tuple[float, float]]:
    """For each rank the smallest value up to which the weight reaches it, and that weight. Exact.

    Doubles in order are whole numbers of 64 bits in order, so a few bits a pass narrow down each value.
    """
    import numpy as np

    prefixes = [0] * len(ranks)
    before = [0.0] * len(ranks)
    reached = [0.0] * len(ranks)
    settled = 0
    while settled < 64:
        bits = min(BITS, 64 - settled)
        wanted = sorted(set(prefixes))
        counts = passes.fold(partial(_counts, tuple(wanted), settled, bits), operator.add, "ordering")
        fresh = []
        for k, rank in enumerate(ranks):
            row = counts[wanted.index(prefixes[k])]
            upto = before[k] + np.cumsum(row)
            at = int(np.searchsorted(upto, rank))
            at = min(at, int(np.flatnonzero(row)[-1]))
            before[k], reached[k] = float(upto[at] - row[at]), float(upto[at])
            fresh.append((prefixes[k] << bits) | at)
        prefixes = fresh
        settled += bits
    return [(_double(key), weight) for key, weight in zip(prefixes, reached, strict=True)]


def _keys(values: Any) -> Any:
    """Doubles as whole numbers in the same order; −0 is 0."""
    import numpy as np

    bits = (values + 0.0).view(np.uint64)
    sign = np.uint64(1 << 63)
    return np.where(bits & sign, ~bits, bits | sign)


def _double(key: int) -> float:
    import struct

    sign = 1 << 63
    bits = key ^ sign if key & sign else key ^ ((1 << 64) - 1)
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


def _counts(prefixes: tuple[int, ...], settled: int, bits: int, values: Any, weights: Any) -> Any:
    """For each prefix of `settled` bits, the weight of the values by their next bits."""
    import numpy as np

    keys = _keys(values)
    following = (keys >> np.uint64(64 - settled - bits)) & np.uint64((1 << bits) - 1)
    rows = []
    for prefix in prefixes:
        mask = slice(None) if settled == 0 else (keys >> np.uint64(64 - settled)) == np.uint64(prefix)
        rows.append(np.bincount(following[mask].astype(np.int64), weights[mask], 1 << bits))
    return np.array(rows)


def _least_above(first: float, values: Any, weights: Any) -> float:
    del weights
    above = values[values > first]
    return float(above.min()) if len(above) else math.inf


Summary = tuple[Any, Any, bool]  # values, a lower bound of each one's weight, whether some were let go


def _frequent(values: Any, weights: Any) -> Summary:
    """The most frequent values, so that none of more than n/`TIES` is missed (Misra & Gries 1982)."""
    import numpy as np

    found, at = np.unique(values, return_inverse=True)
    return _thinned(found, np.bincount(at, weights), thinned=False)


def _both(a: Summary, b: Summary) -> Summary:
    import numpy as np

    found, at = np.unique(np.concatenate([a[0], b[0]]), return_inverse=True)
    return _thinned(found, np.bincount(at, np.concatenate([a[1], b[1]])), thinned=a[2] or b[2])


def _thinned(values: Any, weights: Any, thinned: bool) -> Summary:
    """Agarwal et al. 2013: the largest of those let go is taken off all, and the bound holds after merges."""
    import numpy as np

    if len(values) <= TIES:
        return values, weights, thinned
    cut = np.partition(weights, -TIES - 1)[-TIES - 1]
    kept = weights > cut
    if not kept.any():  # all alike: any may be kept, with no weight to its name
        return values[:1], np.zeros(1), True
    return values[kept], weights[kept] - cut, True


def _weights_on(found: Any, values: Any, weights: Any) -> Any:
    import numpy as np

    at = np.minimum(np.searchsorted(found, values), len(found) - 1)
    own = found[at] == values
    return np.bincount(at[own], weights[own], len(found))
