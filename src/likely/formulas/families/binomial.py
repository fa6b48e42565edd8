"""Binomial: how many of a known number of trials succeed.

log p(x) = log C(trials, x) + x·log θ + (trials − x)·log(1 − θ)      [nats]

Support      x ∈ {0, …, trials}
Parameters   theta ∈ [0, 1]; `trials` is known, for all counts or for each
Statistic    x and trials
Maximum      θ̂ = all successes / all trials
Exists       on [0, 1] always, on its edge when every trial failed or every trial succeeded;
             on (0, 1) iff neither
Accuracy     log p 1.8e-13, cdf 2.8e-14 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller)
Source       Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions, 3rd ed., ch. 3
"""

from likely.formulas.elementary import (
    INFINITY,
    Value,
    exp,
    expm1,
    log,
    log1p,
    log_less,
    total,
    where,
    xlog1py,
    xlogy,
)
from likely.formulas.gamma_functions import stirling_error
from likely.formulas.inverse import sum_up_to, whole_quantile
from likely.formulas.maximum import BOUNDARY, INTERIOR, NOT_ATTAINED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.special import HALF_LOG_2PI

PARAMETERS = (Parameter("theta", "θ", "probability of success", 0.0, 1.0, closed_low=True, closed_high=True),)
CONSTANTS = ("trials",)
DISCRETE = True
SUPPORT = "whole numbers from 0 up"


def support(x: Value) -> Value:
    """True where x can happen, whatever the number of trials."""
    return (x >= 0) & (x < INFINITY) & (x % 1 == 0)


def summary_of_counts(columns: Value, weights: Value, n: float, trials: float = 0.0) -> tuple[float, float]:
    """The proportion of successes, and how many trials there were in all."""
    made = total([t * w for t, w in zip(columns[1], weights)]) if len(columns) == 2 else n * trials
    return (total([x * w for x, w in zip(columns[0], weights)]) / made if made else 0.0), made


def log_prob(x: Value, theta: Value, trials: Value) -> Value:
    """log p(x), in nats: −∞ unless 0 ≤ x ≤ trials. Stirling's large parts are cancelled by hand."""
    failed = trials - x
    mixed = (x > 0) & (failed > 0)
    a, b = where(mixed, x, 1.0), where(mixed, failed, 1.0)
    n = a + b
    away = n * theta - a
    left = a * log_less(away / a, log(n) + log(theta) - log(a))
    right = b * log_less(-away / b, log(n) + log1p(-theta) - log(b))
    errors = stirling_error(n) - stirling_error(a) - stirling_error(b)
    inside = errors + left + right + 0.5 * (log(n) - log(a) - log(b)) - HALF_LOG_2PI
    none, every = where(x == 0, trials, 0.0), where(failed == 0, trials, 0.0)
    edge = where((x < 0) | (failed < 0), -INFINITY, xlog1py(none, -theta) + xlogy(every, theta))
    return where(mixed, inside, edge)


def cdf(x: Value, theta: Value, trials: Value) -> Value:
    """P(X ≤ x), added up from 0."""
    return sum_up_to(x, lambda k: exp(log_prob(k, theta, trials)))


def quantile(p: Value, theta: Value, trials: Value) -> Value:
    """The smallest x with P(X ≤ x) ≥ p."""
    return whole_quantile(p, lambda x: cdf(x, theta, trials), trials * theta)


def mle(p_hat: Value) -> tuple[Value]:
    """The proportion of successes."""
    return (p_hat,)


def maximum(n: float, p_hat: float, made: float, closed: bool = True) -> Maximum:
    """The maximum of the likelihood of n counts, from `made` trials in all."""
    if 0 < p_hat < 1:
        reason = "the log-likelihood is strictly concave, so the observed proportion is its only maximum"
        return Maximum((p_hat,), INTERIOR, reason)
    happened = "succeeded" if p_hat else "failed"
    if closed:
        reason = f"all {made:g} trials {happened}, so the likelihood is largest on the edge theta = {p_hat:g}"
        return Maximum((p_hat,), BOUNDARY, reason)
    reason = (
        f"no maximum: every trial {happened}, so the likelihood of these {n:g} counts rises all the way as "
        f"theta → {p_hat:g}, and the supremum is 0 nats"
    )
    return Maximum((p_hat,), NOT_ATTAINED, reason)


def edge_interval(n: Value, p_hat: Value, made: Value, level: Value) -> tuple[Value, Value]:
    """Exact one-sided interval on the edge: it ends where the outcome has probability 1 − level."""
    reach = -expm1(log(1 - level) / made) + 0.0 * n
    return where(p_hat == 0, 0.0, 1 - reach), where(p_hat == 0, reach, 1.0)


def score(x: Value, theta: Value, trials: Value) -> tuple[Value]:
    """Slope of log p(x) in theta."""
    return ((x - trials * theta) / (theta * (1 - theta)),)


def information(theta: Value, trials: Value) -> tuple[tuple[Value]]:
    """Fisher information of one count."""
    return ((trials / (theta * (1 - theta)),),)


def kl(p: tuple[Value], q: tuple[Value], trials: Value) -> Value:
    """KL(p‖q) between two binomials with as many trials, in nats."""
    return trials * (p[0] * log(p[0] / q[0]) + (1 - p[0]) * (log1p(-p[0]) - log1p(-q[0])))


def sample(uniform: Value, theta: Value, trials: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, theta, trials)
