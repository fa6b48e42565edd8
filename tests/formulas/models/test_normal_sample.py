"""A few measurements under a normal: exact, in another unit, and rounded."""

import math

import numpy as np
import pytest
from scipy import stats

from likely.formulas.models import normal_sample

X = (4.2, 4.7, 4.9, 5.1, 5.4, 5.7)


def test_mean_spread_and_distance():
    assert normal_sample.mean(X) == pytest.approx(np.mean(X), rel=1e-15)
    assert normal_sample.sd(X) == pytest.approx(np.std(X), rel=1e-15)
    assert normal_sample.distance(X, 5.4) ** 2 == pytest.approx(np.mean((np.array(X) - 5.4) ** 2), rel=1e-14)


@pytest.mark.parametrize("sigma", [0.05, 0.5, 3.0])
def test_the_log_likelihood_and_its_slope(sigma):
    told = normal_sample.log_likelihood(X, 5.1, sigma)
    assert told == pytest.approx(stats.norm(5.1, sigma).logpdf(X).sum(), rel=1e-13)
    h = 1e-6 * sigma
    around = [normal_sample.log_likelihood(X, 5.1, sigma + side * h) for side in (-1, 1)]
    slope = normal_sample.slope_in_sigma(6, normal_sample.distance(X, 5.1), sigma)
    assert slope == pytest.approx((around[1] - around[0]) / (2 * h), rel=1e-6)


def test_a_unit_shifts_it():
    hundred = [100 * x for x in X]
    gap = normal_sample.log_likelihood(X, 5.1, 0.5) - normal_sample.log_likelihood(hundred, 510.0, 50.0)
    assert gap == pytest.approx(normal_sample.unit_shift(6, 100), rel=1e-12)


@pytest.mark.parametrize(("mu", "sigma"), [(5.0, 0.01), (5.0, 0.5), (9.0, 0.2), (5.0, 1e-4)])
def test_cells_are_probabilities_and_keep_their_digits_in_the_tail(mu, sigma):
    for x in X:
        told = normal_sample.cell(x, 0.1, mu, sigma)
        assert told <= 0
        low, high = (x - 0.05 - mu) / sigma, (x + 0.05 - mu) / sigma
        if abs(low) < 30:
            near = (
                stats.norm.sf(low) - stats.norm.sf(high)
                if low > 0
                else stats.norm.cdf(high) - stats.norm.cdf(low)
            )
            if near > 0:
                assert told == pytest.approx(math.log(near), rel=1e-9, abs=1e-12)
    together = normal_sample.rounded(X, 0.1, mu, sigma)
    assert together == pytest.approx(math.fsum(normal_sample.cell(x, 0.1, mu, sigma) for x in X), rel=1e-12)
