"""Profile intervals: found by Newton on all parameters, and where the way leads through bad country."""

import pickle
from itertools import pairwise

import numpy as np
import pytest
from scipy import optimize, stats

import likely
from likely.fit.result import Estimate, Later
from likely.formulas.families import gompertz


def test_the_end_is_found_again_after_a_step_far_too_long():
    """Seen: from far out the nuisance parameter stayed where it was, and the interval had no width."""
    random = np.random.default_rng(3)
    x = random.exponential(5, 200)
    event = x < 6
    x = np.minimum(x, 6)
    fit = likely.fit("gompertz", x, event=event.astype(int))
    low, high = fit.parameters["aging"].interval
    assert low == 0
    assert high > 2 * fit.parameters["aging"].estimate

    def loglik(rate):
        return float(
            np.sum(np.where(event, gompertz.log_prob(x, high, rate), gompertz.log_sf(x, high, rate)))
        )

    best = -optimize.minimize_scalar(lambda r: -loglik(r), bounds=(1e-6, 1), method="bounded").fun
    assert fit.loglik - best == pytest.approx(1.9207294103470656, rel=1e-5)


@pytest.mark.parametrize("seed", [0, 4, 8])
def test_where_the_others_have_several_peaks_the_highest_counts(seed):
    """A Cauchy's location, at a scale far below the best one, sits on one observation or on another."""
    x = np.random.default_rng(seed).standard_cauchy(8)
    fit = likely.fit("cauchy", x)
    grid = np.linspace(x.min(), x.max(), 40_001)
    for scale in fit.parameters["scale"].interval:
        best = stats.cauchy.logpdf(x[:, None], grid, scale).sum(axis=0).max()
        assert fit.loglik - best == pytest.approx(stats.chi2.ppf(0.95, 1) / 2, abs=2e-5)


def test_a_wider_level_holds_the_narrower_interval():
    x = np.random.default_rng(1).gamma(2, 3, 40)
    ends = [likely.fit("gamma", x, level=level).parameters["shape"].interval for level in (0.5, 0.9, 0.999)]
    assert all(a[0] > b[0] and a[1] < b[1] for a, b in pairwise(ends))


def test_an_interval_is_sought_once_when_it_is_read():
    asked = []
    one = Estimate(1.0, 0.5, Later(lambda: asked.append(1) or (0.0, 2.0)), "profile")
    assert not asked
    assert one.interval == one.interval == (0.0, 2.0)
    assert asked == [1]
    assert pickle.loads(pickle.dumps(one)) == one == Estimate(1.0, 0.5, (0.0, 2.0), "profile")
    assert repr(one) == "Estimate(estimate=1.0, stderr=0.5, interval=(0.0, 2.0), interval_method='profile')"
    with pytest.raises(AttributeError, match="cannot assign"):
        one.estimate = 2


def test_an_interval_read_late_is_that_of_the_data_as_they_were():
    for family in ("normal", "weibull", "negative_binomial"):
        x = np.random.default_rng(2).poisson(4, 60) + 1.0 + (np.arange(60) % 9)
        then = likely.fit(family, x.copy())
        now = likely.fit(family, x)
        x[:] = 7
        for name, one in now.parameters.items():
            assert one.interval == then.parameters[name].interval
