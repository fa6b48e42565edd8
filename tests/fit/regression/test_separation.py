"""Separation: decided exactly, coefficients that run away named, the supremum given, the finite
ones valid.
"""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy import optimize

import likely

IRIS = Path(__file__).parents[2] / "reference" / "regressions" / "categorical-iris.json"
QUASI = pd.DataFrame(
    {"x": [1, 2, 3, 3, 4, 5, 3, 3], "y": [0, 0, 0, 1, 1, 1, 1, 0], "w": [1, 3, 2, 1, 3, 2, 3, 2]}
)
CELL = pd.DataFrame(
    {"n": [3, 5, 4, 0, 0, 0, 7, 6, 9], "g": list("aaabbbccc"), "x": [1.0, 2, 3, 1, 2, 3, 1, 2, 3]}
)


def estimates(fit):
    return {name: one.estimate for name, one in fit.parameters.items()}


def test_complete_separation():
    fit = likely.fit("bernoulli", {"x": [1, 2, 3, 4, 5, 6], "y": [0, 0, 0, 1, 1, 1]}, formula="y ~ x")
    assert fit.verdict == "not_attained"
    assert estimates(fit) == {"Intercept": -math.inf, "x": math.inf}
    assert fit.loglik == 0
    assert "complete separation" in fit.message
    assert fit.to_dict()["parameters"]["x"]["estimate"] == "Infinity"


def test_quasi_complete_separation_keeps_the_finite_coefficient():
    fit = likely.fit("bernoulli", QUASI, formula="y ~ x + w")
    assert fit.verdict == "not_attained"
    assert "quasi-complete" in fit.message
    assert "rows 1, 2, 5, 6" in fit.message
    left = likely.fit("bernoulli", QUASI[QUASI.x == 3], formula="y ~ w")
    assert estimates(fit)["x"] == math.inf
    assert fit.parameters["w"].estimate == pytest.approx(left.parameters["w"].estimate, abs=1e-9)
    assert fit.parameters["w"].stderr == pytest.approx(left.parameters["w"].stderr, rel=1e-9)
    assert fit.parameters["w"].interval == pytest.approx(left.parameters["w"].interval, rel=1e-6)
    assert fit.loglik == pytest.approx(left.loglik, abs=1e-12)


def test_a_runaway_coefficient_has_a_one_sided_interval():
    """At its end the likelihood, maximised over the rest, is half a chi-square quantile below the
    supremum.
    """
    fit = likely.fit("bernoulli", QUASI, formula="y ~ x + w")
    low, high = fit.parameters["x"].interval
    assert high == math.inf

    def nll(rest):
        eta = rest[0] + low * QUASI.x + rest[1] * QUASI.w
        return float(np.logaddexp(0, -(2 * QUASI.y - 1) * eta).sum())

    best = -optimize.minimize(nll, [0.0, 0.0], options={"gtol": 1e-9}).fun
    assert fit.loglik - best == pytest.approx(3.841458820694124 / 2, abs=1e-6)


@pytest.mark.parametrize("link", ["logit", "probit"])
def test_all_successes(link):
    fit = likely.fit("bernoulli", {"y": [1, 1, 1]}, formula="y ~ 1", link=link)
    assert fit.verdict == "not_attained"
    assert estimates(fit) == {"Intercept": math.inf}
    assert fit.loglik == 0


@pytest.mark.parametrize("family", ["poisson", "negative_binomial"])
def test_an_empty_cell_of_counts(family):
    fit = likely.fit(family, CELL, formula="n ~ C(g) + x")
    rest = likely.fit("poisson", CELL[CELL.g != "b"], formula="n ~ C(g) + x")
    assert fit.verdict == "not_attained"
    assert estimates(fit)["C(g)[T.b]"] == -math.inf
    assert "rows 4, 5, 6" in fit.message
    for name in ("Intercept", "C(g)[T.c]", "x"):
        assert fit.parameters[name].estimate == pytest.approx(rest.parameters[name].estimate, abs=1e-8)
        assert fit.parameters[name].stderr == pytest.approx(rest.parameters[name].stderr, rel=1e-6)
    assert fit.loglik == pytest.approx(rest.loglik, abs=1e-9)


def test_a_class_of_irises_is_separated_though_others_report_a_maximum():
    data = pd.DataFrame(json.loads(IRIS.read_text(encoding="utf-8"))["data"])
    fit = likely.fit("categorical", data, formula="species ~ sepal_length + sepal_width")
    assert fit.verdict == "not_attained"
    assert estimates(fit)["virginica:sepal_length"] == math.inf
    two = data[data.species != "setosa"]
    rest = likely.fit("categorical", two, formula="species ~ sepal_length + sepal_width")
    assert rest.verdict == "interior"
    assert fit.loglik == pytest.approx(rest.loglik, abs=1e-9)


def test_a_separated_ordinal_response():
    data = {"x": [1, 2, 3, 4, 5, 6], "y": [0, 0, 1, 1, 2, 2]}
    fit = likely.fit("ordinal", data, formula="y ~ x")
    assert fit.verdict == "not_attained"
    assert set(estimates(fit).values()) == {math.inf}
    assert fit.loglik == 0


def test_a_group_without_events():
    data = {"t": [1.0, 2, 3, 4, 5, 6], "e": [1, 1, 1, 0, 0, 0], "g": list("aaabbb")}
    fit = likely.fit("exponential", data, formula="t ~ g", event="e")
    assert fit.verdict == "not_attained"
    assert estimates(fit)["g[T.b]"] == math.inf
    assert fit.parameters["Intercept"].estimate == pytest.approx(math.log(2))


def test_a_perfect_fit_has_no_maximum():
    fit = likely.fit("normal", {"x": [1.0, 2, 3], "y": [2.0, 4, 6]}, formula="y ~ x")
    assert fit.verdict == "unbounded"
    assert estimates(fit)["sigma"] == 0
    assert fit.loglik == math.inf


def test_a_perfect_fit_of_times_has_no_maximum():
    data = {"t": [1.0, 2, 4, 9], "x": [0, 1, 2, 1], "e": [1, 1, 1, 0]}
    fit = likely.fit("weibull", {**data, "t": [1.0, 2, 4, 1.5]}, formula="t ~ x", event="e")
    assert fit.verdict == "unbounded"
    assert likely.fit("weibull", data, formula="t ~ x", event="e").verdict == "interior"


@given(st.integers(0, 10**9))
@settings(max_examples=25, deadline=None)
def test_the_verdict_and_the_supremum_are_those_of_plain_optimisation(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 13))
    table = pd.DataFrame(
        {"x": rng.integers(-2, 3, n), "w": rng.integers(-2, 3, n), "y": rng.integers(0, 2, n)}
    )
    fit = likely.fit("bernoulli", table, formula="y ~ x + w")
    signed = np.column_stack([np.ones(n), table.x, table.w]) * (2 * table.y - 1).to_numpy()[:, None]
    box = optimize.linprog(-signed.sum(0), A_ub=-signed, b_ub=np.zeros(n), bounds=[(-1, 1)] * 3)
    assert (fit.verdict == "not_attained") == (-box.fun > 1e-7)
    found = optimize.minimize(
        lambda b: np.logaddexp(0, -signed @ b).sum(), np.zeros(3), options={"gtol": 1e-10}
    )
    assert fit.loglik == pytest.approx(-found.fun, abs=1e-4)


@given(st.integers(0, 10**9))
@example(629720)  # so little curvature is left that a step overflowed
@settings(max_examples=10, deadline=None)
def test_a_constant_multiple_of_a_column_changes_no_verdict(seed):
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({"x": rng.integers(-2, 3, 10), "y": rng.integers(0, 2, 10)})
    fit = likely.fit("bernoulli", table, formula="y ~ x")
    scaled = likely.fit("bernoulli", table.assign(x=1e9 * table.x + 1e12), formula="y ~ x")
    assert fit.verdict == scaled.verdict
    assert fit.loglik == pytest.approx(scaled.loglik, abs=1e-7)


def test_two_times_for_the_same_inputs_bound_the_likelihood():
    """The direction that would sharpen the scale is ruled out by rounding's breadth only."""
    data = {
        "a": [-1, 2, 1, 1, 1, -2, -1, 2, 2, 0, -1, 1],
        "b": [-1, 0, -2, -2, 1, -2, 2, 0, 0, 2, -1, -2],
        "t": [math.exp(k) for k in (3, 0, 2, 0, 3, 0, 0, 2, 1, 3, 1, 0)],
        "e": [0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0],
    }
    fit = likely.fit("weibull", data, formula="t ~ a + b", event="e")
    assert fit.verdict == "not_attained"
    assert math.isfinite(fit.loglik)
