"""New rows scored by a saved regression: its own rows cost what the fit says, others what they must."""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import likely
from likely.errors import DataError, UsageError

CASES = sorted((Path(__file__).parents[2] / "reference" / "regressions").glob("*.json"))


def case_of(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    table = pd.DataFrame(case["data"])
    return case, table


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_fitted_rows_cost_what_the_fit_says(path, tmp_path):
    case, table = case_of(path)
    options = {name: value for name, value in case["options"].items() if name != "weights"}
    likely.save(likely.fit(case["family"], table, formula=case["formula"], **options), tmp_path / "fit.json")
    fit = likely.load(tmp_path / "fit.json")
    found = likely.score(tmp_path / "fit.json", table)
    assert found.nll == pytest.approx(fit.nll, rel=1e-9)
    assert found.fitted_nll == fit.nll
    assert found.n == len(table)
    half = [likely.score(fit, part) for part in (table.iloc[::2], table.iloc[1::2])]
    assert sum(one.nll * one.n for one in half) == pytest.approx(found.nll * found.n, rel=1e-9)


def test_counts_are_scored_by_scipys_poisson():
    table = pd.DataFrame({"x": [0.0, 1, 2, 3, 4], "t": [1.0, 2, 1, 3, 2], "y": [1, 2, 2, 9, 12]})
    fit = likely.fit("poisson", table, formula="y ~ x", exposure="t")
    new = pd.DataFrame({"x": [0.5, 5.0], "t": [2.0, 1.0], "y": [0, 30]})
    a, b = (fit.parameters[name].estimate for name in ("Intercept", "x"))
    cost = -stats.poisson.logpmf(new.y, new.t * np.exp(a + b * new.x))
    found = likely.score(fit, new)
    assert found.loglik == pytest.approx(-cost.sum(), rel=1e-12)
    assert found.costliest[0].nats == pytest.approx(cost.max(), rel=1e-12)
    assert "row 2" in found.costliest[0].where


@pytest.fixture
def births():
    return case_of(next(path for path in CASES if path.stem == "bernoulli-birthwt"))[1]


def test_a_classifier_is_scored_like_predictions(births):
    fit = likely.fit("bernoulli", births, formula="low ~ age + lwt + smoke")
    p = fit.predict(births)
    one = likely.score(fit, births, calibrate=True)
    other = likely.score(probs=np.stack([1 - p, p], axis=1), target=births.low.to_numpy())
    assert one.accuracy == other.accuracy
    assert one.brier == pytest.approx(other.brier, rel=1e-12)
    assert one.nll == pytest.approx(other.nll, rel=1e-12)
    # a maximum of the likelihood cannot be made better by scaling its own logits
    assert one.temperature.value == pytest.approx(1, abs=1e-6)
    assert one.family == "bernoulli"


def test_ordinal_and_categorical_name_their_classes():
    table = pd.DataFrame({"x": [1.0, 2, 3, 4, 5, 6, 7, 8], "y": list("abacbcbc")})
    for family in ("categorical", "ordinal"):
        fit = likely.fit(family, table, formula="y ~ x", levels=("a", "b", "c"))
        new = pd.DataFrame({"x": [2.5, 4.5], "y": ["c", "a"]})
        found = likely.score(fit, new)
        p = fit.predict(new)
        assert found.classes == ("a", "b", "c")
        assert found.nll == pytest.approx(-(math.log(p["c"][0]) + math.log(p["a"][1])) / 2, rel=1e-12)


def test_what_was_not_fitted_is_named(births):
    fit = likely.fit("bernoulli", births, formula="low ~ race")
    with pytest.raises(DataError, match=r'row 2, column "race": .* was not among the rows that were fitted'):
        likely.score(fit, births.assign(race=["black", "green"] + ["white"] * (len(births) - 2)))
    with pytest.raises(DataError, match='column "low": 2 is neither 0 nor 1'):
        likely.score(fit, births.assign(low=2))
    told = births.assign(low=births.low.map({0: "no", 1: "yes"}))
    words = likely.fit("bernoulli", told, formula="low ~ race")
    with pytest.raises(DataError, match="'maybe' is none of the classes that were fitted, no, yes"):
        likely.score(words, births.assign(low="maybe"))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"column": "low"}, "takes no column"),
        ({"fallback": "add-k"}, "takes no fallback"),
        ({"target": "low"}, "takes no target"),
    ],
)
def test_what_does_not_go_with_a_regression(births, options, message):
    fit = likely.fit("bernoulli", births, formula="low ~ race")
    with pytest.raises(UsageError, match=message):
        likely.score(fit, births, **options)


def test_no_temperature_without_classes_and_no_score_without_a_maximum():
    table = pd.DataFrame({"x": [1.0, 2, 3, 4], "y": [0, 0, 1, 1]})
    with pytest.raises(UsageError, match="a temperature belongs to probabilities of classes"):
        likely.score(likely.fit("poisson", table, formula="y ~ 1"), table, calibrate=True)
    with pytest.raises(UsageError, match="this fit has no maximum"):
        likely.score(likely.fit("bernoulli", table, formula="y ~ x"), table)
