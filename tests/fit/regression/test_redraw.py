"""The bootstrap of a regression agrees with theory where theory is exact, and says where it cannot speak."""

import math

import numpy as np
import pytest

import likely
from likely.errors import UsageError

RANDOM = np.random.default_rng(11)
X = RANDOM.normal(size=60)
LINE = {"x": X, "y": 1 + 2 * X + RANDOM.normal(size=60), "c": RANDOM.poisson(np.exp(0.5 + 0.4 * X))}


def test_draws_from_a_line_have_the_standard_error_of_the_textbook() -> None:
    fit = likely.fit("normal", LINE, formula="y ~ x")
    found = likely.bootstrap(fit, 300, seed=4).parameters["x"]
    exact = fit.parameters["sigma"].estimate / math.sqrt(float(np.sum((X - X.mean()) ** 2)))
    assert found.stderr == pytest.approx(exact, rel=0.15)
    assert found.interval_method == "bootstrap-parametric"
    low, high = found.interval
    assert (high - low) / (2 * 1.96 * exact) == pytest.approx(1, abs=0.2)
    assert found.estimate == fit.parameters["x"].estimate


@pytest.mark.parametrize("kind", ["parametric", "rows"])
@pytest.mark.parametrize(
    ("family", "formula"),
    [("poisson", "c ~ x"), ("gamma", "t ~ x"), ("weibull", "t ~ x"), ("ordinal", "k ~ x")],
)
def test_it_is_near_the_observed_information_and_the_same_for_a_seed(
    family: str, formula: str, kind: str
) -> None:
    random = np.random.default_rng(5)
    table = {**LINE, "t": random.gamma(3, np.exp(X) / 3), "k": random.integers(0, 3, len(X))}
    fit = likely.fit(family, table, formula=formula)
    once, again = (likely.bootstrap(fit, 40, seed=8, kind=kind) for _ in range(2))
    assert once.parameters == again.parameters
    assert 0.5 < once.parameters["x"].stderr / fit.parameters["x"].stderr < 2


def test_weights_are_rows_that_are_repeated() -> None:
    table = {"x": [0.0, 1, 2, 3, 4, 5], "y": [1.0, 0, 4, 3, 6, 4], "w": [6, 4, 4, 8, 5, 5]}
    fit = likely.fit("normal", table, formula="y ~ x", weights="w")
    rows = np.repeat(np.arange(6), table["w"])
    long = likely.fit("normal", {k: np.array(table[k])[rows] for k in ("x", "y")}, formula="y ~ x")
    a, b = (likely.bootstrap(one, 40, seed=2).parameters for one in (fit, long))
    for name in a:
        assert a[name].stderr == pytest.approx(b[name].stderr, rel=1e-9)  # the same draws
    a, b = (likely.bootstrap(one, 300, seed=2, kind="rows").parameters for one in (fit, long))
    for name in a:
        assert a[name].stderr == pytest.approx(b[name].stderr, rel=0.2)
    split = likely.fit("normal", {**table, "w": [0.5, 2, 2, 4, 1, 1]}, formula="y ~ x", weights="w")
    with pytest.raises(UsageError, match="no whole number of rows"):
        likely.bootstrap(split, 40)


def test_separated_draws_reach_infinity_and_are_counted() -> None:
    table = {"x": [0, 1, 2, 3, 4, 5, 6, 7], "y": [0, 0, 0, 1, 0, 1, 1, 1]}
    found = likely.bootstrap(likely.fit("bernoulli", table, formula="y ~ x"), 60, seed=1)
    assert found.parameters["x"].interval[1] == math.inf
    assert any("have no maximum" in text for text in found.warnings)


def test_a_level_that_was_not_drawn_is_told() -> None:
    table = {"g": ["a"] * 9 + ["b"], "y": np.arange(10.0) ** 2}
    fit = likely.fit("normal", table, formula="y ~ g")
    found = likely.bootstrap(fit, 80, seed=1, kind="rows")
    assert any("do not tell the coefficients apart" in text for text in found.warnings)
    assert likely.bootstrap(fit, 40, seed=1).warnings == fit.warnings


def test_what_was_set_aside_stays_aside() -> None:
    table = {"x": X, "twice": 2 * X, "y": LINE["y"]}
    fit = likely.fit("normal", table, formula="y ~ x + twice")
    found = likely.bootstrap(fit, 40, seed=1)
    assert found.parameters["twice"] == fit.parameters["twice"]
    assert found.parameters["x"].stderr > 0


def test_what_cannot_be_drawn_is_refused() -> None:
    table = {"t": [1.0, 2, 3, 4, 5, 9], "e": [1, 1, 0, 1, 1, 0], "x": [0, 1, 0, 1, 1, 0]}
    fit = likely.fit("weibull", table, formula="t ~ x", event="e")
    with pytest.raises(UsageError, match=r"bounded rows.*--bootstrap-kind rows"):
        likely.bootstrap(fit, 40)
    assert likely.bootstrap(fit, 40, kind="rows").parameters["x"].interval_method == "bootstrap-rows"
    apart = likely.fit("bernoulli", {"x": [0, 1, 2, 3], "y": [0, 0, 1, 1]}, formula="y ~ x")
    with pytest.raises(UsageError, match="the verdict is not_attained"):
        likely.bootstrap(apart, 40)
    with pytest.raises(UsageError, match="it is parametric or rows"):
        likely.bootstrap(fit, 40, kind="columns")


def test_the_report_tells_how_to_make_it_again() -> None:
    fit = likely.bootstrap(likely.fit("normal", LINE, formula="y ~ x"), 30, seed=3)
    assert (
        "likely.bootstrap(likely.fit('normal', data, formula='y ~ x'), 30, seed=3"
        in fit.report_html().replace("&#x27;", "'").replace("&#39;", "'")
    )
