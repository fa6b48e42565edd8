"""Laws that every regression keeps."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import likely
from likely.data.frame import read_rows
from likely.fit.regression.asked import Asked
from likely.fit.regression.design import build, parse
from likely.fit.regression.model import standardised
from likely.fit.regression.parts import derivatives, log_likelihood, row_log_likelihoods
from likely.fit.regression.regress import LINKS, link_of, model_of

FEW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
SURVIVAL = ("exponential", "weibull", "lognormal", "loglogistic")
MODELS = [(family, link) for family, links in LINKS.items() for link in links]
SEEDS = st.integers(0, 10**6)


def rows(seed, n=60):
    """A table with a response for every family, so noisy that nothing is separated."""
    rng = np.random.default_rng(seed)
    x, w = rng.normal(10, 2, n), rng.integers(1, 4, n)
    g = np.array(["a", "b", "c"])[np.arange(n) % 3]
    eta = 0.1 * (x - 10) + 0.3 * (g == "b")
    return pd.DataFrame(
        {
            "x": x, "g": g, "w": w, "watched": rng.uniform(1, 3, n),
            "bernoulli": (rng.logistic(size=n) < eta).astype(int),
            "poisson": rng.poisson(np.exp(1 + eta)),
            "negative_binomial": rng.poisson(np.exp(1 + eta) * rng.gamma(1.0, 1.0, n)),
            "normal": eta + rng.normal(size=n),
            "gamma": rng.gamma(2.0, np.exp(eta)),
            "categorical": np.array(["one", "two", "three"])[rng.integers(0, 3, n)],
            "ordinal": np.clip(np.round(eta + rng.logistic(size=n)), -1, 1).astype(int),
            "time": np.exp(eta + 0.7 * rng.normal(size=n)), "event": (rng.uniform(size=n) < 0.7).astype(int),
        }
    )  # fmt: skip


def fitted(family, link, table, formula="x + g", **more):
    survival = family in SURVIVAL
    if survival:
        more["event"] = "event"
    return likely.fit(
        family, table, formula=f"{'time' if survival else family} ~ {formula}", link=link, **more
    )


def numbers(fit):
    return {name: one.estimate for name, one in fit.parameters.items()}


def assert_same(one, other, rel=1e-6):
    assert one.loglik == pytest.approx(other.loglik, rel=1e-10)
    assert set(one.parameters) == set(other.parameters)
    for name, a in one.parameters.items():
        b = other.parameters[name]
        assert a.estimate == pytest.approx(b.estimate, rel=rel, abs=1e-6 * a.stderr)
        assert a.stderr == pytest.approx(b.stderr, rel=1e-5)
        assert a.interval == pytest.approx(b.interval, abs=1e-4 * a.stderr)


def parts_of(family, link, table):
    """The model's parts and a point away from the maximum."""
    survival = family in SURVIVAL
    formula = parse(f"{'time' if survival else family} ~ x + g")
    read = read_rows(table, list(table.columns), drop=False)
    asked = Asked(link=link, event="event" if survival else None)
    design = build(formula, read)
    columns = standardised(design.matrix, design.names)
    model = model_of(family, formula, read, columns, None, np.ones(len(table)), link_of(family, asked), asked)
    shift = 0.1 * np.random.default_rng(0).normal(size=len(model.start))
    return model.parts, model.start + (shift if family != "ordinal" else np.abs(shift) * [1, 2, 1, 1, 1])


@pytest.mark.parametrize(("family", "link"), MODELS)
@given(seed=SEEDS)
@FEW
def test_gradient_and_hessian_are_those_of_the_likelihood(family, link, seed):
    parts, at = parts_of(family, link, rows(seed))
    value, gradient, hessian = derivatives(parts, at)
    assert value == pytest.approx(log_likelihood(parts, at), rel=1e-13)
    for i in range(len(at)):
        step = 1e-5 * np.eye(len(at))[i]
        up, down = (derivatives(parts, at + side * step) for side in (1, -1))
        assert gradient[i] == pytest.approx((up[0] - down[0]) / 2e-5, rel=1e-5, abs=1e-5 * abs(value))
        assert hessian[i] == pytest.approx((up[1] - down[1]) / 2e-5, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize(("family", "link"), MODELS)
def test_contributions_sum_to_the_total(family, link):
    parts, at = parts_of(family, link, rows(1))
    each = row_log_likelihoods(parts, at)
    assert len(each) == 60
    assert math.fsum(each) == pytest.approx(log_likelihood(parts, at), rel=1e-13)


@pytest.mark.parametrize(("family", "link"), MODELS)
@given(seed=SEEDS)
@FEW
def test_weights_are_repeats_and_the_order_of_rows_is_nothing(family, link, seed):
    table = rows(seed)
    repeated = table.loc[table.index.repeat(table.w)].sample(frac=1, random_state=seed)
    assert_same(fitted(family, link, table, weights="w"), fitted(family, link, repeated))


@pytest.mark.parametrize(("family", "link"), MODELS)
@given(seed=SEEDS)
@FEW
def test_the_unit_of_an_input_rescales_its_coefficient_and_nothing_else(family, link, seed):
    table = rows(seed)
    one = fitted(family, link, table)
    other = fitted(family, link, table.assign(x=1e6 * table.x))
    assert one.loglik == pytest.approx(other.loglik, rel=1e-11)
    for name, a in one.parameters.items():
        b, unit = other.parameters[name], 1e6 if name.endswith("x") else 1.0
        assert a.estimate == pytest.approx(b.estimate * unit, rel=1e-6, abs=1e-6 * a.stderr)
        assert a.stderr == pytest.approx(b.stderr * unit, rel=1e-6)


@pytest.mark.parametrize(
    "family", ["bernoulli", "poisson", "normal", "gamma", "negative_binomial", *SURVIVAL[:3]]
)
@given(seed=SEEDS)
@FEW
def test_without_inputs_it_is_the_plain_family(family, seed):
    table = rows(seed)
    alone = fitted(family, None, table, "1")
    more = {"event": table.event.tolist()} if family in SURVIVAL else {}
    plain = likely.fit(family, table["time" if family in SURVIVAL else family].tolist(), **more)
    assert alone.loglik == pytest.approx(plain.loglik, rel=1e-12)
    assert alone.verdict == plain.verdict


@given(seed=SEEDS)
@FEW
def test_another_reference_class_permutes_the_answer(seed):
    table = rows(seed)
    one = fitted("categorical", None, table)
    other = fitted("categorical", None, table, levels=("two", "one", "three"))
    assert one.loglik == pytest.approx(other.loglik, rel=1e-12)
    a, b = numbers(one), numbers(other)
    for name in ("Intercept", "x", "g[T.b]"):
        assert b[f"one:{name}"] == pytest.approx(-a[f"two:{name}"], abs=1e-7)
        assert b[f"three:{name}"] == pytest.approx(a[f"three:{name}"] - a[f"two:{name}"], abs=1e-7)
    for label, p in one.predict(table).items():
        assert p == pytest.approx(other.predict(table)[label], abs=1e-9)


@given(seed=SEEDS)
@FEW
def test_two_classes_are_a_bernoulli_and_two_grades_too(seed):
    table = rows(seed)
    one, many = (
        fitted("bernoulli", None, table),
        likely.fit("categorical", table, formula="bernoulli ~ x + g"),
    )
    grades = likely.fit("ordinal", table, formula="bernoulli ~ x + g")
    for name, value in numbers(one).items():
        assert numbers(many)[f"1:{name}"] == pytest.approx(value, abs=1e-8)
    assert numbers(grades)["x"] == pytest.approx(numbers(one)["x"], abs=1e-8)
    assert numbers(grades)["0|1"] == pytest.approx(-numbers(one)["Intercept"], abs=1e-8)


@pytest.mark.parametrize(("family", "link"), MODELS)
def test_a_saved_regression_predicts_the_same(family, link, tmp_path):
    table = rows(3)
    fit = fitted(family, link, table)
    likely.save(fit, tmp_path / "model.json")
    again = likely.load(tmp_path / "model.json")
    assert again == fit
    new = table.iloc[:7]
    one, other = fit.predict(new), again.predict(new)
    if isinstance(one, dict):
        assert sum(one.values()) == pytest.approx(np.ones(7))
        one, other = np.stack(list(one.values())), np.stack(list(other.values()))
    assert np.array_equal(one, other)


@pytest.mark.parametrize("family", ["poisson", "negative_binomial", "bernoulli", "normal"])
def test_the_fitted_means_add_up_to_the_observed(family):
    """The score equation of the intercept, for canonical links."""
    table = rows(4)
    fit = fitted(family, None, table)
    if family != "negative_binomial":
        assert float(np.sum(fit.predict(table))) == pytest.approx(
            float(table[family].sum()), rel=1e-9, abs=1e-9
        )
    else:
        assert float(np.mean(fit.predict(table))) == pytest.approx(float(table[family].mean()), rel=0.2)


def test_an_exposure_is_the_logarithm_of_an_offset():
    table = rows(5).assign(log_watched=lambda t: np.log(t.watched))
    assert_same(
        fitted("poisson", None, table, exposure="watched"),
        fitted("poisson", None, table, offset="log_watched"),
    )


@pytest.mark.parametrize(("family", "link"), MODELS)
@given(seed=SEEDS)
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_profile_falls_by_the_quantile_at_both_ends(family, link, seed):
    """An end put in as an offset, and the rest fitted anew, costs half a chi-square quantile."""
    if family == "categorical":
        return
    table = rows(seed)
    fit = fitted(family, link, table)
    for end in fit.parameters["x"].interval:
        left = fitted(family, link, table.assign(held=end * table.x), "g", offset="held")
        assert fit.loglik - left.loglik == pytest.approx(3.841458820694124 / 2, abs=1e-5)
