"""How sure k of n successes make us of θ: curvature, two intervals, and how often they hold the truth.

drop      log L(θ̂) − log L(θ) = n·KL(p̂‖θ)                the surprise above the smallest possible
likely    all θ whose drop is at most half a χ² quantile   1.92… at level 0.95
Wald      θ̂ ± z/√(n·I(θ̂))                                  the same of the parabola that touches at the peak

Source       Pawitan 2001, In All Likelihood, ch. 2; Brown, Cai & DasGupta 2001, Statistical Science 16, 101
"""

from likely.formulas import intervals
from likely.formulas.elementary import INFINITY, Value, exp, sqrt, total
from likely.formulas.families import bernoulli, binomial
from likely.formulas.inverse import likelihood_ratio_ends
from likely.formulas.special import chi_square_quantile_1


def drop(n: Value, p_hat: Value, theta: Value) -> Value:
    """log L(θ̂) − log L(θ), in nats: how much less likely θ makes the data than θ̂ does."""
    return n * bernoulli.kl(p_hat, theta)


def allowed_drop(level: Value) -> Value:
    """The drop at which an interval of this level ends, in nats: half a χ² quantile with one degree."""
    return 0.5 * chi_square_quantile_1(level)


def parabola(n: Value, p_hat: Value, theta: Value) -> Value:
    """½·n·I(θ̂)·(θ − θ̂)²: the drop as its curvature at the peak foretells it, in nats."""
    return 0.5 * n * bernoulli.information(p_hat) * (theta - p_hat) * (theta - p_hat)


def standard_error(n: Value, p_hat: Value) -> Value:
    """1/√(n·I(θ̂)), written so that it is 0 on the edge."""
    return sqrt(p_hat * (1 - p_hat) / n)


def wald_low(n: float, p_hat: float, level: float) -> float:
    """Lower end of the Wald interval. It may be below 0."""
    return intervals.wald(p_hat, standard_error(n, p_hat), level)[0]


def wald_high(n: float, p_hat: float, level: float) -> float:
    """Upper end of the Wald interval. It may be above 1."""
    return intervals.wald(p_hat, standard_error(n, p_hat), level)[1]


def likely_low(n: float, p_hat: float, level: float) -> float:
    """Lower end of the likelihood interval."""
    return _ends(n, p_hat, level)[0]


def likely_high(n: float, p_hat: float, level: float) -> float:
    """Upper end of the likelihood interval."""
    return _ends(n, p_hat, level)[1]


def _ends(n: float, p_hat: float, level: float) -> tuple[float, float]:
    if p_hat == 0:  # the peak is at the edge: only one side falls
        return 0.0, 1 - _ends(n, 1.0, level)[0]
    if p_hat == 1:
        return exp(-allowed_drop(level) / n), 1.0
    return likelihood_ratio_ends(lambda theta: _fallen(n, p_hat, theta), p_hat, level)


def _fallen(n: float, p_hat: float, theta: float) -> float:
    return -drop(n, p_hat, theta) if 0 < theta < 1 else -INFINITY


def coverage_wald(n: int, theta: float, level: float) -> float:
    """How often, over all that n tosses of a coin θ can do, its Wald interval holds θ."""
    return _coverage(n, theta, lambda p_hat: wald_low(n, p_hat, level) <= theta <= wald_high(n, p_hat, level))


def coverage_likely(n: int, theta: float, level: float) -> float:
    """The same for the likelihood interval."""
    return _coverage(n, theta, lambda p_hat: drop(n, p_hat, theta) <= allowed_drop(level))


def _coverage(n: int, theta: float, holds: Value) -> float:
    held = [exp(binomial.log_prob(k, theta, n)) for k in range(n + 1) if holds(k / n)]
    return float(total(held))
