"""A mixture with one component on a single observation."""

import math

import pytest
from scipy import stats

from likely.formulas.models import normal_sample, spike

X = (-0.9, -0.3, 0.2, 0.6, 1.1, 2.0)
BROAD = stats.norm(normal_sample.mean(X), normal_sample.sd(X))


@pytest.mark.parametrize("spread", [1.0, 0.2, 1e-3, 1e-9])
def test_densities(spread):
    narrow = stats.norm(2.0, spread)
    expected = math.fsum(math.log((BROAD.pdf(x) + narrow.pdf(x)) / 2) for x in X)
    assert spike.log_likelihood(X, 2.0, spread) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("spread", [1.0, 0.2, 0.03, 1e-9])
def test_cells_are_probabilities(spread):
    narrow = stats.norm(2.0, spread)
    cells = [sum(m.cdf(x + 0.05) - m.cdf(x - 0.05) for m in (BROAD, narrow)) / 2 for x in X]
    told = spike.rounded(X, 0.1, 2.0, spread)
    assert told == pytest.approx(math.fsum(map(math.log, cells)), rel=1e-10)
    assert told < 0


def test_in_the_end_each_halving_adds_log_two():
    for power in (10, 50, 500):
        more = spike.log_likelihood(X, 2.0, 0.5 ** (power + 1)) - spike.log_likelihood(X, 2.0, 0.5**power)
        assert more == pytest.approx(math.log(2), abs=1e-2)
