"""Log-logistic: a waiting time whose odds of being over grow like a power of time.

log p(x) = log shape − log x − z − 2·log(1 + e^−z),  z = shape·log(x/scale)      [nats]

Support      x > 0
Parameters   shape > 0;  scale > 0, in the unit of x: the median
Statistic    none that is finite: each step sums score and information
Maximum      Newton in (log shape, log scale) from the moments of log x
Exists       iff the observations are not all equal; else the likelihood grows without bound as shape → ∞.
             log x is logistic with loc = log scale and scale 1/shape, so what is proved there holds here
Accuracy     log p 1.0e-15, cdf 5.2e-14 against mpmath (tests/reference/families.json)
Source       Bennett 1983, Applied Statistics 32, 165; Antle, Klimko & Harkness 1970, Biometrika 57, 397
             (uniqueness)
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, log1p, log_ratio, where
from likely.formulas.facts import Facts
from likely.formulas.families import logistic
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("shape", "β", "how sharply the times gather around the median", 0.0),
    Parameter("scale", "α", "median", 0.0),
)
DISCRETE = False
SUPPORT = "numbers above 0"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > 0) & (x < INFINITY)


ITERATIVE = True
LOGARITHMIC = True  # its theorem wants facts about log x
UNIQUE = "log x is logistic, whose log-likelihood is concave in (loc/scale, 1/scale): one maximum"
CENSORED_UNIQUE = UNIQUE


def _turn(x: Value, shape: Value, scale: Value) -> tuple[Value, Value]:
    """Where x can be, and shape·log(x/scale) there."""
    inside = x > 0
    return inside, shape * log_ratio(where(inside, x, 1.0), scale)


def log_prob(x: Value, shape: Value, scale: Value) -> Value:
    """log p(x), in nats: −∞ where x ≤ 0."""
    inside, z = _turn(x, shape, scale)
    size = abs(z)
    value = log(shape) - log(where(inside, x, 1.0)) - size - 2 * log1p(exp(-size))
    return where(inside, value, -INFINITY)


def cdf(x: Value, shape: Value, scale: Value) -> Value:
    """P(X ≤ x)."""
    return exp(log_cdf(x, shape, scale))


def log_cdf(x: Value, shape: Value, scale: Value) -> Value:
    """log P(X ≤ x)."""
    inside, z = _turn(x, shape, scale)
    return where(inside, logistic.log_cdf(z, 0.0, 1.0), -INFINITY)


def log_sf(x: Value, shape: Value, scale: Value) -> Value:
    """log P(X > x)."""
    inside, z = _turn(x, shape, scale)
    return where(inside, logistic.log_sf(z, 0.0, 1.0), 0.0)


def quantile(p: Value, shape: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return scale * exp(logistic.quantile(p, 0.0, 1.0) / shape)


def maximum(facts: Facts) -> Maximum:
    """Where to start, from the mean and standard deviation of log x; or that there is no maximum."""
    if facts.high > facts.low:
        return Maximum((1.8137993642342178 / facts.sd, exp(facts.mean)), INTERIOR, UNIQUE)  # π/√3
    what = f"all {facts.n:g} observations equal" if facts.n != 1 else "the only observation is"
    reason = (
        f"no maximum: {what} {exp(facts.low):g}, so the likelihood grows without bound as shape → ∞ "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((INFINITY, exp(facts.low)), UNBOUNDED, reason)


def score(x: Value, shape: Value, scale: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in shape and in scale."""
    turn = log_ratio(x, scale)
    small = exp(-abs(shape * turn))
    lean = where(turn < 0, -1.0, 1.0) * (1 - small) / (1 + small)  # tanh(z/2)
    return 1 / shape - turn * lean, shape / scale * lean


def information(shape: Value, scale: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    ratio = shape / scale
    return ((3 + 9.869604401089358) / (9 * shape * shape), 0.0 * scale), (0.0 * shape, ratio * ratio / 3)


def entropy(shape: Value, scale: Value) -> Value:
    """Differential entropy, in nats."""
    return log(scale / shape) + 2


def sample(uniform: Value, shape: Value, scale: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, shape, scale)
