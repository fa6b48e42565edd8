"""Exponential: waiting time for an event that comes at a steady rate and has no memory.

log p(x) = log λ − λ·x      [nats]

Support      x ≥ 0
Parameters   rate > 0, in 1/unit of x
Statistic    x   (in units of a scale near the data)
Maximum      λ̂ = 1/mean
Exists       iff some observation is above 0; else the likelihood grows without bound as λ → ∞
Accuracy     log p 5.1e-16, cdf 1.9e-16 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller)
Source       Johnson, Kotz & Balakrishnan 1994, Continuous Univariate Distributions, vol. 1, ch. 19
"""

from likely.formulas.elementary import INFINITY, Value, expm1, log, log1p, where
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.pivot import deviation_about

PARAMETERS = (Parameter("rate", "λ", "events per unit of x", 0.0),)
DISCRETE = False
SUPPORT = "numbers from 0 up"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x >= 0) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value]:
    """What the likelihood needs to know of an observation: itself."""
    return ((x - centre) / scale,)


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    return (deviation_about(n, totals[0], old[0], old[1], new[0], new[1]),)


def summary(sums: Value) -> tuple[Value]:
    """The mean of the data."""
    return (sums.centre + sums.scale * sums.mean[0],)


def log_prob(x: Value, rate: Value) -> Value:
    """log p(x), in nats: −∞ where x < 0."""
    return where(x >= 0, log(rate) - rate * x, -INFINITY)


def cdf(x: Value, rate: Value) -> Value:
    """P(X ≤ x)."""
    return where(x > 0, -expm1(-rate * x), 0.0)


def log_cdf(x: Value, rate: Value) -> Value:
    """log P(X ≤ x), for x > 0."""
    return log(-expm1(-rate * x))


def log_sf(x: Value, rate: Value) -> Value:
    """log P(X > x)."""
    return where(x > 0, -rate * x, 0.0)


def quantile(p: Value, rate: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return -log1p(-p) / rate


def log_likelihood(n: Value, mean: Value, rate: Value) -> Value:
    """log L(λ) in nats, of n observations with this mean."""
    return n * (log(rate) - rate * mean)


def mle(mean: Value) -> tuple[Value]:
    """One event per mean waiting time."""
    return (1 / mean,)


def maximum(n: float, mean: float) -> Maximum:
    """The maximum of the likelihood of n observations with this mean."""
    if mean > 0:
        return Maximum(
            mle(mean), INTERIOR, "the log-likelihood is strictly concave, so 1/mean is its only maximum"
        )
    reason = (
        f"no maximum: all {n:g} observations are 0, so the likelihood grows without bound as rate → ∞ "
        "(the limit is a point mass at 0); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((INFINITY,), UNBOUNDED, reason)


def score(x: Value, rate: Value) -> tuple[Value]:
    """Slope of log p(x) in the rate."""
    return (1 / rate - x,)


def information(rate: Value) -> tuple[tuple[Value]]:
    """Fisher information of one observation."""
    return ((1 / (rate * rate),),)


def entropy(rate: Value) -> Value:
    """Differential entropy, in nats: it depends on the unit of x."""
    return 1 - log(rate)


def kl(p: tuple[Value], q: tuple[Value]) -> Value:
    """KL(p‖q) between two exponentials, in nats."""
    ratio = q[0] / p[0]
    return ratio - 1 - log(ratio)


def sample(uniform: Value, rate: Value) -> Value:
    """One draw for each uniform number in [0, 1)."""
    return quantile(uniform, rate)
