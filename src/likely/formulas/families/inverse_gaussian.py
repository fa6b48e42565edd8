"""Inverse Gaussian: the time a drifting Brownian motion takes to reach a level.

log p(x) = ½·log(shape/(2π·x³)) − shape·(x − μ)²/(2·μ²·x)      [nats]

Support      x > 0
Parameters   mu > 0, the mean, in the unit of x;  shape > 0, in the unit of x
Statistic    x, 1/x, log x   (pivoted: u = x/centre − 1, u²/(1 + u), log(x/centre))
Maximum      μ̂ = mean(x);  1/shape = mean(1/x) − 1/mean(x)
Exists       iff the observations are not all equal; else the likelihood grows without bound as shape → ∞
Accuracy     log p 1.3e-15, cdf 1.1e-13 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); both to a few units in the last place, at coefficients of variation down to
             1e-8 too
Source       Tweedie 1957; Johnson, Kotz & Balakrishnan 1994, vol. 1, ch. 15
"""

from likely.formulas.elementary import INFINITY, Value, exp, expm1, log, log1p, log_ratio, sqrt, where
from likely.formulas.exponential_integral import scaled_e1
from likely.formulas.inverse import inverse_cdf
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.normal_functions import log_normal_cdf
from likely.formulas.parameters import Parameter
from likely.formulas.pivot import log_about, ratio_about
from likely.formulas.special import HALF_LOG_2PI

PARAMETERS = (
    Parameter("mu", "μ", "mean", 0.0),
    Parameter("shape", "λ", "how closely the values keep to the mean", 0.0),
)
DISCRETE = False
SUPPORT = "numbers above 0"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > 0) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value, Value, Value]:
    """What the likelihood needs to know of an observation, measured from a pivot near the data."""
    u = (x - centre) / centre
    return u, u * ((x - centre) / x), log_ratio(x, centre)


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value, Value, Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    u, bend, log_x = totals
    c, d = old[0], new[0]
    r = (c - d) / d
    away = (bend + r * r * n + r * (2 + r) * u) / (1 + r)
    return ratio_about(n, u, c, d), away, log_about(n, log_x, c, d)


def summary(sums: Value) -> tuple[Value, Value, Value]:
    """The mean; spread = mean(x)·mean(1/x) − 1, which is 0 iff all observations are equal; the mean of
    log x.
    """
    u, bend, log_x = sums.mean
    spread = 0.0 if sums.low == sums.high else (1 + u) * (bend - u * u / (1 + u))
    return sums.centre * (1 + u), spread if spread > 0 else 0.0, log(sums.centre) + log_x


def log_prob(x: Value, mu: Value, shape: Value) -> Value:
    """log p(x), in nats: −∞ where x ≤ 0."""
    inside = x > 0
    x = where(inside, x, 1.0)
    away = (x - mu) / mu
    return where(
        inside, 0.5 * log(shape) - HALF_LOG_2PI - 1.5 * log(x) - 0.5 * (shape / x) * away * away, -INFINITY
    )


def log_likelihood(n: Value, mean: Value, spread: Value, mean_log: Value, mu: Value, shape: Value) -> Value:
    """log L(μ, shape) in nats, of n observations with this summary."""
    away = (mean - mu) / mu
    return n * (
        0.5 * log(shape) - HALF_LOG_2PI - 1.5 * mean_log - 0.5 * (shape / mean) * (away * away + spread)
    )


def log_cdf(x: Value, mu: Value, shape: Value) -> Value:
    """log P(X ≤ x)."""
    inside = x > 0
    a, b, far = _tails(where(inside, x, 1.0), mu, shape)
    first = log_normal_cdf(a)
    return where(inside, first + log1p(exp(far + log_normal_cdf(b) - first)), -INFINITY)


def log_sf(x: Value, mu: Value, shape: Value) -> Value:
    """log P(X > x)."""
    inside = x > 0
    a, b, far = _tails(where(inside, x, 1.0), mu, shape)
    first = log_normal_cdf(-a)
    rest = -expm1(far + log_normal_cdf(b) - first)
    return where(inside, first + log(where(rest > 0, rest, 1e-16)), 0.0)


def _tails(x: Value, mu: Value, shape: Value) -> tuple[Value, Value, Value]:
    root = sqrt(shape / x)
    return root * ((x - mu) / mu), -root * ((x + mu) / mu), 2 * shape / mu


def cdf(x: Value, mu: Value, shape: Value) -> Value:
    """P(X ≤ x)."""
    return exp(log_cdf(x, mu, shape))


def quantile(p: Value, mu: Value, shape: Value) -> Value:
    """The x with P(X ≤ x) = p, by bisection."""
    return inverse_cdf(p, lambda x: log_cdf(x, mu, shape), lambda x: log_sf(x, mu, shape), 0.0, mu)


def mle(mean: Value, spread: Value) -> tuple[Value, Value]:
    """The mean, and the mean over the spread."""
    return mean, mean / spread


def maximum(n: float, mean: float, spread: float, mean_log: float) -> Maximum:
    """The maximum of the likelihood of n observations with this summary."""
    if spread > 0:
        return Maximum(
            mle(mean, spread), INTERIOR, "the two sums give the only stationary point, and a maximum"
        )
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} {mean:g}, so the likelihood grows without bound "
        "as shape → ∞ (the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((mean, INFINITY), UNBOUNDED, reason)


def score(x: Value, mu: Value, shape: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in mu and in shape."""
    away = (x - mu) / mu
    return shape * away / (mu * mu), 0.5 / shape - 0.5 * away * away / x


def information(mu: Value, shape: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    return (shape / (mu * mu * mu), 0.0 * mu), (0.0 * mu, 0.5 / (shape * shape))


def entropy(mu: Value, shape: Value) -> Value:
    """Differential entropy, in nats; the mean of log(x/μ) is −e^t·E₁(t), t = 2·shape/μ."""
    return 0.5 + HALF_LOG_2PI + 1.5 * log(mu) - 0.5 * log(shape) - 1.5 * scaled_e1(2 * shape / mu)


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two inverse Gaussians, each (mu, shape), in nats."""
    ratio = q[1] / p[1]
    away = (p[0] - q[0]) / q[0]
    return 0.5 * (ratio - 1 - log(ratio) + q[1] / p[0] * away * away)


def sample(uniform: Value, mu: Value, shape: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, mu, shape)
