"""Half-normal: the size of a normal error, its sign forgotten.

log p(x) = ½·log(2/π) − log sigma − ½·(x/sigma)²      [nats]

Support      x ≥ 0
Parameters   sigma > 0, in the unit of x: that of the normal before its sign is lost
Statistic    x²   (scaled: (x/scale)²)
Maximum      sigma² = the mean of x²
Exists       iff some observation is above 0; else the likelihood grows without bound as sigma → 0
Accuracy     log p 5.0e-16, cdf 3.5e-16 against mpmath (tests/reference/families.json); sigma to a few units
             in the last place
Source       Johnson, Kotz & Balakrishnan 1994, vol. 1, ch. 13.10 (the folded normal at 0)
"""

from likely.formulas.elementary import INFINITY, Value, exp, expm1, log, sqrt, where
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.normal_functions import log_normal_cdf
from likely.formulas.parameters import Parameter
from likely.formulas.special import HALF_LOG_2PI, normal_quantile

PARAMETERS = (Parameter("sigma", "σ", "root mean square", 0.0),)
DISCRETE = False
SUPPORT = "numbers from 0 up"
LOG_2 = 0.6931471805599453


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x >= 0) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value]:
    """What the likelihood needs to know of an observation, in a unit near the data."""
    size = _unit(centre, scale)
    return ((x / size) * (x / size),)


def _unit(centre: float, scale: float) -> float:
    return scale if scale >= abs(centre) else abs(centre)


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    ratio = _unit(old[0], old[1]) / _unit(new[0], new[1])
    return (totals[0] * ratio * ratio,)


def summary(sums: Value) -> tuple[Value]:
    """The root mean square."""
    return (_unit(sums.centre, sums.scale) * sqrt(sums.mean[0]),)


def log_prob(x: Value, sigma: Value) -> Value:
    """log p(x), in nats: −∞ where x < 0."""
    inside = x >= 0
    z = where(inside, x, 0.0) / sigma
    return where(inside, LOG_2 - HALF_LOG_2PI - log(sigma) - 0.5 * z * z, -INFINITY)


def log_likelihood(n: Value, size: Value, sigma: Value) -> Value:
    """log L(sigma) in nats, of n observations with this root mean square."""
    z = size / sigma
    return n * (LOG_2 - HALF_LOG_2PI - log(sigma) - 0.5 * z * z)


def cdf(x: Value, sigma: Value) -> Value:
    """P(X ≤ x)."""
    inside = x > 0
    z = where(inside, x, 1.0) / sigma
    near = z < 1
    return where(inside, where(near, _centre(where(near, z, 0.5)), -expm1(log_sf(x, sigma))), 0.0)


def _centre(z: Value) -> Value:
    """P(|Z| ≤ z) for z up to 1, by the series of the error function (Abramowitz & Stegun 1964, 7.1.6)."""
    square = z * z
    series = 1.0 + 0.0 * z
    for k in range(20, 0, -1):
        series = 1 + square / (2 * k + 1) * series
    return 2 * exp(-HALF_LOG_2PI - 0.5 * square) * z * series


def log_cdf(x: Value, sigma: Value) -> Value:
    """log P(X ≤ x)."""
    return log(cdf(x, sigma))


def log_sf(x: Value, sigma: Value) -> Value:
    """log P(X > x), with all digits far up the tail."""
    inside = x > 0
    return where(inside, LOG_2 + log_normal_cdf(-where(inside, x, 0.0) / sigma), 0.0)


def quantile(p: Value, sigma: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return -sigma * normal_quantile(0.5 - 0.5 * p)


def maximum(n: float, size: float) -> Maximum:
    """The maximum of the likelihood of n observations with this root mean square."""
    if size > 0:
        reason = "the root mean square is the only stationary point, and a maximum"
        return Maximum((size,), INTERIOR, reason)
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} 0, so the likelihood grows without bound as sigma → 0 "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((0.0,), UNBOUNDED, reason)


def score(x: Value, sigma: Value) -> tuple[Value]:
    """Slope of log p(x) in sigma."""
    z = x / sigma
    return ((z * z - 1) / sigma,)


def information(sigma: Value) -> tuple[tuple[Value]]:
    """Fisher information of one observation."""
    return ((2 / (sigma * sigma),),)


def entropy(sigma: Value) -> Value:
    """Differential entropy, in nats."""
    return 0.5 + HALF_LOG_2PI - LOG_2 + log(sigma)


def kl(p: tuple[Value], q: tuple[Value]) -> Value:
    """KL(p‖q) between two half-normals, in nats."""
    ratio = p[0] / q[0]
    return 0.5 * (ratio * ratio - 1) - log(ratio)


def sample(uniform: Value, sigma: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, sigma)
