"""Sums over a column by plan are the sums over its rows, one by one."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from likely import kernels
from likely.data.column import Column
from likely.data.plan import form_of, merged
from likely.formulas.elementary import exp, log, log1p, log1pmx, log_ratio
from likely.formulas.traced import Traced

pytestmark = pytest.mark.skipif(not kernels.AVAILABLE, reason="the kernels were not built")

# formulas of one observation in (0, 1), with a parameter above 0
FORMULAS = {
    "linear": lambda x, a: (x - a) / a,
    "square": lambda x, a: (2 - x) * ((x - a) / 3),
    "quotient": lambda x, a: (x - a) * ((x - 2 * a) / x),
    "log": lambda x, a: a * log(x / a) + 2,
    "square of a log": lambda x, a: log_ratio(x, a) * log_ratio(x, a) + x,
    "log of the rest": lambda x, a: log_ratio(1 - x, 0.5) / a,
    "bend": lambda x, a: log1pmx((x - a) / a) + log1pmx((0.5 - x) / (1 - 0.5)),
    "power": lambda x, a: exp(a * log(x / 0.3)),
    "exponential": lambda x, a: exp(-(x - a) / a) - exp(x),
    "rational": lambda x, a: log1p((x - a) * ((x - a) / 2)),
    "logistic": lambda x, a: -abs(x / a - 1) - 2 * log1p(exp(-abs(x / a - 1))),
    "distance": lambda x, a: abs((x - a) / 2) + abs(3 - x),
    "constant": lambda x, a: 0.0 * x + a,
}


@pytest.mark.parametrize("name", FORMULAS)
@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    n=st.integers(1, 300),
    a=st.floats(0.05, 20),
    weighted=st.booleans(),
)
def test_a_sum_by_plan_is_the_sum_of_the_rows(name, seed, n, a, weighted):
    g = np.random.default_rng(seed)
    x = g.uniform(0.001, 0.999, n)
    w = g.uniform(0.5, 3.0, n) if weighted else None
    column = Column(x, w)
    form = merged(form_of(FORMULAS[name](Traced.x(), a), column.low, column.high))
    terms = [
        FORMULAS[name](v, a) * u for v, u in zip(x.tolist(), np.ones(n) if w is None else w, strict=True)
    ]
    size = math.fsum(map(abs, terms)) + n * (1 + a)
    assert column.total(form) == pytest.approx(math.fsum(terms), abs=1e-14 * size)


def test_a_window_answers_like_a_pass():
    x = np.random.default_rng(3).laplace(size=20_001)
    x[:50] = x[50]
    column = Column(x)
    column.absolute(0.0)
    passes = column.passes + 1  # the window is cut when a second centre is asked for
    for centre in (0.001, -0.002, 0.0, float(np.median(x))):
        seen = column.absolute(centre)
        direct = kernels.absolute_sums(x, centre).high
        assert seen[:3] == direct[:3]
        assert seen[3] == pytest.approx(direct[3], rel=1e-14)
    assert column.passes == passes
    column.absolute(1.0)
    assert column.passes == passes + 1


def test_what_is_known_costs_no_pass():
    column = Column(np.linspace(0.1, 0.9, 100))
    column.moments(["log", "reciprocal"])
    passes = column.passes
    column.moments(["log"])
    column.moments()
    assert column.passes == passes
