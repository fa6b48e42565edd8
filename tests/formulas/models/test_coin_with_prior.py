"""A coin with a Beta prior, against SciPy's densities and integrals."""

import pytest
from scipy import integrate, optimize, stats

from likely.formulas.models import coin_with_prior

CASES = [(1.0, 1.0, 10, 8), (11.0, 11.0, 10, 8), (3.0, 7.5, 20, 0), (2.0, 5.0, 7, 7)]


@pytest.mark.parametrize(("a", "b", "n", "k"), CASES)
def test_prior_times_likelihood_over_its_area_is_the_posterior(a, b, n, k):
    def joint(t):
        return coin_with_prior.prior_density(t, a, b) * coin_with_prior.likelihood(t, n, k)

    area = integrate.quad(joint, 0, 1)[0]
    assert coin_with_prior.probability_of_data(a, b, n, k) == pytest.approx(area, rel=1e-9)
    for t in (0.01, 0.3, 0.72, 0.99):
        told = coin_with_prior.posterior_density(t, a, b, n, k)
        assert told == pytest.approx(joint(t) / area, rel=1e-9)
        assert told == pytest.approx(stats.beta.pdf(t, a + k, b + n - k), rel=1e-11)
    assert coin_with_prior.posterior_mean(a, b, n, k) == pytest.approx(stats.beta.mean(a + k, b + n - k))


@pytest.mark.parametrize(("a", "b", "n", "k"), CASES)
def test_the_modes_are_where_the_densities_are_highest(a, b, n, k):
    def density(t):
        return -coin_with_prior.posterior_density(t, a, b, n, k)

    top = optimize.minimize_scalar(density, bounds=(0, 1), method="bounded", options={"xatol": 1e-10}).x
    assert coin_with_prior.map_estimate(a, b, n, k) == pytest.approx(top, abs=1e-5)
    top = optimize.minimize_scalar(
        lambda t: density(t) * t * (1 - t), bounds=(0, 1), method="bounded", options={"xatol": 1e-10}
    ).x
    assert coin_with_prior.map_in_log_odds(a, b, n, k) == pytest.approx(top, abs=1e-5)


@pytest.mark.parametrize("n", [1, 10, 250])
def test_the_area_under_a_likelihood_is_one_over_n_plus_one(n):
    for k in (0, n // 3, n):
        assert coin_with_prior.area_under_likelihood(n, k) == pytest.approx(1 / (n + 1), rel=1e-12)
        assert coin_with_prior.likelihood(0.37, n, k) == pytest.approx(stats.binom.pmf(k, n, 0.37), rel=1e-11)
