"""Scoring data by a saved fit."""

import json
import math

import numpy as np
import polars as pl
import pytest

import likely
from likely.errors import DataError, UsageError

RNG = np.random.default_rng(9)
DATA = {
    "gamma": RNG.gamma(2, 3, 80),
    "normal": RNG.normal(size=80),
    "student_t": RNG.standard_t(4, 80),
    "weibull": RNG.weibull(1.4, 80),
    "poisson": RNG.poisson(3, 80),
    "bernoulli": RNG.integers(0, 2, 80),
    "geometric": RNG.geometric(0.3, 80) - 1,
    "gaussian_mixture": np.concatenate([RNG.normal(size=40), RNG.normal(9, 1, 40)]),
}


@pytest.mark.parametrize("name", list(DATA))
def test_the_fitted_rows_cost_what_the_fit_says(name, tmp_path):
    more = {"components": 2} if name == "gaussian_mixture" else {}
    fit = likely.fit(name, DATA[name], **more)
    likely.save(fit, tmp_path / "fit.json")
    found = likely.score(tmp_path / "fit.json", DATA[name])
    assert found.nll == pytest.approx(fit.nll, rel=1e-11, abs=1e-12)
    assert found.loglik == pytest.approx(fit.loglik, rel=1e-11, abs=1e-12)
    assert found.fitted_nll == fit.nll
    if fit.entropy is not None:
        assert found.entropy == pytest.approx(fit.entropy)
        assert found.kl == pytest.approx(fit.kl, abs=1e-9)
        assert found.perplexity == pytest.approx(math.exp(fit.nll))


def test_contributions_sum_to_the_total():
    fit = likely.fit("gamma", DATA["gamma"])
    found = likely.score(fit, DATA["gamma"][:7])
    assert math.fsum(one.nats for one in found.costliest) == pytest.approx(-found.loglik)
    assert found.perplexity is None
    assert sorted((c.nats for c in found.costliest), reverse=True) == [c.nats for c in found.costliest]


def test_what_cannot_happen_is_infinite_and_named(tmp_path):
    (tmp_path / "new.csv").write_text("x\n1.5\n-2\n")
    found = likely.score(likely.fit("gamma", [1.0, 2.0, 3.5]), tmp_path / "new.csv")
    assert (found.nll, found.impossible, found.finite, found.interval) == (math.inf, 1, False, None)
    assert found.costliest[0].where.endswith('row 2 (line 3), column "x"')
    assert found.to_dict()["nll"] == "Infinity"
    assert "∞" in str(found)


def test_labels(tmp_path):
    likely.save(likely.fit("categorical", ["a", "a", "b", "c"]), tmp_path / "f.json")
    found = likely.score(tmp_path / "f.json", ["a", "b"])
    assert found.nll == pytest.approx((math.log(2) + math.log(4)) / 2)
    assert likely.score(tmp_path / "f.json", ["a", "z"]).nll == math.inf


def test_missing_values():
    fit = likely.fit("normal", [1.0, 2.0, 4.0])
    with pytest.raises(DataError, match="index 1: the value is missing"):
        likely.score(fit, [1.0, None])
    found = likely.score(fit, [1.0, None], missing="drop")
    assert (found.n, found.n_missing) == (1, 1)


def test_binomial_needs_its_trials(tmp_path):
    likely.save(likely.fit("binomial", [3, 5, 2], trials=10), tmp_path / "b.json")
    assert math.isfinite(likely.score(tmp_path / "b.json", [3, 4], trials=10).nll)
    assert likely.score(tmp_path / "b.json", [3, 11], trials=10).nll == math.inf
    with pytest.raises(UsageError, match="--trials"):
        likely.score(tmp_path / "b.json", [3, 4])


def test_a_fit_without_a_maximum_scores_nothing():
    fit = likely.fit("normal", [1.0, 1.0])
    with pytest.raises(UsageError, match="no maximum"):
        likely.score(fit, [1.0])


@pytest.mark.parametrize(
    ("model", "source", "options", "message"),
    [
        (None, None, {}, "a model and something to score"),
        ("fit", [1.0], {"target": "y"}, "takes no target"),
        ("fit", [1.0], {"fallback": "add-k"}, "takes no fallback"),
        (pl.DataFrame({"p": [0.5], "y": [1]}), ["b.csv"], {"probs": "p", "target": "y"}, "takes no source"),
        ("fit", [1.0], {"missing": "ignore"}, "missing"),
    ],
)  # fmt: skip
def test_what_does_not_go_together(model, source, options, message):
    model = likely.fit("normal", [1.0, 2.0]) if isinstance(model, str) else model
    with pytest.raises(UsageError, match=message):
        likely.score(model, source, **options)


def test_the_shape_of_json():
    found = likely.score(likely.fit("poisson", [1, 2, 4]), [1, 2, 3], seed=4).to_dict()
    assert list(found) == [
        "model", "family", "source", "n", "n_missing", "loglik", "nll", "interval", "level", "draws", "seed",
        "perplexity", "entropy", "kl", "fitted_nll", "impossible", "costliest", "units",
    ]  # fmt: skip
    assert list(found["costliest"][0]) == ["where", "value", "nats"]
    json.dumps(found, allow_nan=False)
