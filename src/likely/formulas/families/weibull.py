"""Weibull: time to failure when the risk rises or falls as a power of time.

log p(x) = log shape − log scale + (shape − 1)·log(x/scale) − (x/scale)^shape      [nats]

Support      x > 0
Parameters   shape > 0;  scale > 0, in the unit of x
Statistic    none that is finite: each step sums (x/scale)^shape with its derivatives
Maximum      Newton in (log shape, log scale) from the moments of log x
Exists       iff the observations are not all equal (with censoring: unless every failure is at one time that
             no censored unit outlives); else the likelihood grows without bound as shape → ∞
Accuracy     log p 8.7e-14, cdf 7.5e-14 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); score below 1e-7 standard errors at the maximum
Source       Farnum & Booth 1997, IEEE Trans. Reliability 46, 523 (existence, uniqueness)
"""

from likely.formulas.elementary import INFINITY, Value, exp, expm1, log, log1p, where
from likely.formulas.facts import Facts
from likely.formulas.gamma_functions import lgamma
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("shape", "k", "how the risk changes: it falls below 1 and rises above", 0.0),
    Parameter("scale", "λ", "time by which 63 % have failed", 0.0),
)
DISCRETE = False
SUPPORT = "numbers above 0"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > 0) & (x < INFINITY)


ITERATIVE = True
LOGARITHMIC = True  # its theorem wants facts about log x
UNIQUE = "the profile log-likelihood of the shape has exactly one maximum (Farnum & Booth 1997)"
CENSORED_UNIQUE = UNIQUE


def log_prob(x: Value, shape: Value, scale: Value) -> Value:
    """log p(x), in nats: −∞ where x ≤ 0."""
    inside = x > 0
    x = where(inside, x, 1.0)
    y = shape * log(x / scale)
    return where(inside, log(shape) + y - exp(y) - log(x), -INFINITY)


def cdf(x: Value, shape: Value, scale: Value) -> Value:
    """P(X ≤ x)."""
    inside = x > 0
    return where(inside, -expm1(log_sf(where(inside, x, 1.0), shape, scale)), 0.0)


def log_cdf(x: Value, shape: Value, scale: Value) -> Value:
    """log P(X ≤ x), for x > 0."""
    return log(-expm1(log_sf(x, shape, scale)))


def log_sf(x: Value, shape: Value, scale: Value) -> Value:
    """log P(X > x)."""
    inside = x > 0
    return where(inside, -exp(shape * log(where(inside, x, 1.0) / scale)), 0.0)


def quantile(p: Value, shape: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return scale * exp(log(-log1p(-p)) / shape)


def maximum(facts: Facts) -> Maximum:
    """Where to start, from the mean and standard deviation of log x; or that there is no maximum."""
    if facts.high > facts.low:
        shape = 1.2825498301618641 / facts.sd  # π/√6
        return Maximum((shape, exp(facts.mean + 0.5772156649015329 / shape)), INTERIOR, UNIQUE)
    what = f"all {facts.n:g} observations equal" if facts.n != 1 else "the only observation is"
    reason = (
        f"no maximum: {what} {exp(facts.low):g}, so the likelihood grows without bound as shape → ∞ "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((INFINITY, exp(facts.low)), UNBOUNDED, reason)


def score(x: Value, shape: Value, scale: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in shape and in scale."""
    turn = log(x / scale)
    lack = -expm1(shape * turn)  # 1 − (x/scale)^shape
    return 1 / shape + turn * lack, -shape / scale * lack


def entropy(shape: Value, scale: Value) -> Value:
    """Differential entropy, in nats."""
    return 0.5772156649015329 * (1 - 1 / shape) + log(scale / shape) + 1


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two Weibulls, each (shape, scale), in nats. Bauckhage 2013."""
    k, ratio = q[0] / p[0], log(p[1] / q[1])
    power = exp(q[0] * ratio + lgamma(k + 1))
    return log(p[0] / q[0]) - q[0] * ratio - 0.5772156649015329 * (1 - k) + power - 1


def sample(uniform: Value, shape: Value, scale: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, shape, scale)
