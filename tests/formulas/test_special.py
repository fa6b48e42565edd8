"""Laws of the special functions. Their values are in tests/reference/special.json."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from likely.formulas.special import (
    chi_square_quantile_1,
    digamma,
    lgamma,
    log_beta,
    log_binomial,
    normal_cdf,
    normal_quantile,
    trigamma,
)

POSITIVE = st.floats(min_value=1e-3, max_value=1e6)
COUNT = st.integers(min_value=0, max_value=10**15)


@given(x=POSITIVE)
def test_recurrence(x):
    step = x + 1
    x = step - 1  # so that both are doubles
    assert lgamma(step) == pytest.approx(lgamma(x) + math.log(x), rel=1e-14, abs=1e-14)
    assert digamma(step) == pytest.approx(digamma(x) + 1 / x, rel=1e-14, abs=1e-13 / x)
    assert trigamma(step) == pytest.approx(trigamma(x) - 1 / x**2, rel=1e-14, abs=1e-14 / x**2)


@given(x=POSITIVE)
def test_duplication(x):
    both = lgamma(x) + lgamma(x + 0.5)
    assert both == pytest.approx(
        (1 - 2 * x) * math.log(2) + math.log(math.pi) / 2 + lgamma(2 * x), rel=1e-12, abs=1e-12
    )


@given(x=st.floats(min_value=0.1, max_value=1e3))
def test_each_is_the_slope_of_the_one_before(x):
    h = 1e-4 * x
    for function, slope in ((lgamma, digamma), (digamma, trigamma)):
        sides = (8 * (function(x + h) - function(x - h)) - function(x + 2 * h) + function(x - 2 * h)) / (
            12 * h
        )
        assert sides == pytest.approx(slope(x), rel=1e-8, abs=1e-8)


@pytest.mark.parametrize("function", [lgamma, digamma, trigamma])
@pytest.mark.parametrize("edge", [1.0, 4.0])
def test_no_step_between_branches(function, edge):
    below, at, above = function(math.nextafter(edge, 0)), function(edge), function(math.nextafter(edge, 9))
    assert below == pytest.approx(at, rel=2e-15, abs=2e-15)
    assert above == pytest.approx(at, rel=2e-15, abs=2e-15)


@pytest.mark.parametrize(
    ("function", "at_0", "at_infinity"),
    [(lgamma, math.inf, math.inf), (digamma, -math.inf, math.inf), (trigamma, math.inf, 0.0)],
)
def test_ends(function, at_0, at_infinity):
    assert function(0.0) == function(-0.0) == at_0
    assert function(math.inf) == at_infinity
    assert all(math.isnan(function(x)) for x in (-1e-300, -1.0, -math.inf, math.nan))


def test_zeros():
    assert lgamma(1.0) == lgamma(2.0) == 0
    assert lgamma(1 + 2**-52) == pytest.approx(-0.5772156649015329 * 2**-52, rel=1e-15)
    zero = 1.4616321449683622
    assert digamma(zero) < 0 < digamma(math.nextafter(zero, 2))


@given(a=POSITIVE, b=POSITIVE)
def test_log_beta(a, b):
    assert log_beta(a, b) == pytest.approx(log_beta(b, a), rel=1e-14, abs=1e-14)
    scale = max(1.0, abs(lgamma(a)), abs(lgamma(b)), abs(lgamma(a + b)))
    assert log_beta(a, b) == pytest.approx(
        lgamma(a) + lgamma(b) - lgamma(a + b), rel=1e-14, abs=1e-14 * scale
    )
    assert log_beta(a, 1.0) == pytest.approx(-math.log(a), rel=1e-14, abs=2e-14)


def test_log_beta_ends():
    assert log_beta(0.0, 1.0) == log_beta(1.0, 0.0) == math.inf
    assert all(map(math.isnan, (log_beta(-1.0, 1.0), log_beta(1.0, -1.0), log_beta(math.nan, 1.0))))


@given(n=COUNT, part=st.floats(0, 1))
def test_log_binomial(n, part):
    k = min(n, round(n * part))
    assert log_binomial(float(n), float(k)) == pytest.approx(log_binomial(float(n), float(n - k)), rel=1e-14)
    assert log_binomial(n, 0) == log_binomial(n, n) == 0
    assert log_binomial(n, 1) == (pytest.approx(math.log(n), rel=1e-14) if n else -math.inf)
    assert log_binomial(n, -1) == log_binomial(n, n + 1) == -math.inf


@given(n=st.integers(0, 1000), part=st.floats(0, 1))
def test_log_binomial_counts_the_ways(n, part):
    k = round(n * part)
    assert log_binomial(n, k) == pytest.approx(math.log(math.comb(n, k)), rel=1e-14)


def test_log_binomial_of_unsigned_whole_numbers():
    picked = np.array([0, 3, 4], dtype=np.uint8)
    assert list(log_binomial(np.array([3, 3, 3], dtype=np.uint8), picked)) == [0, 0, -math.inf]


@given(x=st.floats(-37, 8))
def test_normal_cdf(x):
    assert normal_cdf(x) == pytest.approx(math.erfc(-x / math.sqrt(2)) / 2, rel=1e-12)
    assert normal_cdf(x) + normal_cdf(-x) == pytest.approx(1, rel=1e-15)


@given(p=st.floats(min_value=1e-300, max_value=0.5))
def test_normal_quantile_is_the_inverse(p):
    x = normal_quantile(p)
    # One rounding of x changes p by a part x²·2⁻⁵³.
    assert normal_cdf(x) == pytest.approx(p, rel=1e-15 * (2 + x * x))
    assert normal_quantile(1 - p) == pytest.approx(-normal_quantile(1 - (1 - p)), rel=1e-15)


def test_normal_ends():
    assert normal_cdf(-math.inf) == normal_cdf(-1e308) == 0
    assert normal_cdf(math.inf) == normal_cdf(1e308) == 1
    assert normal_quantile(0.0) == -math.inf
    assert normal_quantile(1.0) == math.inf
    assert normal_quantile(0.5) == 0
    assert all(math.isnan(normal_quantile(p)) for p in (-0.1, 1.1, math.nan))


@given(level=st.floats(0, 1, exclude_max=True))
def test_chi_square_quantile(level):
    assert chi_square_quantile_1(level) == pytest.approx(
        normal_quantile((1 - level) / 2) ** 2, rel=1e-9, abs=1e-14
    )


def test_the_95_percent_threshold():
    assert chi_square_quantile_1(0.95) == pytest.approx(3.841458820694124, rel=1e-15)
