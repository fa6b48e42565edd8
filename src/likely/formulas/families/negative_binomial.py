"""Negative binomial: counts more spread than Poisson's, as when the rate itself varies like a gamma.

log p(x) = log Γ(x + size) − log Γ(size) − log x! + size·log(size/(size + μ)) + x·log(μ/(size + μ))
[nats]

Support      x ∈ {0, 1, 2, …}
Parameters   size > 0, the shape of the mixing gamma (size → ∞ is Poisson);  mu ≥ 0, the mean
Statistic    a histogram of the counts
Maximum      μ̂ = the mean, whatever the size; size by Newton in its logarithm
Exists       iff the variance (divided by n) is above the mean; else size → ∞ and the limit is Poisson
Accuracy     log p 1.7e-13, cdf 4.6e-14 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller)
Source       Anscombe 1950, Biometrika 37, 358; Simonsen 1976, Scand. Actuarial J., 166 (existence,
             uniqueness)
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, log1p, total, where
from likely.formulas.families import poisson
from likely.formulas.inverse import sum_up_to, whole_quantile
from likely.formulas.maximum import BOUNDARY, INTERIOR, NOT_ATTAINED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.special import log_binomial

PARAMETERS = (
    Parameter("size", "r", "shape of the mixing gamma", 0.0),
    Parameter("mu", "μ", "mean", 0.0, INFINITY, closed_low=True),
)
DISCRETE = True
ITERATIVE = True
SUPPORT = "whole numbers from 0 up"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x >= 0) & (x < INFINITY) & (x % 1 == 0)


def summary_of_counts(columns: Value, weights: Value, n: float) -> tuple[float, float, float]:
    """Mean and variance of the counts, and the log-likelihood of the Poisson limit."""
    values = [float(x) for x in columns[0]]
    mean = total([x * (w / n) for x, w in zip(values, weights)])
    variance = total([(x - mean) * (x - mean) * (w / n) for x, w in zip(values, weights)])
    limit = total([w * poisson.log_prob(x, mean) for x, w in zip(values, weights)])
    return mean, variance, limit


def log_prob(x: Value, size: Value, mu: Value) -> Value:
    """log p(x), in nats.

    C(x + size − 1, x) = size/(x + size)·C(x + size, x), and what is left of the rest is small where the
    parts are large: with the observed mean in place of mu every term is of the order of x.
    """
    ways = log_binomial(x + size, x) - log1p(x / size)
    some = mu > 0
    m = where(some, mu, 1.0)
    seen = x > 0
    failed = where(seen, x, 1.0)
    spread = ways + where(seen, failed * (log(m) - log(size + m)), 0.0) - size * log1p(m / size)
    return where(some, spread, where(x == 0, 0.0, -INFINITY))


def cdf(x: Value, size: Value, mu: Value) -> Value:
    """P(X ≤ x), added up from 0."""
    return sum_up_to(x, lambda k: exp(log_prob(k, size, mu)))


def quantile(p: Value, size: Value, mu: Value) -> Value:
    """The smallest x with P(X ≤ x) ≥ p."""
    return whole_quantile(p, lambda x: cdf(x, size, mu), mu + mu * mu / size)


def maximum(n: float, mean: float, variance: float, limit: float, closed: bool = True) -> Maximum:
    """Where to start, or the Poisson limit if the counts are not over-dispersed."""
    if mean == 0:
        verdict = BOUNDARY if closed else NOT_ATTAINED
        return Maximum(
            (INFINITY, 0.0), verdict, "every count is 0: the likelihood is largest at mu = 0, for every size"
        )
    if variance > mean * (1 + 1e-14):
        reason = (
            f"the variance {variance:.6g} is above the mean {mean:.6g}, so the profile "
            "likelihood of size has one maximum"
        )
        return Maximum((mean * mean / (variance - mean), mean), INTERIOR, reason)
    reason = (
        f"no maximum: size → ∞, since the variance {variance:.6g} of the {n:g} counts is not "
        "above their mean; the "
        f"limit is Poisson with rate {mean:.6g}, supremum {limit:.7g} nats"
    )
    return Maximum((INFINITY, mean), NOT_ATTAINED, reason)


def supremum(n: float, mean: float, variance: float, limit: float, maximum: Maximum) -> float:
    """The log-likelihood of the Poisson limit."""
    return limit + 0.0 * (n + mean + variance + len(maximum))


def sample(uniform: Value, size: Value, mu: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, size, mu)
