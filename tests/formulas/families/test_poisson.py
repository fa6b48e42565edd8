"""The entropy of a Poisson: a sum for small rates, a series for large ones."""

import math

import numpy as np
import pytest

from likely.formulas.families import poisson


@pytest.mark.parametrize("rate", [0.3, 60.0, 400.0, 9_990.0, 10_001.0])
def test_entropy_is_the_sum_that_defines_it(rate):
    logs = np.asarray(poisson.log_prob(np.arange(14_000.0), rate))
    assert poisson.entropy(rate) == pytest.approx(-math.fsum(np.exp(logs) * logs), rel=5e-13)
