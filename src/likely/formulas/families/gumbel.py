"""Gumbel: the largest of many independent values.

log p(x) = −z − e^−z − log scale,  z = (x − loc)/scale      [nats]

Support      every real number
Parameters   loc and scale > 0, in the unit of x
Statistic    none that is finite: each step sums e^−z with its derivatives
Maximum      Newton in (loc, log scale)
Exists       iff the observations are not all equal; else the likelihood grows without bound as scale → 0
Accuracy     log p 7.2e-15, cdf 3.3e-13 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); score below 1e-7 standard errors at the maximum
Source       Johnson, Kotz & Balakrishnan 1995, vol. 2, ch. 22
"""

from likely.formulas.elementary import INFINITY, Value, exp, expm1, log
from likely.formulas.facts import Facts
from likely.formulas.gamma_functions import lgamma
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("loc", "μ", "mode"),
    Parameter("scale", "β", "width", 0.0),
)
DISCRETE = False
SUPPORT = "finite numbers"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


ITERATIVE = True
UNIQUE = "the log-likelihood is concave in (loc/scale, 1/scale), so its stationary point is the only maximum"
CENSORED_UNIQUE = UNIQUE


def log_prob(x: Value, loc: Value, scale: Value) -> Value:
    """log p(x), in nats."""
    z = (x - loc) / scale
    return -z - exp(-z) - log(scale)


def log_cdf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X ≤ x)."""
    return -exp((loc - x) / scale)


def log_sf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X > x)."""
    return log(-expm1(-exp((loc - x) / scale)))


def cdf(x: Value, loc: Value, scale: Value) -> Value:
    """P(X ≤ x)."""
    return exp(log_cdf(x, loc, scale))


def quantile(p: Value, loc: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return loc - scale * log(-log(p))


def maximum(facts: Facts) -> Maximum:
    """Where to start, from mean and standard deviation; or that there is no maximum."""
    if facts.high > facts.low:
        scale = facts.sd * 0.7796968012336761  # √6/π
        return Maximum((facts.mean - 0.5772156649015329 * scale, scale), INTERIOR, UNIQUE)
    what = f"all {facts.n:g} observations equal" if facts.n != 1 else "the only observation is"
    reason = (
        f"no maximum: {what} {facts.low:g}, so the likelihood grows without bound as scale → 0 "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((facts.low, 0.0), UNBOUNDED, reason)


def score(x: Value, loc: Value, scale: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in loc and in scale."""
    z = (x - loc) / scale
    lack = -expm1(-z)  # 1 − e^−z
    return lack / scale, (z * lack - 1) / scale


def entropy(loc: Value, scale: Value) -> Value:
    """Differential entropy, in nats."""
    return log(scale) + 1.5772156649015329 + 0.0 * loc


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two Gumbels, each (loc, scale), in nats."""
    ratio = p[1] / q[1]
    away = (p[0] - q[0]) / q[1]
    return away - log(ratio) + 0.5772156649015329 * (ratio - 1) + expm1(lgamma(1 + ratio) - away)


def sample(uniform: Value, loc: Value, scale: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, loc, scale)
