"""Bernoulli: every line of its docstring."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from likely.formulas.elementary import INFINITY, exp
from likely.formulas.families import bernoulli
from likely.formulas.special import log_binomial

OPEN = st.floats(1e-12, 1 - 1e-12)
CLOSED = st.floats(0, 1, allow_subnormal=False)  # a subnormal number has too few digits to compare with


def test_the_worked_numbers():
    p = 14 / 20
    assert bernoulli.nll(p, 0.4) == pytest.approx(-(0.7 * math.log(0.4) + 0.3 * math.log(0.6)), rel=1e-15)
    assert round(bernoulli.nll(p, 0.4), 4) == 0.7947
    assert round(bernoulli.entropy(p), 4) == 0.6109
    assert round(bernoulli.kl(p, 0.4), 4) == 0.1838
    grid = [i / 100 for i in range(1, 100)]
    assert min(grid, key=lambda theta: bernoulli.nll(p, theta)) == 0.70


@given(CLOSED)
def test_probabilities_sum_to_one(theta):
    assert exp(bernoulli.log_prob(0.0, theta)) + exp(bernoulli.log_prob(1.0, theta)) == pytest.approx(
        1, abs=1e-15
    )


@given(CLOSED, CLOSED)
def test_nll_is_entropy_plus_kl(p_hat, theta):
    nll = bernoulli.nll(p_hat, theta)
    other = bernoulli.entropy(p_hat) + bernoulli.kl(p_hat, theta)
    assert nll == other or abs(nll - other) <= 1e-14 * max(1, nll)


@pytest.mark.parametrize(("p_hat", "theta"), [(0.5, 0.0), (0.5, 1.0), (1.0, 0.0), (0.0, 1.0), (0.01, 0.0)])
def test_what_the_model_rules_out_costs_infinitely_much(p_hat, theta):
    assert bernoulli.nll(p_hat, theta) == INFINITY
    assert bernoulli.kl(p_hat, theta) == INFINITY


@pytest.mark.parametrize("edge", [0.0, 1.0])
def test_certainty_that_comes_true_costs_nothing(edge):
    assert bernoulli.nll(edge, edge) == 0
    assert bernoulli.entropy(edge) == 0
    assert bernoulli.kl(edge, edge) == 0


@given(OPEN, OPEN)
def test_no_theta_does_better_than_the_observed_proportion(p_hat, theta):
    assert bernoulli.nll(p_hat, theta) >= bernoulli.nll(p_hat, bernoulli.mle(p_hat)) - 1e-15


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98))
def test_gradients_are_the_slopes(p_hat, theta):
    h = 1e-6
    slope = (bernoulli.nll(p_hat, theta + h) - bernoulli.nll(p_hat, theta - h)) / (2 * h)
    assert -bernoulli.score(p_hat, theta) == pytest.approx(slope, abs=1e-4)

    def at(logit):
        return bernoulli.nll(p_hat, 1 / (1 + math.exp(-logit)))

    z = bernoulli.logit(theta)
    slope = (at(z + h) - at(z - h)) / (2 * h)
    assert bernoulli.logit_gradient(p_hat, theta) == pytest.approx(slope, abs=1e-8)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), OPEN)
def test_sequence_and_count_differ_by_the_binomial_coefficient(counts, theta):
    n, k = counts
    p_hat = k / n
    difference = bernoulli.log_likelihood_of_count(n, p_hat, theta) - bernoulli.log_likelihood(
        n, p_hat, theta
    )
    assert difference == pytest.approx(math.log(math.comb(n, k)), abs=1e-11 * max(1, n))
    assert log_binomial(n, k) == pytest.approx(math.log(math.comb(n, k)), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("p_hat", "closed", "verdict"),
    [
        (0.7, True, "interior"), (0.7, False, "interior"), (1.0, True, "boundary"),
        (0.0, True, "boundary"), (1.0, False, "not_attained"), (0.0, False, "not_attained"),
    ],
)  # fmt: skip
def test_existence(p_hat, closed, verdict):
    maximum = bernoulli.maximum(20, p_hat, closed)
    assert (maximum.parameters, maximum.verdict) == ((p_hat,), verdict)
    assert ("supremum is 0 nats" in maximum.reason) == (verdict == "not_attained")


def test_support_and_the_rest_on_arrays():
    x = np.array([-1, 0, 0.5, 1, 2, np.nan])
    assert bernoulli.support(x).tolist() == [False, True, False, True, False, False]
    assert bernoulli.cdf(np.array([-0.5, 0, 0.5, 1]), 0.3).tolist() == [0, 0.7, 0.7, 1]
    assert bernoulli.quantile(np.array([0.0, 0.7, 0.71, 1.0]), 0.3).tolist() == [0, 0, 1, 1]
    draws = bernoulli.sample(np.linspace(0, 1, 1000, endpoint=False), 0.3)
    assert draws.mean() == pytest.approx(0.3)
    assert bernoulli.information(0.5) == 4
    assert bernoulli.PARAMETERS[0].interval() == "[0, 1]"
    assert bernoulli.PARAMETERS[0].opened().interval() == "(0, 1)"
    assert bernoulli.PARAMETERS[0].contains(1.0)
    assert not bernoulli.PARAMETERS[0].opened().contains(1.0)
