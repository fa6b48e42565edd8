"""Moments equal exact arithmetic, merge in any order, and take any column as it comes."""

import dataclasses
import math
import pickle
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from likely import kernels

pytest.importorskip(
    "likely.kernels._native", reason="the kernels were not built: no compiler at installation"
)

from . import exact

GAPS = ("log", "log1m", "reciprocal")


def generator():
    return np.random.default_rng(20260722)


def columns():
    g = generator()
    n = 3001
    return {
        "standard normal": g.normal(size=n),
        "offset 1e12": 1e12 + g.normal(size=n),
        "offset 1e12, sorted": np.sort(1e12 + g.normal(size=n)),
        "gamma": g.gamma(2.0, size=n),
        "heavy gamma, sorted": np.sort(g.gamma(0.1, size=n)),
        "nearly equal, 1e-8": 1e3 * (1 + 1e-8 * g.normal(size=n)),
        "nearly equal, 1e-6": 7.0 * (1 + 1e-6 * g.normal(size=n)),
        "beta": g.beta(2.0, 3.0, size=n),
        "tiny": 1e-20 * g.gamma(2.0, size=n),
        "just below one": 1 - 1e-9 * g.gamma(2.0, size=n),
        "huge": 1e140 * g.gamma(2.0, size=n),
        "two values": np.repeat([1.0, 1e9], n // 2),
        "float32": g.gamma(3.0, size=n).astype(np.float32),
        "integers": g.poisson(7.0, size=n) + 1,
        "one": np.array([3.7]),
        "two": np.array([3.7, 3.9]),
        "seventeen": g.gamma(2.0, size=17),
    }


@pytest.mark.parametrize("name", columns())
@pytest.mark.parametrize("weighted", [False, True])
def test_equals_exact_arithmetic(name, weighted, instruction_set):
    x = columns()[name]
    w = generator().gamma(1.0, size=len(x)) if weighted else None
    weight, mean, square = exact.moments(x, w)
    truth = exact.gaps(x, w)
    wanted = tuple(gap for gap in GAPS if truth[gap] is not None)
    m = kernels.moments(x, w, gaps=wanted)
    assert m.count == len(x)
    assert (m.low, m.high) == (x.min(), x.max())
    assert exact.relative(m.weight, m.weight_low, weight) < 2e-16 * (1 + 3 * weighted)
    spread = math.sqrt(square / weight)
    assert abs(float(exact.relative(m.mean, m.mean_low, mean) * float(mean))) <= 4e-16 * spread + 1e-31 * abs(
        mean
    )
    assert exact.relative(m.square, m.square_low, square) < 1e-15
    for gap in wanted:
        error = exact.relative(getattr(m, f"{gap}_gap"), getattr(m, f"{gap}_gap_low"), truth[gap])
        assert error < 3e-15, gap


@pytest.mark.parametrize(
    "name", ["offset 1e12", "offset 1e12, sorted", "gamma", "nearly equal, 1e-8", "beta"]
)
def test_pieces_merge_in_any_order(name):
    x = columns()[name]
    wanted = GAPS if name == "beta" else ("log", "reciprocal")
    _, mean, square = exact.moments(x)
    truth = exact.gaps(x)
    for seed in range(3):
        order = random.Random(seed)
        cuts = sorted(order.sample(range(len(x)), 200))
        pieces = [
            kernels.moments(x[a:b], gaps=wanted) for a, b in zip([0, *cuts], [*cuts, len(x)], strict=True)
        ]
        order.shuffle(pieces)
        while len(pieces) > 1:
            i = order.randrange(len(pieces) - 1) if seed else 0
            pieces[i : i + 2] = [pieces[i] + pieces[i + 1]]
        m = pieces[0]
        assert m.count == len(x)
        assert exact.relative(m.mean, m.mean_low, mean) < 1e-17
        assert exact.relative(m.square, m.square_low, square) < 1e-15
        for gap in wanted:
            assert exact.relative(getattr(m, f"{gap}_gap"), 0, truth[gap]) < 3e-15, gap


def test_every_instruction_set_gives_the_same_bits(instruction_set):
    x = generator().gamma(2.0, size=20011)
    here = (
        kernels.moments(x, gaps=GAPS[::2]),
        kernels.moments(x, of="log"),
        kernels.moments(x, x, gaps=["log"]),
    )
    assert kernels._native.choose("portable")
    assert here == (
        kernels.moments(x, gaps=GAPS[::2]),
        kernels.moments(x, of="log"),
        kernels.moments(x, x, gaps=["log"]),
    )


def test_threads_do_not_change_a_bit():
    x = generator().gamma(2.0, size=700_001)
    results = {kernels.moments(x, gaps=["log", "reciprocal"], threads=t) for t in (1, 2, 3, 8)}
    assert len(results) == 1


def test_a_million_values_at_offset_1e12():
    x = 1e12 + generator().normal(size=1_000_000)
    whole = np.round((x - 1e12) * 2**13).astype(np.int64)  # exact: the doubles there are 2^-13 apart
    assert np.array_equal(1e12 + whole / 2**13, x)
    total, squares = int(whole.sum()), int((whole.astype(object) ** 2).sum())
    truth = (squares * 10**6 - total**2) / 10**6 / 2**26
    assert abs(kernels.moments(x).square / truth - 1) < 1e-15


def test_any_layout():
    x = generator().gamma(2.0, size=4999)
    truth = kernels.moments(x, gaps=["log"])
    record = np.zeros(len(x), dtype=np.dtype([("tag", "u1"), ("value", "f8")]))
    record["value"] = x
    apart = np.zeros((len(x), 3))
    apart[:, 1] = x
    readonly = x.copy()
    readonly.flags.writeable = False
    shifted = np.frombuffer(b"\0" + x.tobytes(), dtype=np.uint8)[1:].view(np.float64)
    for column in (record["value"], apart[:, 1], readonly, shifted, memoryview(x), x[::-1][::-1]):
        assert kernels.moments(column, gaps=["log"]) == truth
    backwards = kernels.moments(x[::-1])
    assert abs(backwards.square / truth.square - 1) < 1e-15
    assert not shifted.flags.aligned


@pytest.mark.parametrize("dtype", ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f4", "f8"])
def test_any_number_type(dtype):
    x = (generator().random(3000) * (2 if dtype == "?" else 100)).astype(dtype)
    assert kernels.moments(x) == kernels.moments(x.astype(float))


@pytest.mark.parametrize(
    "column",
    [
        np.ones(3, dtype=">f8"),
        np.ones(3, dtype=">i4"),
        np.ones(3, dtype="f2"),
        np.ones(3, dtype=complex),
        np.ones(3, dtype="M8[s]"),
        np.array(["a"]),
        np.array([None]),
        [1.0, 2.0],
        "text",
        None,
        1.0,
    ],
)
def test_what_is_no_column_is_a_type_error(column):
    with pytest.raises(TypeError, match="x must"):
        kernels.moments(column)


def test_wrong_shapes_and_weights():
    with pytest.raises(ValueError, match="one dimension"):
        kernels.moments(np.ones((2, 2)))
    with pytest.raises(ValueError, match="as many"):
        kernels.moments(np.ones(3), np.ones(2))
    for bad in (-1.0, math.nan, math.inf):
        with pytest.raises(ValueError, match="not negative"):
            kernels.moments(np.ones(3), np.array([1.0, bad, 1.0]))
    with pytest.raises(ValueError, match="no gap"):
        kernels.moments(np.ones(3), gaps=["sin"])
    with pytest.raises(ValueError, match="not asked for"):
        _ = kernels.moments(np.ones(3)).total_log
    with pytest.raises(ValueError, match="different things"):
        kernels.moments(np.ones(3)) + kernels.moments(np.ones(3), of="log")


def test_empty_and_missing():
    empty = kernels.moments(np.array([]), gaps=GAPS)
    assert (empty.count, empty.weight, empty.low, empty.high) == (0, 0.0, math.inf, -math.inf)
    some = kernels.moments(np.array([0.25, 0.5]), gaps=GAPS)
    assert empty + some == some == some + empty
    gone = kernels.moments(np.full(5000, math.nan))
    assert (gone.count, gone.missing) == (0, 5000)
    x = generator().gamma(2.0, size=6000)
    holes = x.copy()
    holes[::7] = math.nan
    m = kernels.moments(holes, gaps=["log"])
    _, mean, square = exact.moments(holes)
    assert m.missing == len(x[::7])
    assert exact.relative(m.square, 0, square) < 1e-15
    assert exact.relative(m.mean, m.mean_low, mean) < 1e-16


def test_infinities_are_seen_and_left_out():
    m = kernels.moments(np.array([1.0, math.inf, 3.0, -math.inf, math.nan]))
    assert (m.count, m.missing, m.infinite, m.low, m.high, m.mean) == (2, 1, 2, -math.inf, math.inf, 2.0)


def test_edges_of_the_logarithms():
    zero = kernels.moments(np.array([0.0, 0.5, 1.0]), gaps=GAPS)
    assert (zero.total_log, zero.total_log1m, zero.total_reciprocal) == (-math.inf, -math.inf, math.inf)
    beyond = kernels.moments(np.array([-1.0, 0.5, 2.0]), gaps=GAPS)
    assert all(math.isnan(t) for t in (beyond.total_log, beyond.total_log1m, beyond.total_reciprocal))
    later = kernels.moments(np.array([0.5]), gaps=GAPS) + kernels.moments(np.array([0.0]), gaps=GAPS)
    assert later.total_log == -math.inf
    logs = kernels.moments(np.array([math.e, 0.0, -1.0, math.nan]), of="log")
    assert (logs.count, logs.infinite, logs.missing, logs.mean) == (1, 2, 1, 1.0)


def test_totals_equal_fsum():
    x = generator().beta(2.0, 3.0, size=4000)
    m = kernels.moments(x, gaps=GAPS)
    assert m.total == pytest.approx(math.fsum(x), rel=1e-15)
    assert m.total_log == pytest.approx(math.fsum(map(math.log, x)), rel=1e-15)
    assert m.total_log1m == pytest.approx(math.fsum(math.log1p(-v) for v in x), rel=1e-15)
    assert m.total_reciprocal == pytest.approx(math.fsum(1 / v for v in x), rel=1e-15)


def test_denormal_and_largest_numbers():
    x = np.array([5e-324, 1e-310, 3e-308, 1e-300])
    m = kernels.moments(x, gaps=["log"])
    assert m.total_log == pytest.approx(math.fsum(map(math.log, x)), rel=1e-14)
    assert kernels.moments(x, of="log").mean == pytest.approx(math.fsum(map(math.log, x)) / 4, rel=1e-15)
    large = kernels.moments(np.full(5000, 1.7e308), gaps=["log"])
    assert large.mean == pytest.approx(1.7e308, rel=1e-15)
    assert kernels.moments(np.array([1.7e308, -1.7e308])).square == math.inf


def test_weight_zero_is_absence():
    x = generator().gamma(2.0, size=3000)
    w = generator().integers(0, 3, size=3000)
    broken = np.where(w > 0, x, np.nan)
    a = kernels.moments(broken, w, gaps=["log"])
    b = kernels.moments(np.repeat(x, w), gaps=["log"])
    assert (a.weight, a.missing, a.low, a.high) == (b.weight, 0, b.low, b.high)
    assert a.square == pytest.approx(b.square, rel=1e-14)
    assert a.log_gap == pytest.approx(b.log_gap, rel=1e-14)


def test_values_are_frozen_and_travel():
    m = kernels.moments(np.arange(10.0))
    with pytest.raises(dataclasses.FrozenInstanceError):
        m.count = 1
    assert pickle.loads(pickle.dumps(m)) == m


finite = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e150, max_value=1e150)


@settings(max_examples=200, deadline=None)
@given(st.lists(finite, min_size=1, max_size=60), st.data())
def test_any_numbers(values, data):
    x = np.array(values)
    cut = data.draw(st.integers(0, len(x)))
    _, mean, square = exact.moments(x)
    scale = max(abs(v) for v in values)
    for m in (kernels.moments(x), kernels.moments(x[:cut]) + kernels.moments(x[cut:])):
        assert (
            abs(float(exact.Fraction(m.mean) + exact.Fraction(m.mean_low) - mean)) <= 1e-16 * scale + 1e-323
        )
        assert m.square == pytest.approx(float(square), rel=4e-15, abs=1e-290)
        assert m.square >= 0


positive = st.floats(min_value=1e-300, max_value=1e300)


@settings(max_examples=100, deadline=None)
@given(st.lists(positive, min_size=1, max_size=40))
def test_any_positive_numbers(values):
    x = np.array(values)
    m = kernels.moments(x, gaps=["log"])
    truth = exact.gaps(x)["log"]
    assert m.log_gap == pytest.approx(
        float(truth), rel=1e-11, abs=1e-14 * len(x) * (1 + abs(math.log(m.mean)))
    )
