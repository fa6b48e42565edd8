"""Poisson: how many events happen in a fixed stretch, if they come independently at a steady rate.

log p(x) = x·log λ − λ − log x!      [nats]

Support      x ∈ {0, 1, 2, …}
Parameters   rate ∈ [0, ∞), events per stretch; on request the open interval
Statistic    x   (a histogram of the counts, so that log x! is added once per distinct count)
Maximum      λ̂ = the mean
Exists       on [0, ∞) always, on its edge when every count is 0; on (0, ∞) iff some count is above 0
Accuracy     log p 4.7e-15, cdf 3.0e-13 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller)
Source       Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions, 3rd ed., ch. 4
"""

from likely.formulas.elementary import INFINITY, Value, exp, floor, log, log_less, total, where
from likely.formulas.gamma_functions import log_gamma_upper, stirling_error
from likely.formulas.inverse import whole_quantile
from likely.formulas.maximum import BOUNDARY, INTERIOR, NOT_ATTAINED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.special import HALF_LOG_2PI

PARAMETERS = (Parameter("rate", "λ", "expected number of events", 0.0, INFINITY, closed_low=True),)
DISCRETE = True
SUPPORT = "whole numbers from 0 up"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x >= 0) & (x < INFINITY) & (x % 1 == 0)


def summary_of_counts(columns: Value, weights: Value, n: float) -> tuple[float]:
    """The mean count."""
    return (total([x * (w / n) for x, w in zip(columns[0], weights)]),)


def log_prob(x: Value, rate: Value) -> Value:
    """log p(x), in nats. Around its mode the large parts x·log rate, rate and log x! are cancelled by
    hand.
    """
    inside = x > 0
    above = where(inside, x, 1.0)
    some = rate > 0
    lam = where(some, rate, 1.0)
    away = log_less((lam - above) / above, log(lam) - log(above))
    value = above * away - stirling_error(above) - 0.5 * log(above) - HALF_LOG_2PI
    return where(inside, where(some, value, -INFINITY), where(x == 0, -rate, -INFINITY))


def cdf(x: Value, rate: Value) -> Value:
    """P(X ≤ x)."""
    return where(x < 0, 0.0, exp(log_gamma_upper(floor(where(x < 0, 0.0, x)) + 1.0, rate)))


def quantile(p: Value, rate: Value) -> Value:
    """The smallest x with P(X ≤ x) ≥ p."""
    return whole_quantile(p, lambda x: cdf(x, rate), rate)


def mle(mean: Value) -> tuple[Value]:
    """The mean count."""
    return (mean,)


def maximum(n: float, mean: float, closed: bool = True) -> Maximum:
    """The maximum of the likelihood of n counts with this mean."""
    if mean > 0:
        return Maximum(
            (mean,), INTERIOR, "the log-likelihood is strictly concave, so the mean is its only maximum"
        )
    if closed:
        return Maximum(
            (0.0,), BOUNDARY, "every count is 0, so the likelihood is largest on the edge rate = 0"
        )
    reason = (
        "no maximum: every count is 0, so the likelihood rises all the way as rate → 0, "
        "and the supremum is 0 nats"
    )
    return Maximum((0.0,), NOT_ATTAINED, reason)


def edge_interval(n: float, mean: float, level: float) -> tuple[float, float]:
    """Exact one-sided interval when every count is 0: it ends where n zeros have probability 1 − level."""
    return 0.0 * mean, -log(1 - level) / n


def score(x: Value, rate: Value) -> tuple[Value]:
    """Slope of log p(x) in the rate."""
    return (x / rate - 1,)


def information(rate: Value) -> tuple[tuple[Value]]:
    """Fisher information of one count."""
    return ((1 / rate,),)


def entropy(rate: Value) -> Value:
    """Entropy in nats, summed term by term; above 1e4 by its expansion. Source: Evans & Boersma 1988."""
    if rate > 1e4:
        r = 1 / rate
        return 0.5 + HALF_LOG_2PI + 0.5 * log(rate) - r * (1 / 12 + r * (1 / 24 + r * 19 / 360))
    if rate == 0:
        return 0.0
    terms = []
    x, log_p = 0.0, -rate
    while x <= rate or log_p > -46.0 - log(rate + 1):
        terms.append(-exp(log_p) * log_p)
        x += 1
        log_p = log_prob(x, rate)
    return total(terms)


def kl(p: tuple[Value], q: tuple[Value]) -> Value:
    """KL(p‖q) between two Poissons, in nats."""
    return -p[0] * log_less((q[0] - p[0]) / p[0], log(q[0]) - log(p[0]))


def sample(uniform: Value, rate: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, rate)
