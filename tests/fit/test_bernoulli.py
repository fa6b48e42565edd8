"""The library's fit of twenty tosses, and what a Fit promises."""

import math
from dataclasses import FrozenInstanceError

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import likely
from likely.formulas.families import bernoulli
from likely.solve import interval

COUNTS = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


def test_it_is_frozen_and_readable():
    fit = likely.fit("bernoulli", [1] * 14 + [0] * 6)
    with pytest.raises(FrozenInstanceError):
        fit.loglik = 0.0
    with pytest.raises(TypeError):
        fit.parameters["theta"] = None
    assert fit.exists
    assert "verdict   interior" in str(fit)


@pytest.mark.parametrize(
    "bad", [{"missing": "ignore"}, {"space": "half"}, {"interval": "bayes"}, {"level": 1.0}]
)
def test_arguments_that_mean_nothing(bad):
    with pytest.raises(likely.UsageError, match=next(iter(bad))):
        likely.fit("bernoulli", [0, 1], **bad)


@given(COUNTS, st.sampled_from([0.5, 0.9, 0.95, 0.999]))
@settings(deadline=None)  # 50-digit arithmetic on a busy machine
def test_the_profile_interval_ends_where_the_likelihood_ratio_says(counts, level):
    n, k = counts
    p_hat = k / n
    if not 0 < k < n:
        return
    low, high = interval.profile(
        lambda theta: bernoulli.log_likelihood(n, p_hat, theta), p_hat, bernoulli.PARAMETERS[0], level
    )
    assert 0 < low < p_hat < high < 1
    with mpmath.workdps(50):
        half = (mpmath.erfinv(level) * mpmath.sqrt(2)) ** 2 / 2

        def drop(theta):
            p, t = mpmath.mpf(k) / n, mpmath.mpf(theta)
            return n * (p * mpmath.log(p / t) + (1 - p) * mpmath.log((1 - p) / (1 - t)))

        # The sum is known to some 1e-16 of its parts, so the ratio to as many of n; and next to 1 the doubles
        # themselves are far apart: one step of theta may move a steep ratio by more.
        for end in (low, high):
            step = abs(n * bernoulli.score(p_hat, end)) * math.ulp(end)
            assert abs(drop(end) - half) < 1e-9 * half + 1e-14 * n + step


@given(st.integers(1, 10**9), st.sampled_from([0.5, 0.95, 0.999]))
def test_the_edge_interval_is_the_exact_one(n, level):
    low, high = bernoulli.edge_interval(n, 0.0, level)
    with mpmath.workdps(50):
        exact = 1 - (1 - mpmath.mpf(level)) ** (mpmath.mpf(1) / n)
    assert low == 0
    assert high == pytest.approx(float(exact), rel=1e-13)
    assert bernoulli.edge_interval(n, 1.0, level) == (1 - high, 1.0)


def test_dropping_everything_is_said():
    with pytest.raises(likely.DataError, match="2 missing values apart"):
        likely.fit("bernoulli", [None, math.nan], missing="drop")
