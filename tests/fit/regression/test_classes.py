"""A softmax regression of many rows climbs on the kernel, to where the plain formulas climb."""

import numpy as np
import pytest

import likely
from likely import kernels
from likely.fit.regression import classes

pytestmark = pytest.mark.skipif(not kernels.AVAILABLE, reason="the kernels were not built")
N = 3000
RANDOM = np.random.default_rng(9)
X = RANDOM.normal(size=(N, 3))
SCORES = X @ RANDOM.normal(size=(3, 4)) + RANDOM.gumbel(size=(N, 4))
TABLE = {
    "a": X[:, 0],
    "b": X[:, 1],
    "c": X[:, 2],
    "w": RANDOM.integers(1, 4, N),
    "y": np.array(list("ABCD"))[SCORES.argmax(axis=1)],
}


@pytest.mark.parametrize("weights", [None, "w"])
@pytest.mark.parametrize("formula", ["y ~ a + b + c", "y ~ a*b - 1"])
def test_the_kernel_and_the_formulas_agree(monkeypatch, formula, weights):
    quick = likely.fit("categorical", TABLE, formula=formula, weights=weights)
    monkeypatch.setattr(classes, "FUSED", N + 1)
    plain = likely.fit("categorical", TABLE, formula=formula, weights=weights)
    assert quick.verdict == plain.verdict == "interior"
    assert quick.loglik == pytest.approx(plain.loglik, rel=1e-13)
    for name, one in plain.parameters.items():
        assert quick.parameters[name].estimate == pytest.approx(one.estimate, rel=1e-9, abs=1e-9)
        assert quick.parameters[name].stderr == pytest.approx(one.stderr, rel=1e-9)
        assert quick.parameters[name].interval == pytest.approx(one.interval, rel=1e-7)


def test_the_kernel_is_what_runs(monkeypatch):
    calls = []
    real = kernels.classes_log_likelihood
    monkeypatch.setattr(kernels, "classes_log_likelihood", lambda *a, **k: calls.append(1) or real(*a, **k))
    likely.fit("categorical", TABLE, formula="y ~ a", interval="wald")
    assert len(calls) >= 4


def test_separated_classes_are_found_among_many_rows():
    table = {"a": TABLE["a"], "y": np.where(TABLE["a"] > 0, "up", "down")}
    fit = likely.fit("categorical", table, formula="y ~ a")
    assert fit.verdict == "not_attained"
    assert fit.parameters["up:a"].estimate == np.inf
