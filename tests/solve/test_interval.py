"""Profile intervals where the way out leads through regions in which the other parameter is hopeless."""

import numpy as np
import pytest

import likely
from likely.formulas.families import gompertz


def test_the_end_is_found_again_after_a_step_far_too_long():
    """Seen: from far out the nuisance parameter stayed where it was, and the interval had no width."""
    from scipy import optimize

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
