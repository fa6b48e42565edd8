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


def defined(logits, targets, weights, smoothing):
    """The loss of a row by its definition: each class's −log p, weighted by what the target is made of."""
    rows = []
    for z, y in zip(logits, targets, strict=True):
        if y == -100:
            rows.append(0.0)
            continue
        each = [exact(z, c) for c in range(len(z))]
        rows.append((1 - smoothing) * weights[y] * each[y])
        rows[-1] += smoothing / len(z) * math.fsum(w * e for w, e in zip(weights, each, strict=True))
    return rows, math.fsum(weights[y] for y in targets if y != -100)


@pytest.mark.parametrize("weights", [None, [1.0, 0.25, 3.0, 0.0, 2.0]])
@pytest.mark.parametrize("smoothing", [0.0, 0.1, 1.0])
def test_weights_and_smoothing(engine, weights, smoothing):
    logits = RNG.normal(size=(30, 5)) * 3
    targets = RNG.integers(0, 5, 30)
    targets[[2, 17]] = -100
    given = {"weights": weights, "smoothing": smoothing}
    rows, denominator = defined(logits, targets, weights or [1.0] * 5, smoothing)
    found = loss(logits, targets, gradient=True, **given)
    assert found.rows == pytest.approx(rows, rel=1e-13, abs=1e-15)
    assert found.denominator == pytest.approx(denominator)
    assert found.value == pytest.approx(math.fsum(rows) / denominator)
    assert np.all(found.gradient[[2, 17]] == 0)
    assert found.gradient.sum(axis=1) == pytest.approx(np.zeros(30), abs=1e-15)
    for i, j in [(0, 0), (5, 3), (9, 4), (29, 1)]:
        moved = [logits.copy(), logits.copy()]
        moved[0][i, j] += 1e-6
        moved[1][i, j] -= 1e-6
        slope = (loss(moved[0], targets, **given).value - loss(moved[1], targets, **given).value) / 2e-6
        assert found.gradient[i, j] == pytest.approx(slope, abs=1e-8)


def test_smoothing_never_excuses_what_cannot_happen(engine):
    logits = np.array([[0.0, -math.inf, 1.0]])
    assert loss(logits, np.array([0]), smoothing=0.1).value == math.inf
    assert math.isfinite(loss(logits, np.array([0]), smoothing=0.1, weights=[1, 0, 1]).value)
    assert math.isfinite(loss(logits, np.array([0])).value)


def test_the_order_of_classes_and_the_layout_do_not_matter(engine):
    logits, targets = RNG.normal(size=(8, 5)), RNG.integers(0, 5, 8)
    order = RNG.permutation(5)
    want = loss(logits, targets, gradient=True)
    again = loss(np.asfortranarray(logits[:, order]), np.argsort(order)[targets], gradient=True)
    assert again.rows == pytest.approx(want.rows, rel=1e-14)
    assert again.gradient == pytest.approx(want.gradient[:, order], rel=1e-12)


class Tensor:
    """What another library holds: DLPack and nothing else."""

    def __init__(self, array):
        self._array = array

    def __dlpack__(self, **options):
        return self._array.__dlpack__(**options)

    def __dlpack_device__(self):
        return self._array.__dlpack_device__()


def test_anything_with_dlpack(engine):
    logits, targets = RNG.normal(size=(6, 4)), RNG.integers(0, 4, 6)
    found = loss(Tensor(logits), Tensor(targets), weights=Tensor(np.ones(4)))
    assert found.value == pytest.approx(loss(logits, targets).value, rel=1e-14)


class Elsewhere(Tensor):
    """A tensor that cannot be exported, as one with a gradient."""

    def __dlpack__(self, **_):
        raise BufferError("Can't export tensors that require gradient")


def test_a_tensor_that_cannot_be_read_says_what_to_do():
    with pytest.raises(DataError, match="detached"):
        loss(Elsewhere(np.zeros((1, 2))), np.array([0]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"weights": [1.0]}, "weights have shape"),
        ({"weights": [1.0, -1.0]}, "the weight of class 1 is -1"),
        ({"weights": [math.nan, 1.0]}, "the weight of class 0"),
        ({"smoothing": 1.5}, "smoothing is 1.5"),
    ],
)
def test_weights_and_smoothing_that_mean_nothing(options, message):
    with pytest.raises(DataError, match=message):
        loss(np.zeros((1, 2)), np.array([0]), **options)


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
