"""Rayleigh: the length of a vector whose two components are independent normals.

log p(x) = log x − 2·log scale − x²/(2·scale²)      [nats]

Support      x > 0
Parameters   scale > 0, in the unit of x
Statistic    x², log x   (in units of a scale near the data)
Maximum      scale = √(mean(x²)/2)
Exists       always (x > 0)
Accuracy     log p 1.5e-15, cdf 3.7e-16 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller)
Source       Johnson, Kotz & Balakrishnan 1994, vol. 1, ch. 18
"""

from likely.formulas.elementary import INFINITY, Value, expm1, log, log1p, log_ratio, sqrt, where
from likely.formulas.maximum import INTERIOR, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.pivot import log_about

PARAMETERS = (Parameter("scale", "σ", "standard deviation of each component", 0.0),)
DISCRETE = False
SUPPORT = "numbers above 0"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > 0) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value, Value]:
    """What the likelihood needs to know of an observation, in units of the centre."""
    z = x / centre
    return z * z, log_ratio(x, centre)


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value, Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    ratio = old[0] / new[0]
    return totals[0] * ratio * ratio, log_about(n, totals[1], old[0], new[0])


def summary(sums: Value) -> tuple[Value, Value]:
    """The root of the mean square, and the mean of log x."""
    return sums.centre * sqrt(sums.mean[0]), log(sums.centre) + sums.mean[1]


def log_prob(x: Value, scale: Value) -> Value:
    """log p(x), in nats: −∞ where x ≤ 0."""
    inside = x > 0
    x = where(inside, x, 1.0)
    z = x / scale
    return where(inside, log(x) - 2 * log(scale) - 0.5 * z * z, -INFINITY)


def log_likelihood(n: Value, root: Value, mean_log: Value, scale: Value) -> Value:
    """log L(scale) in nats, of n observations with this root mean square and mean logarithm."""
    z = root / scale
    return n * (mean_log - 2 * log(scale) - 0.5 * z * z)


def cdf(x: Value, scale: Value) -> Value:
    """P(X ≤ x)."""
    inside = x > 0
    z = where(inside, x, 1.0) / scale
    return where(inside, -expm1(-0.5 * z * z), 0.0)


def log_cdf(x: Value, scale: Value) -> Value:
    """log P(X ≤ x), for x > 0."""
    z = x / scale
    return log(-expm1(-0.5 * z * z))


def log_sf(x: Value, scale: Value) -> Value:
    """log P(X > x)."""
    z = where(x > 0, x, 0.0) / scale
    return -0.5 * z * z


def quantile(p: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return scale * sqrt(-2 * log1p(-p))


def mle(root: Value) -> tuple[Value]:
    """The root of half the mean square."""
    return (root / 1.4142135623730951,)


def maximum(n: float, root: float, mean_log: float) -> Maximum:
    """The maximum of the likelihood of n observations."""
    return Maximum(mle(root), INTERIOR, "the mean square gives the only stationary point, and a maximum")


def score(x: Value, scale: Value) -> tuple[Value]:
    """Slope of log p(x) in scale."""
    z = x / scale
    return ((z * z - 2) / scale,)


def information(scale: Value) -> tuple[tuple[Value]]:
    """Fisher information of one observation."""
    return ((4 / (scale * scale),),)


def entropy(scale: Value) -> Value:
    """Differential entropy, in nats."""
    return 1 + log(scale / 1.4142135623730951) + 0.28860783245076643


def kl(p: tuple[Value], q: tuple[Value]) -> Value:
    """KL(p‖q) between two Rayleighs, in nats."""
    ratio = p[0] / q[0]
    return ratio * ratio - 1 - 2 * log(ratio)


def sample(uniform: Value, scale: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, scale)
