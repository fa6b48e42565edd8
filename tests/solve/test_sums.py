"""Merging sums: any grouping, any order, the same total."""

import math
import random

from hypothesis import given
from hypothesis import strategies as st

from likely.solve.sums import Sums

NUMBERS = st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=200)


def merged(values):
    total = Sums.of(0, 0, [0.0])
    for x in values:
        total += Sums.of(1, 0, [x])
    return total


@given(NUMBERS, st.randoms(use_true_random=False))
def test_order_does_not_matter(values, rng):
    shuffled = values[:]
    rng.shuffle(shuffled)
    exact = math.fsum(values)
    scale = math.fsum(abs(x) for x in values)
    for some in (values, shuffled):
        total = merged(some)
        assert abs(math.fsum([total.high[0], total.low[0], -exact])) <= 1e-28 * scale + abs(exact) * 2e-16
        assert total.n == len(values)


def test_a_sorted_million_around_a_large_offset_loses_nothing():
    rng = random.Random(1)
    values = sorted(1e8 + rng.gauss(0, 1) for _ in range(100_000))
    total = merged(values)
    assert total.mean[0] == math.fsum(values) / len(values)


def test_missing_rows_add_up():
    assert (Sums.of(3, 1, [2.0]) + Sums.of(4, 2, [1.0])).missing == 3
