"""Log-sum-exp of rows and its gradient, for every kind of number, layout and special value."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from likely import kernels

pytest.importorskip(
    "likely.kernels._native", reason="the kernels were not built: no compiler at installation"
)

KINDS = ["float32", "float64", "bfloat16"]
TOLERANCE = {"float32": 1e-6, "float64": 1e-14, "bfloat16": 1e-6}


def generator():
    return np.random.default_rng(7)


def encode(x, kind):
    """The matrix in this kind, and the doubles it then holds."""
    if kind != "bfloat16":
        stored = np.asarray(x).astype(kind)
        return stored, stored.astype(float)
    upper = (np.asarray(x, dtype=np.float32).view(np.uint32) >> 16).astype(np.uint16)
    return upper, decode(upper, kind)


def decode(stored, kind):
    if kind != "bfloat16":
        return stored.astype(float)
    return (stored.astype(np.uint32) << 16).view(np.float32).astype(float)


def logsumexp(x):
    with np.errstate(all="ignore"):
        top = x.max(axis=1, keepdims=True, initial=-np.inf)
        safe = np.where(np.isfinite(top), top, 0.0)
        return (safe + np.log(np.exp(x - safe).sum(axis=1, keepdims=True)))[:, 0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("columns", [1, 2, 7, 8, 33, 1000, 1024, 1025, 5000])
def test_equals_the_plain_formula(kind, columns, instruction_set):
    stored, x = encode(generator().normal(size=(5, columns)) * 4, kind)
    target = generator().integers(0, columns, 5)
    truth = logsumexp(x)
    assert np.allclose(kernels.rows_logsumexp(stored), truth, rtol=0, atol=TOLERANCE[kind])
    nll = truth - x[np.arange(5), target]
    assert np.allclose(kernels.rows_cross_entropy(stored, target), nll, rtol=0, atol=TOLERANCE[kind])
    out = np.empty_like(stored)
    again = kernels.rows_softmax_minus_onehot(stored, target, out, scale=0.25)
    assert np.array_equal(again, kernels.rows_cross_entropy(stored, target))
    gradient = np.exp(x - truth[:, None])
    gradient[np.arange(5), target] -= 1
    error = np.abs(decode(out, kind) - gradient / 4)
    assert error.max() < (1e-3 if kind == "bfloat16" else TOLERANCE[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_special_values(kind, instruction_set):
    inf, nan = np.inf, np.nan
    rows = np.zeros((9, 2100))
    rows[0] += 1e4
    rows[1] -= 1e4
    rows[2, :2050] = -1e4
    rows[2, 2050] = 1e4
    rows[3] = -inf
    rows[4, 1:] = -inf
    rows[5, 2099] = nan
    rows[6, 3] = inf
    rows[7], rows[7, 1500] = -inf, nan
    rows[8, 0], rows[8, 2000] = inf, nan
    stored, x = encode(rows, kind)
    found = kernels.rows_logsumexp(stored)
    big = x[0, 0]
    count = np.log(2100)
    expected = [big + count, -big + count, big, -inf, 0.0, nan, inf, nan, nan]
    assert np.allclose(found, expected, rtol=1e-13, atol=1e-6, equal_nan=True)
    assert found[2] == big
    assert found[4] == 0.0
    out = np.empty_like(stored)
    kernels.rows_softmax_minus_onehot(stored, np.zeros(9, dtype=np.int64), out)
    gradient = decode(out, kind)
    assert np.isfinite(gradient[[0, 1, 2, 4]]).all()
    assert np.isnan(gradient[[3, 5, 6, 7, 8]]).all()
    assert gradient[4, 0] == 0
    assert not gradient[4, 1:].any()
    assert gradient[2, 0] == -1
    assert gradient[2, 2050] == 1


def test_ignored_rows():
    x = generator().normal(size=(4, 10))
    target = np.array([1, -100, 3, -100])
    nll = kernels.rows_cross_entropy(x, target)
    assert not nll[[1, 3]].any()
    out = np.full_like(x, 9.0)
    kernels.rows_softmax_minus_onehot(x, target, out)
    assert not out[[1, 3]].any()
    assert np.allclose(out.sum(axis=1), 0)
    assert (kernels.rows_cross_entropy(x, np.array([1, 7, 3, 7]), ignore=7) == nll).all()


def test_a_bad_target_names_its_row():
    x = np.zeros((4, 10), dtype=np.float32)
    for bad in (10, -1, 2**62):
        with pytest.raises(IndexError, match="row 2"):
            kernels.rows_cross_entropy(x, np.array([0, 1, bad, bad]), threads=2)


def test_in_place_and_strides():
    x = generator().normal(size=(6, 3001)).astype(np.float32)
    target = generator().integers(0, 3001, 6)
    out = np.empty_like(x)
    nll = kernels.rows_softmax_minus_onehot(x, target, out)
    own = x.copy()
    assert np.array_equal(kernels.rows_softmax_minus_onehot(own, target, own), nll)
    assert np.array_equal(own, out)
    for view in (np.asfortranarray(x), np.repeat(x, 2, axis=0)[::2], x[::-1][::-1], np.pad(x, 3)[3:-3, 3:-3]):
        assert np.array_equal(kernels.rows_cross_entropy(view, target), nll)
    assert np.array_equal(kernels.rows_cross_entropy(x, np.repeat(target, 3)[::3]), nll)
    shifted = np.frombuffer(b"\0" + x.tobytes(), dtype=np.uint8)[1:].view(np.float32).reshape(x.shape)
    assert not shifted.flags.aligned
    assert np.array_equal(kernels.rows_cross_entropy(shifted, target), nll)


def test_threads_do_not_change_a_bit():
    x = generator().normal(size=(700, 1001)).astype(np.float32)
    one = kernels.rows_logsumexp(x, threads=1)
    assert all(np.array_equal(one, kernels.rows_logsumexp(x, threads=t)) for t in (2, 5))


def test_what_is_refused():
    x = np.zeros((4, 10), dtype=np.float32)
    target = np.zeros(4, dtype=np.int64)
    with pytest.raises(TypeError, match="float32, float64"):
        kernels.rows_logsumexp(x.astype(">f4"))
    with pytest.raises(TypeError, match="float32, float64"):
        kernels.rows_logsumexp(x.astype(int))
    with pytest.raises(ValueError, match="two dimensions"):
        kernels.rows_logsumexp(x[0])
    with pytest.raises(TypeError, match="int64"):
        kernels.rows_cross_entropy(x, target.astype(np.int32))
    with pytest.raises(ValueError, match="one a row"):
        kernels.rows_cross_entropy(x, target[:3])
    with pytest.raises(ValueError, match="shape and type"):
        kernels.rows_softmax_minus_onehot(x, target, np.zeros((4, 10)))
    room = np.zeros(44, dtype=np.float32)
    with pytest.raises(ValueError, match="apart"):
        kernels.rows_softmax_minus_onehot(room[:40].reshape(4, 10), target, room[4:].reshape(4, 10))
    frozen = np.zeros_like(x)
    frozen.flags.writeable = False
    with pytest.raises(TypeError, match="writable"):
        kernels.rows_softmax_minus_onehot(x, target, frozen)


def test_nothing():
    assert kernels.rows_logsumexp(np.zeros((0, 5))).shape == (0,)
    assert kernels.rows_logsumexp(np.zeros((2, 0))).tolist() == [-np.inf, -np.inf]


logits = st.one_of(st.floats(-1e4, 1e4), st.just(-np.inf), st.floats(-1, 1))


@settings(max_examples=150, deadline=None)
@given(st.lists(logits, min_size=1, max_size=70))
def test_any_row(values):
    x = np.array([values])
    truth = logsumexp(x)
    assert np.allclose(kernels.rows_logsumexp(x), truth, rtol=1e-15, atol=1e-14)
    narrow = x.astype(np.float32)
    assert np.allclose(kernels.rows_logsumexp(narrow), logsumexp(narrow.astype(float)), rtol=1e-15, atol=1e-6)
