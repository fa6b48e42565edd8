"""Intervals of a mixture: the profile is that of plain optimisation, and Wald's where it has no end."""

import numpy as np
import pytest
from scipy import optimize, special, stats

import likely
from likely.fit import mixture

DROP = stats.chi2.ppf(0.95, 1) / 2


def two(n=400, seed=0):
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.normal(0, 1, 3 * n // 5), rng.normal(4, 1.5, 2 * n // 5)])


def loglik(x, w, m1, m2, s1, s2, d=None):
    def one(m, s):
        if d is None:
            return stats.norm.logpdf(x, m, s)
        return np.log(stats.norm.cdf(x + d / 2, m, s) - stats.norm.cdf(x - d / 2, m, s))

    with np.errstate(divide="ignore"):  # a step of BFGS may go far out
        return float(np.sum(np.logaddexp(np.log(w) + one(m1, s1), np.log1p(-w) + one(m2, s2))))


@pytest.mark.parametrize("d", [None, 0.5])
def test_every_end_is_where_plain_optimisation_puts_it(d):
    x = two(200)
    if d is not None:
        x = d * np.round(x / d)
    fit = likely.fit("gaussian_mixture", x, components=2, resolution=d)
    w, m, s = (fit.parameters[name].estimate for name in ("weights", "means", "sigmas"))
    best = [special.logit(w[0]), *m, *np.log(s)]
    at = {0: ("weights", 0, special.logit), 1: ("means", 0, float), 4: ("sigmas", 1, np.log)}
    if d is not None:
        del at[1], at[4]

    def negative(free):
        return -loglik(x, special.expit(free[0]), *free[1:3], *np.exp(free[3:]), d)

    assert -negative(best) == pytest.approx(fit.loglik, rel=1e-12)
    for index, (name, component, to_free) in at.items():
        one = fit.parameters[name]
        assert one.interval_method == "profile"
        for end in one.interval[component]:
            value = float(to_free(end))
            held = lambda rest, i=index, v=value: negative(np.insert(rest, i, v))  # noqa: E731
            found = optimize.minimize(held, np.delete(best, index), method="BFGS")
            assert fit.loglik + found.fun == pytest.approx(DROP, abs=1e-5)
    low, high = fit.parameters["weights"].interval[0]
    assert fit.parameters["weights"].interval[1] == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_standard_errors_are_those_of_the_observed_information():
    x = two(200, 3)
    fit = likely.fit("gaussian_mixture", x, components=2, interval="wald")
    w, m, s = (fit.parameters[name].estimate for name in ("weights", "means", "sigmas"))
    at = np.array([w[0], *m, *s])
    h = 1e-4
    hessian = np.empty((5, 5))
    for i in range(5):
        for j in range(5):
            a, b = np.eye(5)[i] * h, np.eye(5)[j] * h
            corners = [loglik(x, *(at + p * a + q * b)) * p * q for p in (1, -1) for q in (1, -1)]
            hessian[i, j] = sum(corners) / (4 * h * h)
    errors = np.sqrt(np.diag(np.linalg.inv(-hessian)))
    own = [fit.parameters[name].stderr for name in ("weights", "means", "sigmas")]
    assert [own[0][0], *own[1], *own[2]] == pytest.approx(errors, rel=1e-4)
    assert own[0][0] == pytest.approx(own[0][1], rel=1e-12)
    assert fit.parameters["means"].interval_method == "wald"
    assert fit.warnings == ()


def test_a_hill_that_ends_too_soon_says_so():
    x = np.random.default_rng(0).normal(size=120)
    fit = likely.fit("gaussian_mixture", x, components=2)
    assert fit.parameters["means"].interval_method == "wald"
    assert "the hill of this peak ends" in fit.warnings[0]
    assert "--bootstrap" in fit.warnings[0]


def test_one_component_is_the_normal():
    x = two(100)
    one, plain = likely.fit("gaussian_mixture", x, components=1), likely.fit("normal", x)
    assert one.parameters["means"].interval[0] == pytest.approx(plain.parameters["mu"].interval, rel=1e-7)
    assert one.parameters["sigmas"].interval[0] == pytest.approx(plain.parameters["sigma"].interval, rel=1e-7)
    assert one.parameters["weights"].interval == [(1.0, 1.0)]


def test_many_rows_put_the_errors_off_until_they_are_read(monkeypatch):
    from likely.fit import mixture_intervals

    x = two(300)
    soon = likely.fit("gaussian_mixture", x, components=2, interval="wald")
    monkeypatch.setattr(mixture, "MANY", 100)
    monkeypatch.setattr(mixture_intervals, "MANY", 100)
    late = likely.fit("gaussian_mixture", x, components=2)
    assert late.to_dict()["parameters"] == soon.to_dict()["parameters"]
    assert "Wald's" in late.warnings[0]
