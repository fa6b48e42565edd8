"""Cauchy: the ratio of two normals; tails so long that it has no mean.

log p(x) = −log π − log scale − log(1 + z²),  z = (x − loc)/scale      [nats]

Support      every real number
Parameters   loc, the median, and scale > 0, half the distance between the quartiles
Statistic    none that is finite: each step sums score and information
Maximum      Newton in (loc, log scale) from median and quartiles
Exists       iff fewer than half of the observations are equal; else unbounded as scale → 0 at that value
Accuracy     log p 1.1e-15, cdf 3.5e-16 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); score below 1e-7 standard errors at the maximum
Source       Copas 1975, Biometrika 62, 701 (existence, uniqueness)
"""

from likely.formulas.elementary import INFINITY, Value, atan, cos, log, log1p, sin, where
from likely.formulas.facts import Facts
from likely.formulas.maximum import INTERIOR, NOT_ATTAINED, NOT_UNIQUE, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("loc", "x₀", "median"),
    Parameter("scale", "γ", "width", 0.0),
)
DISCRETE = False
SUPPORT = "finite numbers"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


ITERATIVE = True
ROUGH = True  # at a given scale several locations may be peaks
LOG_PI = 1.1447298858494002
PI = 3.141592653589793
UNIQUE = (
    "fewer than half of the observations are equal, so location and scale have one joint maximum (Copas 1975)"
)


def log_prob(x: Value, loc: Value, scale: Value) -> Value:
    """log p(x), in nats; written so that a huge z does not overflow."""
    z = abs((x - loc) / scale)
    far = z > 1e8
    near = where(far, 1.0, z)
    return -LOG_PI - log(scale) - where(far, 2 * log(where(far, z, 1.0)), log1p(near * near))


def cdf(x: Value, loc: Value, scale: Value) -> Value:
    """P(X ≤ x), with all digits down the lower tail."""
    z = (x - loc) / scale
    low = z < -1
    return where(low, atan(-1 / where(low, z, -1.0)) / PI, 0.5 + atan(where(low, 0.0, z)) / PI)


def log_cdf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X ≤ x)."""
    return log(cdf(x, loc, scale))


def log_sf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X > x)."""
    return log(cdf(2 * loc - x, loc, scale))


def quantile(p: Value, loc: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return loc - scale * cos(PI * p) / sin(PI * p)


def maximum(facts: Facts) -> Maximum:
    """Where to start, from the quartiles; or that there is none because too many values are equal."""
    if 2 * facts.most < facts.n and facts.high > facts.low:
        width = 0.5 * (facts.quartile_3 - facts.quartile_1)
        return Maximum((facts.median, width if width > 0 else facts.sd), INTERIOR, UNIQUE)
    if 2 * facts.most == facts.n and facts.distinct == 2:
        a = facts.low
        b = facts.high
        reason = (
            f"half the observations equal {a:g} and half {b:g}: every point of a half "
            "circle over them is a maximum"
        )
        return Maximum((0.5 * (a + b), 0.5 * (b - a)), NOT_UNIQUE, reason)
    if 2 * facts.most == facts.n:
        reason = (
            f"no maximum: half of the observations equal {facts.most_at:g}, so the likelihood "
            "only approaches its "
            "supremum as scale → 0 there"
        )
        return Maximum((facts.most_at, 0.0), NOT_ATTAINED, reason)
    reason = (
        f"no maximum: {facts.most:g} of {facts.n:g} observations equal {facts.most_at:g}, at "
        "least half, so the "
        "likelihood grows without bound as scale → 0 there; a resolution (--resolution) makes "
        "the problem well posed"
    )
    return Maximum((facts.most_at, 0.0), UNBOUNDED, reason)


def score(x: Value, loc: Value, scale: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in loc and in scale."""
    z = (x - loc) / scale
    return 2 / scale * (z / (1 + z * z)), (z * z - 1) / (z * z + 1) / scale


def information(loc: Value, scale: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    half = 0.5 / (scale * scale)
    return (half, 0.0 * loc), (0.0 * loc, half)


def entropy(loc: Value, scale: Value) -> Value:
    """Differential entropy, in nats."""
    return log(4 * PI * scale) + 0.0 * loc


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two Cauchys, each (loc, scale), in nats. Chyzak & Nielsen 2019."""
    shift = p[0] - q[0]
    total = p[1] + q[1]
    return log((total * total + shift * shift) / (4 * p[1] * q[1]))


def sample(uniform: Value, loc: Value, scale: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, loc, scale)
