"""How sure k of n successes make us: laws of the two intervals."""

import math

import pytest
from scipy import stats

import likely
from likely.formulas.models import coin_interval

CASES = [(20, 14), (20, 1), (20, 19), (200, 180), (7, 3)]


@pytest.mark.parametrize(("n", "k"), CASES)
def test_it_is_the_interval_that_a_fit_reports(n, k):
    fit = likely.fit("bernoulli", [1] * k + [0] * (n - k))
    (told,) = fit.parameters.values()
    own = coin_interval.likely_low(n, k / n, 0.95), coin_interval.likely_high(n, k / n, 0.95)
    assert own == pytest.approx(told.interval, abs=1e-8)


@pytest.mark.parametrize(("n", "k"), CASES)
def test_the_curve_crosses_the_line_at_its_ends(n, k):
    line = coin_interval.allowed_drop(0.95)
    assert line == pytest.approx(stats.chi2.ppf(0.95, 1) / 2, rel=1e-12)
    for end in (coin_interval.likely_low(n, k / n, 0.95), coin_interval.likely_high(n, k / n, 0.95)):
        assert coin_interval.drop(n, k / n, end) == pytest.approx(line, rel=1e-9)


@pytest.mark.parametrize("n", [5, 20])
def test_the_edges_mirror_each_other(n):
    zero = coin_interval.likely_low(n, 0.0, 0.95), coin_interval.likely_high(n, 0.0, 0.95)
    full = coin_interval.likely_low(n, 1.0, 0.95), coin_interval.likely_high(n, 1.0, 0.95)
    assert zero[0] == 0
    assert full[1] == 1
    assert zero[1] == pytest.approx(1 - full[0], rel=1e-12)
    assert zero[1] == pytest.approx(1 - math.exp(-coin_interval.allowed_drop(0.95) / n), rel=1e-12)


def test_near_the_peak_the_drop_is_the_parabola():
    for h in (1e-3, 1e-4):
        gap = coin_interval.drop(50, 0.3, 0.3 + h) - coin_interval.parabola(50, 0.3, 0.3 + h)
        assert abs(gap) < 500 * h**3


def test_the_parabola_crosses_the_line_where_wald_ends():
    end = coin_interval.wald_high(50, 0.3, 0.95)
    assert coin_interval.parabola(50, 0.3, end) == pytest.approx(coin_interval.allowed_drop(0.95), rel=1e-10)
    assert coin_interval.wald_low(50, 0.3, 0.95) == pytest.approx(0.6 - end, rel=1e-12)


def test_coverage_is_a_probability_and_nearly_kept_with_much_data():
    for theta in (0.1, 0.5, 0.77):
        assert coin_interval.coverage_likely(300, theta, 0.95) == pytest.approx(0.95, abs=0.015)
        assert coin_interval.coverage_wald(300, theta, 0.95) == pytest.approx(0.95, abs=0.03)
