"""Ticks: round numbers inside the axis, with as many digits as tell them apart."""

import math

from hypothesis import given
from hypothesis import strategies as st

from likely.stage.ticks import ticks


def test_they_are_round_and_read_like_it():
    assert [text for _, text in ticks(0.0, 1.0)] == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]
    assert [text for _, text in ticks(-3.0, 11.0)] == ["0", "5", "10"]
    assert [text for _, text in ticks(0.0, 4e7)][:2] == ["0", "1e+07"]
    assert [value for value, _ in ticks(1e15, 1e15 + 0.5)] == [1e15, 1e15 + 0.5]


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
def test_they_lie_on_the_axis_and_differ(low, width):
    high = low + width
    if high <= low:
        return
    found = ticks(low, high)
    assert 1 <= len(found) <= 7
    slack = 1e-6 * width + 4 * math.ulp(max(abs(low), abs(high)))
    assert all(low - slack <= value <= high + slack for value, _ in found)
    if width > 1e-6 * max(abs(low), abs(high)):
        assert len({text for _, text in found}) == len(found)
