"""Averages by kernels equal the slow way's, in any order of pieces, and complain alike."""

import gzip
import math
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from likely import kernels
from likely.data import fused, reduce
from likely.data.fields import value_field
from likely.errors import DataError
from likely.fit.catalogue import family

pytestmark = pytest.mark.skipif(not kernels.AVAILABLE, reason="the kernels were not built")

G = np.random.default_rng(8)
N = 3000
DATA = {
    "normal": G.normal(5, 2, N),
    "exponential": G.exponential(3, N),
    "gamma": G.gamma(2, 2, N),
    "lognormal": G.lognormal(1, 0.5, N),
    "beta": G.beta(2, 3, N),
    "inverse_gaussian": G.wald(2, 3, N),
    "rayleigh": G.rayleigh(2, N),
    "half_normal": np.abs(G.normal(0, 1, N)),
    "pareto": G.pareto(3, N) + 1,
    "uniform": G.uniform(2, 3, N),
}


def slow(formulas, values):
    return reduce._averages([value_field(values, None, formulas)], formulas, False, None)


@pytest.mark.parametrize("name", DATA)
def test_the_same_summary_as_the_slow_way(name):
    formulas, x = family(name), DATA[name]
    assert fused.plan_of(formulas) is not None
    fast = reduce.averages([value_field(x, None, formulas)], formulas, False)
    other = slow(formulas, x)
    assert (fast.n, fast.rows, fast.missing) == (other.n, other.rows, other.missing)
    assert (fast.low, fast.high) == pytest.approx((other.low, other.high), rel=1e-15)
    assert formulas.summary(fast) == pytest.approx(formulas.summary(other), rel=2e-14)


@pytest.mark.parametrize("name", ["bernoulli", "poisson", "weibull", "von_mises"])
def test_families_that_kernels_leave_alone(name):
    assert fused.plan_of(family(name)) is None


@pytest.mark.parametrize("order", ["as they come", "sorted", "backwards", "in pieces"])
def test_variance_far_from_zero(order, tmp_path):
    x = 1e12 + G.normal(size=40_000)
    x = {"sorted": np.sort(x), "backwards": np.sort(x)[::-1]}.get(order, x)
    source, column = x, None
    if order == "in pieces":
        parquet.write_table(pa.table({"x": np.sort(x)}), tmp_path / "x.parquet", row_group_size=1500)
        source, column = str(tmp_path / "x.parquet"), "x"
    formulas = family("normal")
    _, sd = formulas.summary(reduce.averages([value_field(source, column, formulas)], formulas, False))
    values = [Fraction(v) for v in x.tolist()]
    mean = sum(values) / len(values)
    variance = sum((v - mean) ** 2 for v in values) / len(values)
    assert abs(Fraction(sd) ** 2 / variance - 1) <= 1e-15


def test_gamma_where_the_values_nearly_agree():
    x = 1 + 1e-8 * G.normal(size=N)
    formulas = family("gamma")
    _, s = formulas.summary(reduce.averages([value_field(x, None, formulas)], formulas, False))
    values = [Fraction(v) for v in x.tolist()]
    mean = sum(values) / N
    exact = sum((v / mean - 1) ** 2 / 2 - (v / mean - 1) ** 3 / 3 for v in values) / N  # log series
    assert s == pytest.approx(float(exact), rel=1e-13)


def test_narrow_logarithms_go_the_slow_way():
    x = 1e9 * (1 + 1e-9 * G.normal(size=N))
    formulas = family("lognormal")
    fast = reduce.averages([value_field(x, None, formulas)], formulas, False)
    assert formulas.summary(fast) == formulas.summary(slow(formulas, x))


@pytest.fixture
def file(tmp_path):
    def write(values, kind):
        path = tmp_path / f"x.{kind}"
        if kind == "parquet":
            parquet.write_table(pa.table({"other": values, "x": values}), path, row_group_size=7000)
        else:
            text = "other,x\n" + "".join(f"1,{v!r}\n" for v in values.tolist())
            path.write_bytes(gzip.compress(text.encode(), 1) if kind == "csv.gz" else text.encode())
        return str(path)

    return write


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "parquet"])
def test_files(file, kind):
    x = G.gamma(2.0, size=70_000)
    formulas = family("gamma")
    found = reduce.averages([value_field(file(x, kind), "x", formulas)], formulas, False)
    whole = reduce.averages([value_field(x, None, formulas)], formulas, False)
    assert formulas.summary(found) == pytest.approx(formulas.summary(whole), rel=1e-15)
    assert (found.low, found.high, found.rows) == (x.min(), x.max(), 70_000)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@pytest.mark.parametrize(("value", "words"), [(-1.0, "cannot happen"), (math.nan, "missing")])
def test_a_bad_value_is_named(file, kind, value, words):
    x = G.gamma(2.0, size=70_000)
    x[44_444] = value
    formulas = family("gamma")
    with pytest.raises(DataError, match=rf'row 44445.*column "x".*{words}'):
        reduce.averages([value_field(file(x, kind), "x", formulas)], formulas, False)


def test_missing_values_are_dropped_and_counted(file):
    x = G.gamma(2.0, size=70_000)
    x[::10] = math.nan
    formulas = family("gamma")
    kept = slow(formulas, x[~np.isnan(x)])
    for source, column in ((x, None), (file(x, "parquet"), "x"), (file(x, "csv"), "x")):
        found = reduce.averages([value_field(source, column, formulas)], formulas, True)
        assert (found.rows, found.missing) == (63_000, 7_000)
        assert formulas.summary(found) == pytest.approx(formulas.summary(kept), rel=1e-13)


@pytest.mark.parametrize("bad", [math.inf, -math.inf, 0.0])
def test_edges_of_the_support(bad):
    x = np.array([1.0, 2.0, bad])
    formulas = family("lognormal")
    with pytest.raises(DataError, match=r"index 2: .* cannot happen"):
        reduce.averages([value_field(x, None, formulas)], formulas, False)


def test_unusual_arrays():
    x = G.gamma(2.0, size=2 * N)
    formulas = family("gamma")

    def of(values):
        return formulas.summary(reduce.averages([value_field(values, None, formulas)], formulas, False))

    assert of(x[::2]) == of(x[::2].copy())
    assert of(x[::-1]) == pytest.approx(of(x), rel=1e-15)
    assert of(x.astype(">f8")) == of(x)
    assert of((1 + x).astype(np.int32)) == of((1 + x).astype(np.int32).astype(float))
    tiny = x * 1e-310
    assert of(tiny) == pytest.approx(formulas.summary(slow(formulas, tiny)), rel=1e-12)


@pytest.mark.parametrize("kind", ["array", "csv", "parquet"])
def test_counts(file, kind):
    x = G.negative_binomial(3, 0.3, 200_000)
    x[5] = 5000  # has no place of its own: the piece it stands in is counted value by value
    formulas = family("negative_binomial")
    source, column = (x, None) if kind == "array" else (file(x, kind), "x")
    found = reduce.histogram([value_field(source, column, formulas)], False)
    values, counts = np.unique(x, return_counts=True)
    assert list(found.values) == values.tolist()
    assert list(found.weights) == counts.tolist()
    assert found.rows == 200_000


@pytest.mark.parametrize("value", [-1.0, 0.5, math.inf])
def test_a_number_that_is_no_count_is_named(value):
    x = np.append(G.poisson(3.0, 5000).astype(float), value)
    with pytest.raises(DataError, match=r"index 5000: .* cannot happen"):
        reduce.histogram([value_field(x, None, family("poisson"))], False)
