"""Log-normal: a product of many small independent effects; its logarithm is normal.

log p(x) = −½·log 2π − log σ − log x − ½·((log x − μ)/σ)²      [nats]

Support      x > 0
Parameters   mu, the mean of log x;  sigma > 0, the standard deviation of log x
Statistic    log x, (log x)²   (pivoted: z = log(x/centre)/scale, exact for nearly equal x, and z²)
Maximum      μ̂ = the mean of log x, σ̂ = the root of its mean squared deviation
Exists       iff the observations are not all equal; else the likelihood grows without bound as σ → 0
Accuracy     log p 2.0e-14, cdf 2.0e-13 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); mean and standard deviation of the logarithms to a few units in the last place
Source       Johnson, Kotz & Balakrishnan 1994, Continuous Univariate Distributions, vol. 1, ch. 14
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, log_ratio, sqrt, where
from likely.formulas.families import normal
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.pivot import deviation_about, square_about
from likely.formulas.special import HALF_LOG_2PI, normal_quantile

PARAMETERS = (
    Parameter("mu", "μ", "mean of log x"),
    Parameter("sigma", "σ", "standard deviation of log x", 0.0),
)
DISCRETE = False
SUPPORT = "numbers above 0"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > 0) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value, Value]:
    """What the likelihood needs to know of an observation: its logarithm, measured from a pivot."""
    z = log_ratio(x, centre) / (scale / centre)
    return z, z * z


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value, Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    z, square = totals
    s, t = old[1] / old[0], new[1] / new[0]
    shift = type(n)(log_ratio(float(old[0]), float(new[0])))
    return deviation_about(n, z, shift, s, 0, t), square_about(n, z, square, shift, s, 0, t)


def summary(sums: Value) -> tuple[Value, Value]:
    """Mean and standard deviation of log x."""
    z, square = sums.mean
    unit = sums.scale / sums.centre
    spread = square - z * z
    same = sums.low == sums.high
    return log(sums.centre) + unit * z, 0.0 if same or spread < 0 else unit * sqrt(spread)


def log_prob(x: Value, mu: Value, sigma: Value) -> Value:
    """log p(x), in nats: −∞ where x ≤ 0."""
    inside = x > 0
    y = log(where(inside, x, 1.0))
    return where(inside, normal.log_prob(y, mu, sigma) - y, -INFINITY)


def cdf(x: Value, mu: Value, sigma: Value) -> Value:
    """P(X ≤ x)."""
    inside = x > 0
    return where(inside, normal.cdf(log(where(inside, x, 1.0)), mu, sigma), 0.0)


def log_cdf(x: Value, mu: Value, sigma: Value) -> Value:
    """log P(X ≤ x), for x > 0."""
    return normal.log_cdf(log(x), mu, sigma)


def log_sf(x: Value, mu: Value, sigma: Value) -> Value:
    """log P(X > x), for x > 0."""
    return normal.log_sf(log(x), mu, sigma)


def quantile(p: Value, mu: Value, sigma: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return exp(mu + sigma * normal_quantile(p))


def log_likelihood(n: Value, mean: Value, sd: Value, mu: Value, sigma: Value) -> Value:
    """log L(μ, σ) in nats, of n observations whose logarithms have this mean and standard deviation."""
    return normal.log_likelihood(n, mean, sd, mu, sigma) - n * mean


def mle(mean: Value, sd: Value) -> tuple[Value, Value]:
    """Mean and standard deviation of log x."""
    return mean, sd


def maximum(n: float, mean: float, sd: float) -> Maximum:
    """The maximum of the likelihood of n observations with this mean and standard deviation of log x."""
    if sd > 0:
        reason = "the mean and standard deviation of log x are the only stationary point, and a maximum"
        return Maximum(mle(mean, sd), INTERIOR, reason)
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} {exp(mean):g}, so the likelihood grows without bound as sigma → 0 "
        f"at mu = {mean:g} "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((mean, 0.0), UNBOUNDED, reason)


def score(x: Value, mu: Value, sigma: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in mu and in sigma."""
    return normal.score(log(x), mu, sigma)


information = normal.information


def entropy(mu: Value, sigma: Value) -> Value:
    """Differential entropy, in nats: it depends on the unit of x."""
    return 0.5 + HALF_LOG_2PI + log(sigma) + mu


kl = normal.kl


def sample(uniform: Value, mu: Value, sigma: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, mu, sigma)
