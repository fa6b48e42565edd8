"""Sums with parameters equal exact sums of the same terms; counts and ranks equal plain Python."""

import functools
import math
from collections import Counter

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from likely import kernels

pytest.importorskip(
    "likely.kernels._native", reason="the kernels were not built: no compiler at installation"
)


def generator():
    return np.random.default_rng(11)


def absolute(v, centre):
    return [v < centre, v == centre, v > centre, abs(v - centre)]


def power(v, exponent, scale):
    u = mpmath.log(v / scale)
    p = mpmath.exp(exponent * u)
    return [u, p, p * u, p * u * u]


def rational(v, location, scale, df):
    z = (v - location) / scale
    r = 1 / (1 + z * z / df)
    return [mpmath.log1p(z * z / df), r, r * z, r * z * z, r * r, r * r * z, r * r * z * z]


def exponential(v, location, scale):
    z = (v - location) / scale
    e = mpmath.exp(-z)
    return [e, e * z, e * z * z]


def logistic(v, location, scale):
    z = (v - location) / scale
    t = mpmath.tanh(z / 2)
    q = (1 - t * t) / 4
    return [mpmath.log(2 * mpmath.cosh(z / 2)), t, t * z, q, q * z, q * z * z]


def quadratic_softmax(v, heights, locations, scales):
    z = [(v - m) / s for m, s in zip(locations, scales, strict=True)]
    e = [mpmath.exp(h - zj * zj / 2) for h, zj in zip(heights, z, strict=True)]
    total = sum(e)
    shares = [[ej / total, ej / total * zj, ej / total * zj * zj] for ej, zj in zip(e, z, strict=True)]
    return [mpmath.log(total), *[s for three in shares for s in three]]


CASES = {
    "absolute": (absolute, kernels.absolute_sums, (1.25,)),
    "power": (power, kernels.power_sums, (1.7, 9.0)),
    "power, negative": (power, kernels.power_sums, (-2.5, 0.01)),
    "power, large": (power, kernels.power_sums, (80.0, 9.0)),
    "power, none": (power, kernels.power_sums, (0.0, 9.0)),
    "rational": (rational, kernels.rational_sums, (1.5, 0.75, 3.0)),
    "rational, df large": (rational, kernels.rational_sums, (1.5, 0.75, 1e12)),
    "rational, scale tiny": (rational, kernels.rational_sums, (1.5, 1e-9, 1.0)),
    "exponential": (exponential, kernels.exponential_sums, (0.5, 0.8)),
    "exponential, rising": (exponential, kernels.exponential_sums, (9.0, -0.8)),
    "logistic": (logistic, kernels.logistic_sums, (1.5, 0.6)),
    "quadratic softmax": (
        quadratic_softmax,
        kernels.quadratic_softmax_sums,
        ([0.1, -0.4, 0.2], [0.5, 1.5, 4.0], [0.3, 1.0, 2.0]),
    ),
    "quadratic softmax, one": (quadratic_softmax, kernels.quadratic_softmax_sums, ([0.0], [1.0], [2.0])),
}


def sample():
    return generator().gamma(2.0, size=2301)


@functools.cache
def exact_terms(name):
    terms, _, parameters = CASES[name]
    with mpmath.workdps(25):
        return [[float(t) for t in terms(mpmath.mpf(float(v)), *parameters)] for v in sample()]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("weighted", [False, True])
def test_equals_exact_sums(name, weighted, instruction_set):
    _, function, parameters = CASES[name]
    x = sample()
    w = generator().gamma(1.0, size=len(x)) if weighted else None
    rows = exact_terms(name)
    found = function(x, *parameters, w)
    weights = np.ones(len(x)) if w is None else w
    for i, column in enumerate(zip(*rows, strict=True)):
        weighted_terms = [float(t) * float(u) for t, u in zip(column, weights, strict=True)]
        room = math.fsum(abs(t) for t in weighted_terms)
        # exp(80·log x) multiplies the rounding of the logarithm by 80, (1 + z²/df)⁻² that of z by 4
        error = 2e-14 if name == "power, large" else 2e-15 if name.startswith("rational") else 1e-15
        assert abs(found.high[i] - math.fsum(weighted_terms)) <= error * room, (name, i)
    assert (found.count, found.missing) == (len(x), 0)


@pytest.mark.parametrize("name", CASES)
def test_pieces_threads_and_missing(name, instruction_set):
    _, function, parameters = CASES[name]
    x = generator().gamma(2.0, size=300_000)
    whole = function(x, *parameters, threads=1)
    assert function(x, *parameters, threads=3) == whole
    merged = function(x[:1000], *parameters) + function(x[1000:], *parameters)
    assert merged.count == whole.count
    assert np.allclose(merged.high, whole.high, rtol=1e-14, atol=1e-9)
    holes = np.insert(x, [0, 5, 70_000], np.nan)
    found = function(holes, *parameters)
    assert found.missing == 3
    assert np.allclose(found.high, whole.high, rtol=1e-14, atol=1e-9)
    native = kernels._native
    assert native.choose("portable")
    assert function(x, *parameters) == whole  # to the last bit


def test_limits():
    zeros = kernels.power_sums(np.array([0.0, 1.0]), 2.0, 1.0)
    assert zeros.high[1:] == (1.0, 0.0, 0.0)
    assert zeros.high[0] == -math.inf
    assert kernels.power_sums(np.array([1e-320, 1.0]), 0.5, 1.0).high[1] == pytest.approx(1 + 1e-160)
    far = kernels.exponential_sums(np.array([0.0, 1e6]), 0.0, 1.0)
    assert far.high == (1.0, 0.0, 0.0)
    flat = kernels.logistic_sums(np.array([-1e6, 1e6]), 0.0, 1.0)
    assert flat.high == (1e6, 0.0, 2e6, 0.0, 0.0, 0.0)
    far = kernels.rational_sums(np.array([1e300]), 0.0, 1e-5, 1.0)
    assert far.high[0] == math.inf
    mixture = kernels.quadratic_softmax_sums(np.array([100.0]), [0.0, 0.0], [0.0, 1.0], [1.0, 1.0])
    assert mixture.high[4] == pytest.approx(1.0)
    for bad in (0.0, -1.0, math.nan, 1e-310):
        with pytest.raises(ValueError, match="scale"):
            kernels.power_sums(np.ones(3), 1.0, bad)
    with pytest.raises(ValueError, match="as many"):
        kernels.quadratic_softmax_sums(np.ones(3), [1.0], [1.0, 2.0], [1.0])


def test_function_accuracy(instruction_set):
    """Logarithm and exponential, one number at a time, against 30 digits."""
    g = generator()
    values = np.concatenate(
        [np.exp(g.uniform(-700, 700, 300)), g.uniform(0.5, 2, 300), [5e-324, 2e-308, 1.0]]
    )
    with mpmath.workdps(40):
        for v in values:
            truth = mpmath.log(mpmath.mpf(float(v)))
            found = kernels.moments(np.full(3, v), of="log").mean
            assert abs(found - truth) <= abs(truth) * 2.3e-16
        for v in np.concatenate([g.uniform(-709, 740, 300), g.uniform(-1, 1, 300)]):
            truth = mpmath.exp(-mpmath.mpf(float(v)))
            found = kernels.exponential_sums(np.array([v]), 0.0, 1.0).high[0]
            if v < 708:
                assert abs(found - truth) <= truth * 3e-16
            else:
                assert abs(found - truth) <= 5e-324


@pytest.mark.parametrize("size", [0, 1, 5, 100_001])
def test_counts(size):
    x = generator().poisson(6.0, size=size).astype(float)
    found = kernels.count_values(x, threads=2)
    expected = Counter(x.astype(int).tolist())
    assert found.counts == tuple(expected.get(v, 0) for v in range(int(x.max(initial=-1)) + 1))
    assert found == kernels.count_values(x.astype(np.uint8), threads=1)
    assert found.tails == tuple(int((x > v).sum()) for v in range(len(found.counts)))
    half = size // 2
    assert kernels.count_values(x[:half]) + kernels.count_values(x[half:]) == found


def test_counts_tell_the_rest_apart():
    x = np.array([0, 3, 3, 9, 10, 1e30, math.inf, -1, -0.5, -math.inf, 0.5, 11.5, math.nan, -0.0])
    found = kernels.count_values(x, 10)
    assert found.counts == (2, 0, 0, 2, 0, 0, 0, 0, 0, 1)
    assert (found.above, found.negative, found.fractional, found.missing) == (3, 3, 2, 1)
    assert kernels.count_values(np.array([]), 0).counts == ()
    with pytest.raises(ValueError, match="cap"):
        kernels.count_values(x, -1)


def rank_columns():
    g = generator()
    n = 300_000
    return {
        "normal": g.normal(size=n),
        "ties": g.integers(0, 5, size=n).astype(float),
        "constant": np.full(n, 2.0),
        "sorted": np.sort(g.normal(size=n)),
        # a period that the sample's step falls in with
        "misleading": np.where(np.arange(n) % (n // 16384) == 0, 100.0, g.normal(size=n)),
        "holes": np.where(g.random(n) < 0.3, np.nan, g.normal(size=n)),
        "short": g.normal(size=101),
        "even": g.normal(size=100),
        "infinite": np.where(g.random(n) < 0.6, math.inf, -1.0),
    }


@pytest.mark.parametrize("name", rank_columns())
def test_ranks(name):
    x = rank_columns()[name]
    ordered = np.sort(x[~np.isnan(x)])
    n = len(ordered)
    for k in (0, 1, n // 3, n // 2, n - 1):
        assert kernels.quantile(x, k) == ordered[k]
        assert kernels.order_statistics(x, k // 2, k) == kernels.Ranked(
            ordered[k // 2], ordered[k], len(x) - n
        )
    middle = kernels.median(x)
    assert (middle.low, middle.high) == (ordered[(n - 1) // 2], ordered[n // 2])
    with pytest.raises(IndexError):
        kernels.quantile(x, n)


def test_no_rank_in_nothing():
    for x in (np.array([]), np.full(3, np.nan)):
        with pytest.raises(IndexError):
            kernels.median(x)
    with pytest.raises(ValueError, match="rank"):
        kernels.order_statistics(np.arange(5.0), 3, 2)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(allow_nan=True), min_size=1, max_size=50), st.data())
def test_any_rank(values, data):
    x = np.array(values)
    ordered = np.sort(x[~np.isnan(x)])
    if len(ordered):
        k = data.draw(st.integers(0, len(ordered) - 1))
        assert kernels.quantile(x, k) == ordered[k]


@pytest.mark.parametrize("unit", [1.0, 0.25])
def test_logs_of_each(unit, instruction_set):
    x = np.concatenate([generator().gamma(2.0, size=5001), [0.0, 5e-324, math.inf, -1.0]])
    out = np.empty(len(x))
    kernels.logs(x, out, unit, threads=2)
    with np.errstate(all="ignore"):
        assert np.allclose(out, np.log(x * unit), rtol=3e-16, atol=1e-16, equal_nan=True)
    kernels.logs(x[::-3], back := np.empty(len(x[::-3])), unit)
    assert np.array_equal(back, out[::-3], equal_nan=True)
    with pytest.raises(ValueError, match="out"):
        kernels.logs(x, out[:-1], unit)


@pytest.mark.parametrize("size", [0, 1, 100_000])
def test_no_number_occurs_more_often_than_the_bound(size):
    x = np.round(generator().normal(size=size), 2)
    if size > 1:
        x[::3] = np.where(np.arange(len(x[::3])) % 2, 0.0, -0.0)  # one number
        x[1] = np.nan
    top = max(Counter((x[~np.isnan(x)] + 0.0).tolist()).values(), default=0)
    bound = kernels.ties_at_most(x, threads=2)
    assert top <= bound <= top + 0.1 * size
    assert bound == kernels.ties_at_most(x, threads=1)
    assert kernels.ties_at_most(generator().normal(size=size)) <= max(1, size / 1024)
