"""The fused pass over classes is the formula of softmax, row by row, and its derivatives."""

import numpy as np
import pytest

from likely import kernels
from likely.formulas.models import softmax

pytestmark = pytest.mark.skipif(not kernels.AVAILABLE, reason="the kernels were not built")


def plain(x, b, chosen, weights):
    """The simple version: every probability, by the formula."""
    scores = [np.zeros(len(x)), *(x @ b.T).T]
    y = [(chosen == k).astype(float) for k in range(len(scores))]
    p, others = softmax.probs(scores), range(1, len(scores))
    value = np.sum(weights * softmax.log_prob(y, scores))
    slopes = np.array([x.T @ (weights * (y[k] - p[k])) for k in others])
    bends = [[x.T @ ((weights * softmax.curvature(p, j, k))[:, None] * x) for k in others] for j in others]
    return value, slopes, np.array(bends)


def data(n, p, classes, spread=1.0, seed=1):
    random = np.random.default_rng(seed)
    x = random.normal(size=(n, p))
    chosen = random.integers(0, classes, n).astype(float)
    return x, spread * random.normal(size=(classes - 1, p)), chosen, random.integers(0, 4, n) * 0.5


@pytest.fixture(params=["portable", "avx2", "avx512"])
def instruction_set(request):
    before = kernels.instruction_set()
    if not kernels._native.choose(request.param):
        pytest.skip(f"this processor has no {request.param}")
    yield
    kernels._native.choose(before)


@pytest.mark.parametrize(
    ("n", "p", "classes"),
    [(1, 1, 2), (127, 2, 3), (128, 3, 2), (129, 5, 4), (5000, 21, 5), (700, 4, 7), (4097, 1, 6)],
)
@pytest.mark.parametrize("spread", [0.0, 1.0, 300.0])
def test_it_is_the_formula(instruction_set, n, p, classes, spread):
    given = data(n, p, classes, spread)
    found = kernels.classes_log_likelihood(*given)
    for own, simple in zip(found, plain(*given), strict=True):
        np.testing.assert_allclose(own, simple, rtol=1e-12, atol=1e-12 * n)
    alone = kernels.classes_log_likelihood(*given, derivatives=False)
    assert alone[0] == found[0]
    assert alone[1:] == (None, None)


def test_any_number_of_threads_gives_the_same_bits():
    given = data(40_000, 6, 4)
    one, *others = (kernels.classes_log_likelihood(*given, threads=k) for k in (1, 2, 7))
    for other in others:
        assert other[0] == one[0]
        assert np.array_equal(other[1], one[1])
        assert np.array_equal(other[2], one[2])


def test_strided_rows_and_rows_of_weight_0():
    x, b, chosen, weights = data(900, 4, 3)
    wide = np.repeat(np.repeat(x, 2, axis=0), 3, axis=1)
    found = kernels.classes_log_likelihood(wide[::2, ::3], b, np.repeat(chosen, 2)[::2], weights)
    assert found[0] == kernels.classes_log_likelihood(x, b, chosen, weights)[0]
    some = weights > 0
    left = kernels.classes_log_likelihood(x[some], b, chosen[some], weights[some])
    assert found[0] == pytest.approx(left[0], rel=1e-14)


def test_what_is_no_number_shows():
    x, b, chosen, weights = data(300, 3, 3)
    b[1, 2] = np.nan
    value, slopes, _ = kernels.classes_log_likelihood(x, b, chosen, weights)
    assert np.isnan(value)
    assert np.isnan(slopes).any()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"rows": np.zeros((5, 2), np.float32)}, "float64"),
        ({"chosen": np.zeros(4)}, "chosen must be contiguous float64"),
        ({"weights": np.zeros(6)}, "weights must be contiguous float64"),
    ],
)
def test_wrong_shapes_and_kinds_are_refused(change, words):
    given = {"rows": np.zeros((5, 2)), "chosen": np.zeros(5), "weights": np.ones(5)} | change
    with pytest.raises((TypeError, ValueError), match=words):
        kernels.classes_log_likelihood(given["rows"], np.zeros((2, 2)), given["chosen"], given["weights"])


def test_no_rows_are_a_likelihood_of_0():
    value, slopes, bends = kernels.classes_log_likelihood(
        np.zeros((0, 2)), np.zeros((2, 2)), np.zeros(0), np.zeros(0)
    )
    assert value == 0
    assert not slopes.any()
    assert not bends.any()
