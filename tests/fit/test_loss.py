"""Cross-entropy of logits: the kernels and NumPy give the same, and it is what the definition says."""

import math

import mpmath
import numpy as np
import pytest

from likely import kernels
from likely.errors import DataError
from likely.fit import loss as module
from likely.fit.loss import loss

RNG = np.random.default_rng(3)


@pytest.fixture(params=["native", "numpy"])
def engine(request, monkeypatch):
    """Both ways to compute, where the kernels were built."""
    if request.param == "native" and not kernels.AVAILABLE:
        pytest.skip("the kernels were not built: no compiler at installation")
    monkeypatch.setattr(module.kernels, "AVAILABLE", request.param == "native")
    monkeypatch.setattr(module, "BLOCK", 64)


def exact(logits, target):
    with mpmath.workdps(60):
        row = [mpmath.mpf(float(z)) for z in logits if z != -math.inf]
        if logits[target] == -math.inf:
            return math.inf
        return float(mpmath.log(mpmath.fsum(mpmath.exp(z) for z in row)) - mpmath.mpf(float(logits[target])))


@pytest.mark.parametrize("scale", [1.0, 30.0, 1e4])
def test_each_row_is_what_fifty_digits_say(engine, scale):
    logits = RNG.normal(size=(20, 7)) * scale
    logits[3, 2] = -np.inf
    targets = RNG.integers(0, 7, 20)
    targets[3] = 2
    targets[4] = int(np.argmax(logits[4]))
    found = loss(logits, targets)
    for i in range(20):
        assert found.rows[i] == pytest.approx(exact(logits[i], targets[i]), rel=1e-13, abs=4e-16 * scale)
    assert found.rows[3] == math.inf
    assert found.value == math.inf


def test_the_gradient_is_the_slope(engine):
    logits = RNG.normal(size=(5, 4))
    targets = np.array([0, 3, -100, 1, 1])
    found = loss(logits, targets, gradient=True)
    assert found.n == 4
    assert np.all(found.gradient[2] == 0)
    for i in range(5):
        for j in range(4):
            moved = [logits.copy(), logits.copy()]
            moved[0][i, j] += 1e-6
            moved[1][i, j] -= 1e-6
            slope = (loss(moved[0], targets).value - loss(moved[1], targets).value) / 2e-6
            assert found.gradient[i, j] == pytest.approx(slope, abs=1e-9)


def test_equal_logits_cost_the_logarithm_of_the_number_of_classes(engine):
    found = loss(np.zeros((3, 1000), dtype=np.float32), np.array([0, 500, 999]))
    assert found.value == pytest.approx(math.log(1000), rel=1e-6)


@pytest.mark.parametrize("kind", ["float32", "bfloat16"])
def test_other_kinds_of_numbers(engine, kind):
    exact_logits = RNG.normal(size=(6, 50)).astype(np.float32)
    logits = exact_logits if kind == "float32" else (exact_logits.view(np.uint32) >> 16).astype(np.uint16)
    doubles = module._doubles(logits)
    targets = RNG.integers(0, 50, 6)
    want, found = loss(doubles, targets, gradient=True), loss(logits, targets, gradient=True)
    assert found.value == pytest.approx(want.value, abs=1e-6)
    tolerance = 1e-7 if kind == "float32" else 1e-3
    assert np.allclose(module._doubles(found.gradient), want.gradient, atol=tolerance)


def test_nothing_counted_is_not_a_number(engine):
    assert math.isnan(loss(np.zeros((2, 3)), np.array([-100, -100])).value)


@pytest.mark.parametrize(
    ("logits", "targets", "message"),
    [
        (np.zeros(3), np.array([0]), "shape"),
        (np.zeros((2, 3)), np.array([0]), "shape"),
        (np.zeros((2, 3)), np.array([0, 3]), "row 1: target 3 is none of the 3 classes"),
        (np.zeros((2, 3)), np.array([-1, 0]), "row 0: target -1"),
        (np.zeros((1, 3), dtype=int), np.array([0]), "logits are int64"),
        (np.zeros((1, 3)), np.array([0.5]), "targets float64"),
    ],
)
def test_what_makes_no_sense_says_why(logits, targets, message):
    with pytest.raises(DataError, match=message):
        loss(logits, targets)
