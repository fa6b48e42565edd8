"""Geometric: how many trials fail before the first success.

log p(x) = log θ + x·log(1 − θ)      [nats]

Support      x ∈ {0, 1, 2, …}: failures. Data that count trials, from 1 up, are read with start = 1
Parameters   theta ∈ (0, 1]
Statistic    x
Maximum      θ̂ = 1/(1 + mean)
Exists       always; on the edge theta = 1 when every count is 0
Accuracy     log p 2.2e-16, cdf 2.3e-16 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller)
Source       Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions, 3rd ed., ch. 5
"""

from likely.formulas.elementary import (
    INFINITY,
    Value,
    ceil,
    exp,
    expm1,
    floor,
    log,
    log1p,
    total,
    where,
    xlog1py,
)
from likely.formulas.maximum import BOUNDARY, INTERIOR, NOT_ATTAINED, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (Parameter("theta", "θ", "probability of success", 0.0, 1.0, closed_high=True),)
DISCRETE = True
SUPPORT = "whole numbers from 0 up"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x >= 0) & (x < INFINITY) & (x % 1 == 0)


def summary_of_counts(columns: Value, weights: Value, n: float) -> tuple[float]:
    """The mean number of failures."""
    return (total([x * (w / n) for x, w in zip(columns[0], weights)]),)


def log_prob(x: Value, theta: Value) -> Value:
    """log p(x), in nats."""
    return log(theta) + xlog1py(x, -theta)


def log_likelihood(n: Value, mean: Value, theta: Value) -> Value:
    """log L(θ) in nats, of n counts with this mean."""
    return n * log_prob(mean, theta)


def cdf(x: Value, theta: Value) -> Value:
    """P(X ≤ x)."""
    return where(x < 0, 0.0, -expm1((floor(where(x < 0, 0.0, x)) + 1) * log1p(-theta)))


def quantile(p: Value, theta: Value) -> Value:
    """The smallest x with P(X ≤ x) ≥ p."""
    x = ceil(log1p(-p) / log1p(-theta) - 1)
    x = where(x > 0, x, 0.0)
    return where(cdf(x - 1, theta) >= p, where(x > 0, x - 1, 0.0), where(cdf(x, theta) < p, x + 1, x))


def mle(mean: Value) -> tuple[Value]:
    """One success in 1 + mean trials."""
    return (1 / (1 + mean),)


def maximum(n: float, mean: float, closed: bool = True) -> Maximum:
    """The maximum of the likelihood of n counts with this mean."""
    if mean > 0:
        reason = "the log-likelihood is strictly concave, so 1/(1 + mean) is its only maximum"
        return Maximum(mle(mean), INTERIOR, reason)
    if closed:
        return Maximum(
            (1.0,),
            BOUNDARY,
            "every first trial succeeded, so the likelihood is largest on the edge theta = 1",
        )
    reason = (
        "no maximum: every first trial succeeded, so the likelihood rises all the way as theta → 1, "
        "and the supremum is 0 nats"
    )
    return Maximum((1.0,), NOT_ATTAINED, reason)


def edge_interval(n: float, mean: float, level: float) -> tuple[float, float]:
    """Exact one-sided interval when every count is 0: it ends where n first successes have probability 1
    − level.
    """
    return exp(log(1 - level) / n), 1.0 + 0.0 * mean


def score(x: Value, theta: Value) -> tuple[Value]:
    """Slope of log p(x) in theta."""
    return (1 / theta - x / (1 - theta),)


def information(theta: Value) -> tuple[tuple[Value]]:
    """Fisher information of one count."""
    return ((1 / (theta * theta * (1 - theta)),),)


def entropy(theta: Value) -> Value:
    """H in nats."""
    return -(log(theta) + xlog1py(1 - theta, -theta) / theta)


def kl(p: tuple[Value], q: tuple[Value]) -> Value:
    """KL(p‖q) between two geometrics, in nats."""
    return log(p[0] / q[0]) + (1 - p[0]) / p[0] * (log1p(-p[0]) - log1p(-q[0]))


def sample(uniform: Value, theta: Value) -> Value:
    """One draw for each uniform number in [0, 1)."""
    return quantile(uniform, theta)
