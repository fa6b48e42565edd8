"""Logistic: like the normal, with longer tails; the noise behind logistic regression.

log p(x) = −z − log scale − 2·log(1 + e^−z),  z = (x − loc)/scale      [nats]

Support      every real number
Parameters   loc and scale > 0, in the unit of x
Statistic    none that is finite: each step sums score and information
Maximum      Newton in (loc, log scale)
Exists       iff the observations are not all equal; else the likelihood grows without bound as scale → 0
Accuracy     log p 7.1e-16, cdf 6.7e-15 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); score below 1e-7 standard errors at the maximum
Source       Antle, Klimko & Harkness 1970, Biometrika 57, 397 (uniqueness)
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, log1p, where
from likely.formulas.facts import Facts
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("loc", "μ", "mean and median"),
    Parameter("scale", "s", "width", 0.0),
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
    z = abs((x - loc) / scale)
    return -z - log(scale) - 2 * log1p(exp(-z))


def log_cdf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X ≤ x)."""
    return _log_expit((x - loc) / scale)


def log_sf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X > x)."""
    return _log_expit((loc - x) / scale)


def _log_expit(z: Value) -> Value:
    right = z >= 0  # 0 is on the side where |z| is z, so that derivatives of both parts agree
    return where(right, 0.0, where(right, 0.0, z)) - log1p(exp(-abs(z)))


def cdf(x: Value, loc: Value, scale: Value) -> Value:
    """P(X ≤ x)."""
    return exp(log_cdf(x, loc, scale))


def quantile(p: Value, loc: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return loc + scale * (log(p) - log1p(-p))


def maximum(facts: Facts) -> Maximum:
    """Where to start, from mean and standard deviation; or that there is no maximum."""
    if facts.high > facts.low:
        return Maximum((facts.mean, facts.sd * 0.5513288954217921), INTERIOR, UNIQUE)  # √3/π
    what = f"all {facts.n:g} observations equal" if facts.n != 1 else "the only observation is"
    reason = (
        f"no maximum: {what} {facts.low:g}, so the likelihood grows without bound as scale → 0 "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((facts.low, 0.0), UNBOUNDED, reason)


def score(x: Value, loc: Value, scale: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in loc and in scale."""
    z = (x - loc) / scale
    small = exp(-abs(z))
    turn = where(z < 0, -1.0, 1.0) * (1 - small) / (1 + small)  # tanh(z/2)
    return turn / scale, (z * turn - 1) / scale


def information(loc: Value, scale: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    square = scale * scale
    return (1 / (3 * square), 0.0 * loc), (0.0 * loc, (3 + 9.869604401089358) / (9 * square))


def entropy(loc: Value, scale: Value) -> Value:
    """Differential entropy, in nats."""
    return log(scale) + 2 + 0.0 * loc


def sample(uniform: Value, loc: Value, scale: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, loc, scale)
