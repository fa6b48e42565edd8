"""Averages of a statistic taken by kernels: one pass, in pieces that merge, pivoted at the mean itself.

The slow way (`data/reduce.py`) pivots beside the data, near enough. Here the moments come back centred, so
the pivot is chosen when they are known: the mean. Nothing is left to cancel, in whatever order rows come.
"""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from likely import kernels
from likely.data.block import Block, Later
from likely.data.column import Wanted, sum_of_moments, wanted_by
from likely.data.fields import Field, checked, nothing_left
from likely.data.plan import decided, range_of, terms_of
from likely.data.scan import blocks
from likely.formulas.elementary import exp
from likely.formulas.traced import Traced

SOME = 2000  # rows that tell whether log x is narrow
SPREAD = 1e-3  # of log x: below it the logarithm of a ratio has digits that a difference of logarithms lost


class Found:
    """What a pass over some rows found; `+` merges, in any order."""

    def __init__(self, x: kernels.Moments | None, log: kernels.Moments | None) -> None:
        self.x = x
        self.log = log

    def __add__(self, other: Found) -> Found:
        return Found(
            None if self.x is None or other.x is None else self.x + other.x,
            None if self.log is None or other.log is None else self.log + other.log,
        )

    @property
    def any(self) -> kernels.Moments:
        """The moments of x, or of log x where only those were taken."""
        found = self.log if self.x is None else self.x
        assert found is not None
        return found

    @property
    def extent(self) -> tuple[float, float]:
        """The smallest and the largest observation."""
        if self.x is None:
            return float(exp(self.any.low)), float(exp(self.any.high))
        return self.any.low, self.any.high


@lru_cache
def plan_of(family: Any) -> Wanted | None:
    """What a pass must take for the family's statistic; None if kernels cannot."""
    if not kernels.AVAILABLE or not hasattr(family, "statistic"):
        return None
    try:
        forms = terms_of(family.statistic, 0.5, 0.25)
    except TypeError:  # a statistic that takes no pivot, or branches
        return None
    if forms is None or decided(family.support(Traced.x()), 0.25, 0.75) is None:
        return None
    return wanted_by(forms)


@lru_cache
def _possible(family: Any) -> Callable[[float, float], bool] | None:
    return range_of(family.support(Traced.x()))


def _inside(field: Field, family: Any, low: float, high: float) -> bool:
    """True if all that lies in [low, high] may be among the observations."""
    known = _possible(family) if field.allowed is family.support else None
    if known is not None and known(low, high):
        return True
    return decided(field.allowed(Traced.x()), low, high) is True


def take(values: Any, wanted: Wanted, threads: int | None = None) -> Found:
    """One pass over an array."""
    gaps: Any = wanted.gaps
    return Found(
        kernels.moments(values, gaps=gaps, threads=threads) if wanted.x else None,
        kernels.moments(values, of="log", threads=threads) if wanted.log else None,
    )


def means_about(family: Any, found: Found, centre: float, scale: float) -> tuple[float, ...]:
    """The averages of the statistic about a pivot."""
    forms = terms_of(family.statistic, centre, scale)
    assert forms is not None
    n = found.any.weight
    return tuple(
        math.fsum(float(sum_of_moments(t, found.x, found.log, n)) for t in form.terms) / n for form in forms
    )


def pivot_of(found: Found) -> tuple[float, float]:
    """The mean, and a power of two near the standard deviation."""
    m = found.any
    centre = m.mean if found.x is not None else float(exp(m.mean))
    size = math.sqrt(max(m.variance, 0.0)) * (1.0 if found.x is not None else centre)
    if not 0 < size < math.inf:
        size = abs(centre) or 1.0
    return centre, math.ldexp(1.0, max(-1021, min(1022, math.frexp(size)[1])))


def extreme(first: Block | Later, wanted: Wanted) -> bool:
    """True if the first rows show that the slow way is the better one: their squares are no doubles, or their
    logarithms nearly agree, where a difference of logarithms has lost digits that the log of a ratio keeps.
    """
    block = first if isinstance(first, Block) else next(iter(first.blocks()), None)
    if block is None or not len(block.values):
        return False
    some = np.ascontiguousarray(block.values[:: max(1, len(block.values) // SOME)])
    if wanted.x and not squares_fit(kernels.moments(some, threads=1)):
        return True
    return wanted.log and not kernels.moments(some, of="log", threads=1).variance > SPREAD * SPREAD


def averaged_array(
    field: Field, family: Any, drop: bool, wanted: Wanted, values: Any
) -> tuple[float, int, tuple[float, ...], float, float, float, float, int] | None:
    """The same of one array of doubles: its one pass also tells whether the slow way is the better one, or a
    row must be looked at; then None.
    """
    found = take(values, wanted)
    seen = found.any
    if not seen.count or seen.infinite or (seen.missing and not drop):
        return None
    if found.x is not None and not squares_fit(found.x):
        return None
    if found.log is not None and not found.log.variance > SPREAD * SPREAD:
        return None
    low, high = found.extent
    if not _inside(field, family, low, high):
        return None
    pivot = pivot_of(found)
    rows = len(values) - seen.missing
    return seen.weight, seen.missing, means_about(family, found, *pivot), low, high, *pivot, rows


def squares_fit(m: kernels.Moments) -> bool:
    """True where squared deviations neither vanish nor overflow."""
    return m.low == m.high or 1e-140 < m.high / 2 - m.low / 2 < 1e140


def averaged(
    field: Field, family: Any, drop: bool, wanted: Wanted, stream: Iterable[Block | Later]
) -> tuple[float, int, tuple[float, ...], float, float, float, float, int]:
    """The fields of `reduce.Averages`, from one pass over blocks of arrays."""

    def part(block: Block, threads: int | None) -> tuple[Found, int]:
        found = take(block.values, wanted, threads)
        seen = found.any
        outside = seen.count and not _inside(field, family, *found.extent)
        if (seen.missing and not drop) or seen.infinite or outside:
            checked([field], [block], drop)  # says which row it is
        return found, len(block.values) - seen.missing

    total = None
    rows = missing = 0
    for found, many in spread_out(part, stream):
        missing += found.any.missing
        rows += many
        if found.any.count:
            total = found if total is None else total + found
    if total is None:
        raise nothing_left(field.source, missing, rows)
    pivot = pivot_of(total)
    return total.any.weight, missing, means_about(family, total, *pivot), *total.extent, *pivot, rows


def tally(field: Field, block: Block, drop: bool) -> tuple[list[tuple[float, float]], int, int] | None:
    """Whole numbers of a block with their counts, rows missing and rows counted; None where a row must be
    looked at: it is missing, not allowed, or too large to have a place of its own.
    """
    if not kernels.AVAILABLE:
        return None
    found = kernels.count_values(block.values)
    if found.above or found.negative or found.fractional or (found.missing and not drop):
        return None
    pairs = [(value - field.shift, float(many)) for value, many in enumerate(found.counts) if many]
    if not all(field.allowed(value) for value, _ in pairs):
        return None
    return pairs, found.missing, len(block.values) - found.missing


def column(
    field: Field, drop: bool, gaps: Sequence[Any] = ()
) -> tuple[Any, int, kernels.Moments | None] | None:
    """A whole column in memory, checked by its extent, how many values were missing, and its moments with
    these gaps if they are known. Not a copy, if it is an array already. None where rows must be looked at one
    by one.
    """
    if not kernels.AVAILABLE or field.shift or decided(field.allowed(Traced.x()), 0.25, 0.75) is None:
        return None
    kept: list[Any] = []
    missing = 0
    known: kernels.Moments | None = None
    for block in blocks(field.source, field.column, whole=True):
        values = np.asarray(block.values, dtype=np.float64)
        seen = known = kernels.moments(values, gaps=gaps)
        inside = decided(field.allowed(Traced.x()), seen.low, seen.high) is True
        if seen.missing or seen.infinite or (seen.count and not inside):
            piece = checked([field], [block], drop)
            values, missing = np.asarray(piece.columns[0], dtype=np.float64), missing + piece.missing
            known = None
        kept.append(values)
    found = kept[0] if len(kept) == 1 else np.concatenate(kept) if kept else np.empty(0)
    if not len(found):
        raise nothing_left(field.source, missing)
    return found, missing, known if len(kept) == 1 else None


def spread_out(part: Callable[[Block, int | None], Any], stream: Iterable[Block | Later]) -> Iterator[Any]:
    """`part` of every block in order. Blocks that are still to be read are read in threads."""
    first = next(it := iter(stream), None)
    if first is None:
        return
    every = itertools.chain([first], it)
    if not isinstance(first, Later):
        for block in every:
            assert isinstance(block, Block)
            yield part(block, None)
        return
    from concurrent.futures import ThreadPoolExecutor

    from likely.kernels.columns import default_threads

    def all_of(later: Any) -> list[Any]:
        return [part(block, 1) for block in later.blocks()]

    threads = default_threads()
    waiting: deque[Any] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for later in every:
                waiting.append(pool.submit(all_of, later))
                if len(waiting) > 2 * threads:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for one in waiting:
                one.cancel()
