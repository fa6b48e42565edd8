"""Laws of the elementary functions; and every function gives the same on every kind of argument."""

import math

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from likely.formulas import elementary, information, special
from likely.formulas.elementary import (
    INFINITY,
    exp,
    expm1,
    log,
    log1p,
    log1pmx,
    sqrt,
    total,
    where,
    xlog1py,
    xlogy,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False)

# ---- the same on every kind of argument --------------------------------------------------------------

EDGES = [-1.0, -0.0, 0.0, 5e-324, 1e-310, 1e-160, 1e-17, 1e-9, 0.07, 0.075, 0.08, 0.4, 0.5, 0.93, 1.0, 1.2]
EDGES += [
    1.4616321449683622,
    1.5,
    2.0,
    2.5,
    3.0,
    3.999999999,
    4.0,
    9.5,
    10.0,
    11.0,
    20.0,
    50.0,
    1e10,
    math.nan,
]
ENDS = [1e300, 2.6e305, math.inf, -math.inf, -1e-300]
ORDINARY = np.concatenate([EDGES, np.random.default_rng(1).uniform(0, 12, 40)])
ALL = np.concatenate([ORDINARY, ENDS])
WHOLE = np.array([-2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 10.0, 19.0, 20.0, 21.0, 1e15, math.inf, math.nan])

ELEMENTARY = [log, log1p, exp, expm1, sqrt, log1pmx]
SPECIAL = [special.lgamma, special.digamma, special.trigamma]
SPECIAL += [special.normal_cdf, special.normal_quantile, special.chi_square_quantile_1]
FUNCTIONS = {function.__name__: (function, ALL) for function in [*ELEMENTARY, *SPECIAL, information.surprise]}
FUNCTIONS |= {
    "xlogy(x, 0)": (lambda x: xlogy(x, 0.0), ALL),
    "xlogy(x, x)": (lambda x: xlogy(x, x), ORDINARY),
    "xlog1py(x, -1)": (lambda x: xlog1py(x, -1.0), ALL),
    "kl_term(x, 0.5)": (lambda x: information.kl_term(x, 0.5), ORDINARY),
    "kl_term(0.5, x)": (lambda x: information.kl_term(0.5, x), ORDINARY),
    "log_beta(x, 3)": (lambda x: special.log_beta(x, 3.0), ORDINARY),
    "log_beta(50, x)": (lambda x: special.log_beta(50.0, x), ORDINARY),
    "log_binomial(20, x)": (lambda x: special.log_binomial(20.0, x), WHOLE),
    "log_binomial(x, 3)": (lambda x: special.log_binomial(x, 3.0), WHOLE[:-2]),
}


def on_numpy(function, values):
    return function(values)


def on_numpy_numbers(function, values):
    return [function(value) for value in values]


def on_polars(function, values):
    return pl.DataFrame({"x": values}).select(y=function(pl.col("x")))["y"].to_numpy()


def on_narwhals_over_polars(function, values):
    table = nw.from_native(pl.DataFrame({"x": values}))
    return table.select(y=function(nw.col("x")))["y"].to_numpy()


def on_duckdb(function, values):
    with duckdb.connect() as connection:
        rows = nw.from_native(connection.from_arrow(pl.DataFrame({"x": values}).to_arrow()))
        return rows.select(y=function(nw.col("x"))).collect("polars")["y"].to_numpy()


@pytest.mark.parametrize("run", [on_numpy, on_numpy_numbers, on_polars, on_narwhals_over_polars, on_duckdb])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_same_wherever_it_runs(name, run):
    function, values = FUNCTIONS[name]
    floats = [function(float(value)) for value in values]
    np.testing.assert_allclose(np.array(run(function, values)), floats, rtol=1e-13, atol=1e-14)


@pytest.mark.parametrize("function", [*ELEMENTARY, *SPECIAL])
def test_whole_numbers_are_numbers(function):
    values = np.arange(1, 8)
    np.testing.assert_allclose(function(values), function(values.astype(float)), rtol=1e-13)
    np.testing.assert_array_equal([function(int(v)) for v in values], [function(float(v)) for v in values])


# ---- laws --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("function", [*ELEMENTARY, *SPECIAL])
@given(x=st.floats())
def test_every_float_has_an_answer(function, x):
    assert isinstance(function(x), float)


@given(x=st.floats(min_value=-1, exclude_min=True, allow_infinity=False))
def test_log1p_is_derived_exactly_where_no_library_has_it(x):
    assert elementary._log1p_from_log(x) == pytest.approx(math.log1p(x), rel=4e-16, abs=0)


@given(x=st.floats(max_value=709, allow_nan=False))
def test_expm1_is_derived_exactly_where_no_library_has_it(x):
    assert elementary._expm1_from_exp(x) == pytest.approx(math.expm1(x), rel=1e-15, abs=0)


@pytest.mark.parametrize("derived", [elementary._log1p_from_log, elementary._expm1_from_exp])
def test_derived_functions_reach_infinity(derived):
    assert derived(INFINITY) == INFINITY
    assert math.isnan(derived(math.nan))


def test_ends():
    assert log(0.0) == log1p(-1.0) == -INFINITY
    assert exp(1000.0) == expm1(1000.0) == INFINITY
    assert log1pmx(INFINITY) == log1pmx(-1.0) == -INFINITY
    assert all(map(math.isnan, [log(-1.0), log1p(-2.0), sqrt(-1.0), log1pmx(-2.0)]))


@given(x=st.floats(min_value=-1, exclude_min=True, allow_infinity=False))
def test_log1pmx_is_never_positive(x):
    assert log1pmx(x) <= 0


@pytest.mark.parametrize("y", [0.0, -1.0, INFINITY, math.nan])
def test_nothing_times_anything_is_nothing(y):
    assert xlogy(0.0, y) == xlog1py(0.0, y) == 0


@pytest.mark.parametrize(("product", "y"), [(xlogy, 0.0), (xlog1py, -1.0)])
def test_nothing_times_infinity_is_nothing_in_tables_too(product, y):
    x = np.array([0.0, 2.0])
    table = pl.DataFrame({"x": x, "y": [y, y]})
    for got in (
        product(x, y),
        product(x, np.array([y, y])),
        table.select(z=product(pl.col("x"), pl.col("y")))["z"].to_numpy(),
        on_duckdb(lambda x: product(x, y), x),
    ):
        assert list(got) == [0.0, -INFINITY]


def test_where_chooses():
    assert where(True, 1.0, 2.0) == 1.0
    assert where(1 & 0, 1.0, 2.0) == 2.0  # MicroPython's True & False is the int 0
    assert isinstance(where(np.float64(1) > 0, 1.0, 2.0), float)


@given(st.lists(FINITE.map(lambda x: x / 2**40)))
def test_total_is_the_exact_sum(values):
    scale = math.fsum(map(abs, values))
    assert total(values) == pytest.approx(math.fsum(values), rel=2**-52, abs=1e-30 * scale)


def test_total_of_anything():
    assert total([1e16, 1.0, -1e16]) == 1.0
    assert total([]) == 0.0
    assert total(x for x in (0.1, 0.2)) == 0.1 + 0.2
    assert total([1.0, INFINITY]) == INFINITY
    assert total(np.array([1.0, 2.0])) == 3.0
