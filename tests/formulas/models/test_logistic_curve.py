"""Logistic regression with one input."""

import math

import pytest
from scipy import stats

from likely.formulas.models import logistic_curve


@pytest.mark.parametrize("slope", [-2.0, 0.0, 0.5, 3.0])
@pytest.mark.parametrize("x", [-40.0, 0.0, 1.3, 40.0])
def test_probability_and_log_prob_agree_with_scipy(x, slope):
    odds = slope * (x - 1.0)
    assert logistic_curve.probability(x, 1.0, slope) == pytest.approx(stats.logistic.cdf(odds), rel=1e-13)
    for y, sign in ((1, 1), (0, -1)):
        told = logistic_curve.log_prob(y, x, 1.0, slope)
        assert told == pytest.approx(stats.logistic.logcdf(sign * odds), rel=1e-13)
        assert logistic_curve.log_odds(y, x, 1.0, slope) == sign * odds


def test_far_out_nothing_overflows():
    assert logistic_curve.log_prob(1, 1e6, 0.0, 1e6) == 0
    assert logistic_curve.log_prob(0, 1e6, 0.0, 1e6) == -1e12


def test_separated_outcomes_always_gain_and_overlapping_ones_do_not():
    xs = (1, 2, 3, 4)
    told = [logistic_curve.log_likelihood((0, 0, 1, 1), xs, 2.5, 2.0**k) for k in range(6)]
    assert told == sorted(told)
    assert told[-1] < 0
    assert logistic_curve.log_likelihood((0, 1, 0, 1), xs, 2.5, 64) < logistic_curve.log_likelihood(
        (0, 1, 0, 1), xs, 2.5, 1
    )
    assert logistic_curve.log_likelihood((1, 0), (3, 3), 3, 5) == pytest.approx(-2 * math.log(2), rel=1e-15)
