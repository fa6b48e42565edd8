"""The softmax's formulas: values against 50 digits, the gradient against differences."""

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from likely.formulas.families import bernoulli, logistic, normal
from likely.formulas.models import softmax, threshold

LOGITS = st.lists(st.floats(-700, 700), min_size=2, max_size=6)


@given(LOGITS)
@settings(max_examples=40, deadline=None)
def test_log_probs_are_exact(logits):
    with mpmath.workdps(60):
        whole = mpmath.log(mpmath.fsum(mpmath.exp(mpmath.mpf(x)) for x in logits))
        truth = [float(x - whole) for x in logits]
    assert softmax.log_probs(logits) == pytest.approx(truth, rel=1e-14, abs=4e-13)
    assert math.fsum(softmax.probs(logits)) == pytest.approx(1, abs=1e-12)


@given(st.lists(st.floats(-20, 20), min_size=3, max_size=3), st.integers(0, 2))
@settings(max_examples=30, deadline=None)
def test_the_gradient_is_the_slope_of_the_loss(logits, happened):
    y = [1.0 if k == happened else 0.0 for k in range(3)]
    slope = softmax.gradient(y, logits)
    p = softmax.probs(logits)
    for k in range(3):
        up, down = ([x + h * (j == k) for j, x in enumerate(logits)] for h in (1e-5, -1e-5))
        assert slope[k] == pytest.approx((softmax.loss(y, up) - softmax.loss(y, down)) / 2e-5, abs=1e-8)
        for j in range(3):
            bend = (softmax.gradient(y, up)[j] - softmax.gradient(y, down)[j]) / 2e-5
            assert softmax.curvature(p, j, k) == pytest.approx(bend, abs=1e-8)


def test_a_class_that_cannot_happen():
    assert softmax.probs([0.0, -math.inf]) == [1.0, 0.0]
    assert softmax.loss([1.0, 0.0], [0.0, -math.inf]) == 0
    assert softmax.loss([0.0, 1.0], [0.0, -math.inf]) == math.inf


def test_arrays_are_rows():
    rng = np.random.default_rng(0)
    logits = [rng.normal(size=5) for _ in range(3)]
    y = [np.array([1.0, 0, 0, 0, 1]), np.array([0.0, 1, 0, 0, 0]), np.array([0.0, 0, 1, 1, 0])]
    together = softmax.log_prob(y, logits)
    for i in range(5):
        alone = softmax.log_prob([float(one[i]) for one in y], [float(one[i]) for one in logits])
        assert together[i] == pytest.approx(alone, rel=1e-14)


@pytest.mark.parametrize("noise", [logistic, normal])
@pytest.mark.parametrize("eta", [-3.0, 0.0, 0.7, 2.0])
def test_a_threshold_is_the_bernoulli_of_its_probability(noise, eta):
    theta = noise.cdf(eta, 0.0, 1.0)
    for y in (0.0, 1.0):
        assert threshold.log_bernoulli(noise, y, eta) == pytest.approx(
            bernoulli.log_prob(y, theta), rel=1e-12
        )
    assert threshold.log_inside(noise, -1.0, eta + 9) == pytest.approx(
        math.log(noise.cdf(eta + 9, 0.0, 1.0) - noise.cdf(-1.0, 0.0, 1.0)), rel=1e-12
    )
