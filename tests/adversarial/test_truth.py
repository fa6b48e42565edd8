"""The adversarial table: data on which other tools are silently wrong, and what is true of them."""

import math

import mpmath
import numpy as np
import pytest

import likely

RNG = np.random.default_rng(7)
FAILURES = [13467.0, 13760.0, 12011.0, 7798.0, 7928.0]


def values(fit):
    return {name: one.estimate for name, one in fit.parameters.items()}


def test_weibull_with_one_failure_at_the_latest_time_has_no_maximum():
    fit = likely.fit("weibull", FAILURES, event=[0, 1, 0, 0, 0])
    assert fit.verdict == "unbounded"
    assert not fit.exists
    assert values(fit)["shape"] == math.inf
    assert "shape → ∞" in fit.message


def test_weibull_with_one_failure_before_a_censored_time():
    fit = likely.fit("weibull", [5.0, 9.0], event=[1, 0])
    assert fit.verdict == "interior"
    assert values(fit)["shape"] == pytest.approx(2.175, abs=5e-4)
    assert values(fit)["scale"] == pytest.approx(10.08, abs=5e-3)


def test_all_units_censored_hold_no_information():
    fit = likely.fit("weibull", FAILURES, event=[0] * 5)
    assert fit.verdict == "not_attained"
    assert "no information" in fit.message
    assert fit.loglik == 0


@pytest.mark.parametrize("counts", [[2, 3, 3, 4, 3, 3, 2, 4], [3] * 6, [1, 2] * 20])
def test_under_dispersed_counts_have_a_poisson_limit(counts):
    fit = likely.fit("negative_binomial", counts)
    poisson = likely.fit("poisson", counts)
    assert fit.verdict == "not_attained"
    assert values(fit)["size"] == math.inf
    assert values(fit)["mu"] == pytest.approx(np.mean(counts), rel=1e-15)
    assert fit.loglik == pytest.approx(poisson.loglik, rel=1e-14)
    assert "Poisson with rate" in fit.message


def test_counts_just_over_dispersed_have_a_maximum_above_the_limit():
    counts = [0, 1, 2, 3, 4, 5, 6, 7, 2, 3]
    counts += [round(np.mean(counts))] * 3
    mean, variance = np.mean(counts), np.var(counts)
    fit = likely.fit("negative_binomial", counts)
    assert (fit.verdict == "interior") == (variance > mean)
    assert fit.loglik >= likely.fit("poisson", counts).loglik


def test_thin_tails_as_student_t_have_a_normal_limit():
    for x in (RNG.uniform(size=300), list(np.linspace(-2, 2, 81))):
        fit = likely.fit("student_t", x)
        assert fit.verdict == "not_attained"
        assert values(fit)["df"] == math.inf
        assert fit.loglik == pytest.approx(likely.fit("normal", x).loglik, rel=1e-12)
        assert "the limit is normal" in fit.message


def test_normal_data_as_student_t_are_a_limit_or_above_it():
    for seed in range(6):
        x = np.random.default_rng(seed).normal(size=200)
        fit = likely.fit("student_t", x)
        assert fit.verdict in ("not_attained", "local")
        assert fit.loglik >= likely.fit("normal", x).loglik - 1e-9


CONSTANT = [
    "normal",
    "lognormal",
    "weibull",
    "inverse_gaussian",
    "gamma",
    "von_mises",
    "logistic",
    "gumbel",
    "laplace",
    "cauchy",
    "student_t",
    "uniform",
    "pareto",
]


@pytest.mark.parametrize("family", CONSTANT)
@pytest.mark.parametrize("n", [1, 5])
def test_constant_data_are_unbounded(family, n):
    fit = likely.fit(family, [0.7] * n)
    assert fit.verdict == "unbounded"
    assert fit.loglik == math.inf
    assert "resolution" in fit.message


def test_constant_proportions_are_unbounded():
    assert likely.fit("beta", [0.3] * 4).verdict == "unbounded"


@pytest.mark.parametrize("family", ["normal", "weibull", "gamma", "logistic"])
def test_a_resolution_bounds_constant_data(family):
    fit = likely.fit(family, [0.7] * 5, resolution=0.1)
    assert fit.verdict == "not_attained"
    assert fit.loglik == 0


def test_one_observation_fixes_an_exponential():
    fit = likely.fit("exponential", [4.0])
    assert (fit.verdict, values(fit)["rate"]) == ("interior", 0.25)


def test_ties_make_cauchy_and_student_t_unbounded():
    tied = [2.0] * 10 + list(RNG.normal(size=9))
    assert likely.fit("cauchy", tied).verdict == "unbounded"
    assert likely.fit("cauchy", [1.0] * 3 + [2.0] * 2).verdict == "unbounded"  # two values, one of them more
    assert likely.fit("student_t", tied).verdict == "unbounded"
    assert likely.fit("cauchy", [2.0] * 9 + list(RNG.normal(size=10))).verdict == "interior"


def test_gamma_at_a_tiny_coefficient_of_variation():
    x = list(5 * (1 + 1e-8 * np.random.default_rng(3).normal(size=2000)))
    fit = likely.fit("gamma", x)
    with mpmath.workdps(60):
        exact = [mpmath.mpf(v) for v in x]
        mean = mpmath.fsum(exact) / len(x)
        s = mpmath.log(mean) - mpmath.fsum(map(mpmath.log, exact)) / len(x)
        shape = mpmath.findroot(lambda k: mpmath.log(k) - mpmath.digamma(k) - s, 1 / (2 * s))
    assert fit.verdict == "interior"
    assert values(fit)["shape"] == pytest.approx(float(shape), rel=1e-13)
    assert values(fit)["shape"] == pytest.approx(1e16, rel=0.1)
    low, high = fit.parameters["shape"].interval
    assert low < values(fit)["shape"] < high < 1.2e16


def test_repeated_points_make_a_mixture_unbounded_and_a_resolution_mends_it():
    x = np.round(np.concatenate([RNG.normal(size=150), RNG.normal(5, 1, 100)]), 1)
    assert likely.fit("gaussian_mixture", x, components=2).verdict == "unbounded"
    fit = likely.fit("gaussian_mixture", x, components=2, resolution=0.1)
    assert fit.verdict == "local"
    assert fit.loglik <= -fit.n * fit.entropy
    assert values(fit)["means"] == pytest.approx([0, 5], abs=0.5)


def test_no_heads_in_ten():
    fit = likely.fit("binomial", [0], trials=10)
    theta = fit.parameters["theta"]
    assert (fit.verdict, theta.estimate) == ("boundary", 0)
    assert theta.interval == pytest.approx((0, 0.2589), abs=5e-5)


def test_laplace_with_an_even_number_has_a_set_of_maximisers():
    fit = likely.fit("laplace", [1.0, 2.0, 4.0, 9.0])
    assert fit.verdict == "not_unique"
    assert "from 2 to 4" in fit.message
    assert likely.fit("laplace", [1.0, 2.0, 4.0]).verdict == "interior"


@pytest.mark.parametrize("scale", [1e-300, 1e-100, 1.0, 1e100, 1e200])
@pytest.mark.parametrize(
    "family", ["normal", "gamma", "weibull", "exponential", "lognormal", "logistic", "student_t"]
)
def test_any_unit(family, scale):
    x = np.random.default_rng(5).standard_t(4, 200) ** 2 + 0.1
    one, other = likely.fit(family, x), likely.fit(family, x * scale)
    assert one.verdict == other.verdict
    shift = 200 * math.log(scale)
    assert other.loglik + shift == pytest.approx(one.loglik, abs=1e-9 + 1e-13 * abs(shift))


def test_normal_far_from_zero():
    z = np.random.default_rng(6).normal(size=1000)
    x = 1e8 + 1e-6 * z
    fit = likely.fit("normal", list(x))
    with mpmath.workdps(50):
        exact = [mpmath.mpf(v) for v in x.tolist()]
        mean = mpmath.fsum(exact) / 1000
        sd = mpmath.sqrt(mpmath.fsum((v - mean) ** 2 for v in exact) / 1000)
    assert values(fit)["mu"] == float(mean)
    assert values(fit)["sigma"] == pytest.approx(float(sd), rel=1e-15)


def test_comparisons_that_mean_nothing_are_refused():
    x = [1.0, 2.0, 3.0, 5.0]
    with pytest.raises(likely.UsageError, match="probabilities"):
        likely.compare(x, families=["poisson", "gamma"])
    with pytest.raises(likely.UsageError, match="fewer than two"):
        likely.compare([2.0, 2.0, 2.0], families=["normal", "gamma"])
    with pytest.raises(likely.UsageError, match="circle"):
        likely.compare(x, families=["von_mises", "gamma"])
    counts = likely.compare([1.0, 2.0, 4.0, 3.0], families=["normal", "laplace"])
    assert {one.family for one in counts.fits} == {"normal", "laplace"}  # whoever names densities gets them
    ranked = likely.compare(x, families=["normal", "gamma", "exponential"])
    assert ranked.gaps[0] == 0
    assert ranked.fits[0].aic <= ranked.fits[1].aic


def test_half_the_values_tied_only_approach_a_supremum():
    fit = likely.fit("cauchy", [0.0] * 5 + [1.0, 2.0, 3.0, 4.0, 7.0])
    limit = -10 * math.log(math.pi) - 2 * math.log(1 * 2 * 3 * 4 * 7)
    assert fit.verdict == "not_attained"
    assert fit.loglik == pytest.approx(limit, rel=1e-12)


@pytest.mark.parametrize(
    ("family", "rows", "name", "interval"),
    [
        ("bernoulli", [0] * 10, "theta", (0, 1 - 0.05**0.1)),
        ("poisson", [0] * 10, "rate", (0, -math.log(0.05) / 10)),
        ("geometric", [0] * 10, "theta", (0.05**0.1, 1)),
    ],
)
def test_on_the_edge_the_interval_is_exact_and_one_sided(family, rows, name, interval):
    """It ends where what was seen has probability 0.05."""
    one = likely.fit(family, rows).parameters[name]
    assert (one.interval, one.interval_method) == (pytest.approx(interval, rel=1e-12), "exact")
