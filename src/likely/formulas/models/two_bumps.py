"""Two bumps and one normal: what it costs to describe the first by the second, in both directions.

p(x) = share·normal(x; left, width) + (1 − share)·normal(x; right, width)
q(x) = normal(x; mu, sigma)

KL(p‖q) = H(p, q) − H(p)      H(p, q) needs only the mean and spread of p, since log q is a parabola
KL(q‖p) = H(q, p) − H(q)      H(q, p) is an integral without a closed form

Parameters   0 < share < 1;  left < right;  width, sigma > 0, all in the unit of x
Accuracy     the integrals are sums over equal steps, which for functions as smooth as these err by less
             than 1e-7 nats; against adaptive quadrature in tests/formulas/models
Source       Bishop 2006, Pattern Recognition and Machine Learning, §10.1.2; for the sums, Trefethen &
             Weideman 2014, SIAM Review 56, 385
"""

from likely.formulas.elementary import Value, exp, sqrt, total
from likely.formulas.families import gaussian_mixture, normal

REACH = 7.5  # widths on both sides beyond which nothing is left that counts


def log_prob(x: Value, share: Value, left: Value, right: Value, width: Value) -> Value:
    """log p(x), in nats."""
    return gaussian_mixture.log_prob(x, (share, 1 - share), (left, right), (width, width))


def mean(share: Value, left: Value, right: Value) -> Value:
    """The mean of p."""
    return share * left + (1 - share) * right


def sd(share: Value, left: Value, right: Value, width: Value) -> Value:
    """The standard deviation of p: the width of a bump, and the distance between the two."""
    return sqrt(width * width + share * (1 - share) * (right - left) * (right - left))


_known: dict[tuple[float, ...], float] = {}  # the last entropy: whoever moves q asks for it again and again


def entropy(share: float, left: float, right: float, width: float) -> float:
    """H(p), in nats: differential, so it depends on the unit of x."""
    key = (share, left, right, width)
    if key not in _known:
        _known.clear()
        _known[key] = _entropy(share, left, right, width)
    return _known[key]


def _entropy(share: float, left: float, right: float, width: float) -> float:
    low, high = left - REACH * width, right + REACH * width
    steps = int((high - low) / _step(left, right, width, width)) + 1
    step = (high - low) / steps
    terms = []
    for i in range(steps + 1):
        told = log_prob(low + i * step, share, left, right, width)
        terms.append(exp(told) * told)
    return float(-step * total(terms))


def forward(share: float, left: float, right: float, width: float, mu: float, sigma: float) -> float:
    """KL(p‖q), in nats: what expecting the one normal costs when the two bumps are true."""
    expected = mean(share, left, right), sd(share, left, right, width)
    return float(-normal.log_likelihood(1, *expected, mu, sigma) - entropy(share, left, right, width))


def reverse(share: float, left: float, right: float, width: float, mu: float, sigma: float) -> float:
    """KL(q‖p), in nats: what expecting the two bumps costs when the one normal is true."""
    low, high = mu - REACH * sigma, mu + REACH * sigma
    steps = int((high - low) / _step(left, right, width, sigma)) + 1
    step = (high - low) / steps
    terms = []
    for i in range(steps + 1):
        x = low + i * step
        own = normal.log_prob(x, mu, sigma)
        terms.append(exp(own) * (own - log_prob(x, share, left, right, width)))
    return float(step * total(terms))


def _step(left: float, right: float, width: float, sigma: float) -> float:
    """Short beside the narrowest thing there is: a bump, the normal, or the bend of log p between bumps."""
    return min(width / 3, sigma / 3, 1.3 * width * width / (right - left))
