"""Laws of entropy, cross-entropy and KL. Their values are in tests/reference/information.json."""

import math
from decimal import Decimal, localcontext

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from likely.formulas.information import cross_entropy, entropy, kl, kl_term, surprise

weight = st.floats(min_value=1e-12, max_value=1.0)
PROBABILITY = st.floats(min_value=0.0, max_value=1.0)


def normalised(weights):
    return tuple(w / math.fsum(weights) for w in weights)


VECTOR = st.lists(weight, min_size=1, max_size=9).map(normalised)


@st.composite
def pairs(draw):
    """Two probability vectors over the same outcomes, far apart or hardly."""
    p = draw(VECTOR)
    distance = draw(st.sampled_from([1.0, 1e-3, 1e-8, 1e-15]))
    q = normalised([a * (1 + distance * draw(st.floats(0, 1))) for a in p])
    return draw(st.sampled_from([(p, q), (q, p), (p, tuple(reversed(p)))]))


@given(pairs())
def test_nll_is_entropy_plus_kl(pair):
    p, q = pair
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl(p, q), rel=1e-14, abs=1e-15)


@given(pairs())
def test_kl_is_never_negative(pair):
    p, q = pair
    assert kl(p, q) >= 0
    assert kl(p, p) == 0
    assert (kl(p, q) > 0) or np.allclose(p, q, rtol=1e-7)


@given(PROBABILITY, PROBABILITY)
def test_no_outcome_adds_less_than_nothing(p, q):
    assert kl_term(p, q) >= 0
    assert kl_term(p, p) == 0


@given(st.floats(0.05, 0.95), st.floats(1e-14, 1e-4))
def test_kl_of_neighbours_keeps_its_digits(theta, distance):
    p, q = (theta, 1 - theta), (theta + distance, 1 - (theta + distance))
    with localcontext(prec=60):
        exact = sum(
            Decimal(a) * (Decimal(a) / Decimal(b)).ln() - Decimal(a) + Decimal(b)
            for a, b in zip(p, q, strict=True)
        )
    assert kl(p, q) == pytest.approx(float(exact), rel=5e-15)


@given(VECTOR)
def test_entropy_is_between_certain_and_even(p):
    assert 0 <= entropy(p) <= math.log(len(p)) + 1e-15
    even = [1 / len(p)] * len(p)
    assert kl(p, even) == pytest.approx(math.log(len(p)) - entropy(p), rel=1e-13, abs=1e-14)


def test_certainty_is_exactly_zero_and_not_minus_zero():
    for value in (surprise(1.0), entropy((1.0, 0.0)), cross_entropy((1.0,), (1.0,)), kl((1.0,), (1.0,))):
        assert math.copysign(1.0, value) == 1.0
        assert value == 0.0


def test_what_cannot_happen_adds_nothing():
    assert entropy((0.5, 0.5, 0.0)) == pytest.approx(math.log(2))
    assert kl((0.5, 0.5, 0.0), (0.25, 0.25, 0.5)) == pytest.approx(math.log(2))
    assert kl((1.0, 0.0), (1.0, 0.0)) == 0


def test_what_happens_though_ruled_out_is_infinitely_surprising():
    assert surprise(0.0) == math.inf
    assert cross_entropy((0.5, 0.5), (1.0, 0.0)) == math.inf
    assert kl((0.5, 0.5), (1.0, 0.0)) == math.inf


@settings(deadline=None, max_examples=30)  # the first query of a process loads the engine
@given(pairs())
def test_sequences_arrays_and_columns_agree(pair):
    p, q = pair
    table = pl.DataFrame({"p": p, "q": q})
    for function, columns in ((entropy, "p"), (cross_entropy, "pq"), (kl, "pq")):
        expected = function(*({"p": p, "q": q}[c] for c in columns))
        close = pytest.approx(expected, rel=1e-13, abs=1e-16)
        assert function(*(np.array({"p": p, "q": q}[c]) for c in columns)) == close
        assert function(*(list({"p": p, "q": q}[c]) for c in columns)) == close
        assert table.select(function(*map(pl.col, columns))).item() == close


@pytest.mark.parametrize("function", [cross_entropy, kl])
@pytest.mark.parametrize("kind", [tuple, list, np.array])
def test_different_lengths_are_refused(function, kind):
    with pytest.raises(ValueError, match=r"p has 2 probabilities and q has 1;"):
        function(kind([0.5, 0.5]), kind([1.0]))
