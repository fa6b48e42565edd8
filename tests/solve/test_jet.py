"""Second-order jets: values and derivatives of what the families' formulas do not use are right, too."""

import math

import pytest

from likely.formulas.elementary import exp, log
from likely.solve.jet import Jet


def seeds(*values):
    return [Jet.seed(value, i, len(values)) for i, value in enumerate(values)]


def test_whole_powers():
    """x³y at (2, 5): slopes 3x²y, x³; bends 6xy, 3x², 0."""
    x, y = seeds(2.0, 5.0)
    got = x**3 * y
    assert (got.value, *got.first) == (40.0, 60.0, 8.0)
    assert [part or 0.0 for part in got.second] == [60.0, 12.0, 0.0]
    assert (x**1).value == 2.0


def test_quotients_and_functions():
    """exp(x)/y and log(x·y) at (1, 2)."""
    x, y = seeds(1.0, 2.0)
    got = exp(x) / y
    e = math.e
    assert (got.value, *got.first) == pytest.approx((e / 2, e / 2, -e / 4))
    assert got.second == pytest.approx((e / 2, -e / 4, e / 4))
    got = log(x * y)
    assert (got.value, *got.first) == pytest.approx((math.log(2), 1, 0.5))
    assert [part or 0.0 for part in got.second] == pytest.approx([-1, 0, -0.25])


def test_absolute_values_turn_with_the_sign():
    (x,) = seeds(-3.0)
    assert (abs(x).value, abs(x).first[0]) == (3.0, -1.0)
