"""Normal: a sum of many small independent effects.

log p(x) = −½·log 2π − log σ − ½·((x − μ)/σ)²      [nats]

Support      every real number
Parameters   mu, in the unit of x;  sigma > 0, in the unit of x
Statistic    x, x²   (pivoted: z = (x − centre)/scale and z², so that nothing cancels)
Maximum      μ̂ = the mean, σ̂ = the root of the mean squared deviation (divided by n, not n − 1)
Exists       iff the observations are not all equal; else the likelihood grows without bound as σ → 0
Accuracy     log p 8.3e-16, cdf 9.9e-14 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); mean and standard deviation to a few units in the last place at any offset and
             scale
Source       Johnson, Kotz & Balakrishnan 1994, Continuous Univariate Distributions, vol. 1, ch. 13
"""

from likely.formulas.elementary import INFINITY, Value, log, sqrt
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.normal_functions import log_normal_cdf
from likely.formulas.parameters import Parameter
from likely.formulas.pivot import deviation_about, square_about
from likely.formulas.special import HALF_LOG_2PI, normal_cdf, normal_quantile

PARAMETERS = (
    Parameter("mu", "μ", "mean"),
    Parameter("sigma", "σ", "standard deviation", 0.0),
)
DISCRETE = False
SUPPORT = "finite numbers"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value, Value]:
    """What the likelihood needs to know of an observation, measured from a pivot near the data."""
    z = (x - centre) / scale
    return z, z * z


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value, Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    z, square = totals
    c, s = old
    d, t = new
    return deviation_about(n, z, c, s, d, t), square_about(n, z, square, c, s, d, t)


def summary(sums: Value) -> tuple[Value, Value]:
    """Mean and standard deviation of the data, from the averages of the statistic."""
    z, square = sums.mean
    spread = square - z * z
    same = sums.low == sums.high
    return sums.centre + sums.scale * z, 0.0 if same or spread < 0 else sums.scale * sqrt(spread)


def log_prob(x: Value, mu: Value, sigma: Value) -> Value:
    """log p(x), in nats."""
    z = (x - mu) / sigma
    return -0.5 * z * z - log(sigma) - HALF_LOG_2PI


def cdf(x: Value, mu: Value, sigma: Value) -> Value:
    """P(X ≤ x)."""
    return normal_cdf((x - mu) / sigma)


def log_cdf(x: Value, mu: Value, sigma: Value) -> Value:
    """log P(X ≤ x), with all digits far down the tail."""
    return log_normal_cdf((x - mu) / sigma)


def log_sf(x: Value, mu: Value, sigma: Value) -> Value:
    """log P(X > x), with all digits far up the tail."""
    return log_normal_cdf((mu - x) / sigma)


def quantile(p: Value, mu: Value, sigma: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return mu + sigma * normal_quantile(p)


def log_likelihood(n: Value, mean: Value, sd: Value, mu: Value, sigma: Value) -> Value:
    """log L(μ, σ) in nats, of n observations with this mean and standard deviation."""
    width = sd / sigma
    shift = (mean - mu) / sigma
    return n * (-0.5 * (width * width + shift * shift) - log(sigma) - HALF_LOG_2PI)


def mle(mean: Value, sd: Value) -> tuple[Value, Value]:
    """The mean and the standard deviation of the data themselves."""
    return mean, sd


def maximum(n: float, mean: float, sd: float) -> Maximum:
    """The maximum of the likelihood of n observations with this mean and standard deviation."""
    if sd > 0:
        reason = "the mean and standard deviation of the data are the only stationary point, and a maximum"
        return Maximum(mle(mean, sd), INTERIOR, reason)
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} {mean:g}, so the likelihood grows without bound as sigma → 0 at mu = {mean:g} "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((mean, 0.0), UNBOUNDED, reason)


def score(x: Value, mu: Value, sigma: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in mu and in sigma."""
    z = (x - mu) / sigma
    return z / sigma, (z * z - 1) / sigma


def information(mu: Value, sigma: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    return (1 / (sigma * sigma), 0.0 * mu), (0.0 * mu, 2 / (sigma * sigma))


def entropy(mu: Value, sigma: Value) -> Value:
    """Differential entropy, in nats: it depends on the unit of x."""
    return 0.5 + HALF_LOG_2PI + log(sigma) + 0.0 * mu


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two normals, each (mu, sigma), in nats."""
    ratio = p[1] / q[1]
    shift = (p[0] - q[0]) / q[1]
    return 0.5 * (ratio * ratio - 1 + shift * shift) - log(ratio)


def sample(uniform: Value, mu: Value, sigma: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, mu, sigma)
