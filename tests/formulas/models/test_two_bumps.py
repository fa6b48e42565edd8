"""Two bumps and one normal, against quadrature."""

import math

import pytest
from scipy import integrate, stats

from likely.formulas.families import normal
from likely.formulas.models import two_bumps

SHAPES = [(0.5, -2.0, 2.0, 0.6), (0.9, -1.0, 3.0, 0.5), (0.3, -0.4, 0.4, 1.0)]


def density(shape):
    share, left, right, width = shape
    return lambda x: share * stats.norm.pdf(x, left, width) + (1 - share) * stats.norm.pdf(x, right, width)


@pytest.mark.parametrize("shape", SHAPES)
def test_moments_and_entropy(shape):
    p = density(shape)
    mean = integrate.quad(lambda x: x * p(x), -12, 12, points=[shape[1], shape[2]])[0]
    square = integrate.quad(lambda x: (x - mean) ** 2 * p(x), -12, 12, points=[shape[1], shape[2]])[0]
    own = integrate.quad(lambda x: -p(x) * math.log(p(x)), shape[1] - 6, shape[2] + 6, limit=200)[0]
    assert two_bumps.mean(*shape[:3]) == pytest.approx(mean, abs=1e-9)
    assert two_bumps.sd(*shape) == pytest.approx(math.sqrt(square), rel=1e-9)
    assert two_bumps.entropy(*shape) == pytest.approx(own, abs=1e-7)
    assert math.exp(two_bumps.log_prob(0.3, *shape)) == pytest.approx(p(0.3), rel=1e-13)


@pytest.mark.parametrize("mu", [-2.0, 0.0, 1.3])
@pytest.mark.parametrize("sigma", [0.4, 1.0, 2.0])
@pytest.mark.parametrize("shape", SHAPES)
def test_both_directions_are_never_negative_and_match_quadrature(shape, mu, sigma):
    q = stats.norm(mu, sigma)

    def gap(x):
        return q.pdf(x) * (q.logpdf(x) - two_bumps.log_prob(x, *shape))

    reverse = integrate.quad(gap, mu - 9 * sigma, mu + 9 * sigma, limit=400)[0]
    assert two_bumps.reverse(*shape, mu, sigma) == pytest.approx(reverse, abs=1e-7)
    assert two_bumps.reverse(*shape, mu, sigma) > 0
    assert two_bumps.forward(*shape, mu, sigma) > 0


def test_where_both_bumps_are_one_the_normal_formula_holds():
    for mu, sigma in ((0.0, 1.0), (1.5, 0.7), (-2.0, 2.5)):
        one = (0.5, -1e-9, 1e-9, 1.0)
        own = normal.kl((0.0, 1.0), (mu, sigma))
        assert two_bumps.forward(0.5, -0.001, 0.001, 1.0, mu, sigma) == pytest.approx(own, abs=1e-5)
        assert two_bumps.sd(*one) == pytest.approx(1.0)
