"""Gamma: waiting time until the `shape`-th event of a steady random process.

log p(x) = shape·log rate − log Γ(shape) + (shape − 1)·log x − rate·x      [nats]

Support      x > 0
Parameters   shape > 0;  rate > 0, in 1/unit of x
Statistic    x, log x   (pivoted: u = x/centre − 1, log(x/centre), and log(1 + u) − u, which keeps the digits
             of s = log mean(x) − mean(log x) when the observations nearly agree)
Maximum      rate = shape/mean, and Newton on 1/shape for log shape − ψ(shape) = s
Exists       iff the observations are not all equal; else shape → ∞ (point mass at the mean)
Accuracy     log p 6.1e-14, cdf 2.1e-13 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); s to a few units in the last place at coefficients of variation down to 1e-15
Source       Minka 2002, Estimating a Gamma distribution; Johnson, Kotz & Balakrishnan 1994, vol. 1, ch. 17
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, log1pmx, log_less, log_ratio, sqrt, where
from likely.formulas.gamma_functions import (
    gamma_quantile,
    lgamma,
    log_gamma_lower,
    log_gamma_upper,
    log_minus_digamma,
    stirling_error,
    trigamma_minus_reciprocal,
)
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.pivot import bend_about, log_about, ratio_about
from likely.formulas.special import HALF_LOG_2PI, digamma, trigamma

PARAMETERS = (
    Parameter("shape", "k", "how many events are waited for", 0.0),
    Parameter("rate", "λ", "events per unit of x", 0.0),
)
DISCRETE = False
SUPPORT = "numbers above 0"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > 0) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value, Value, Value]:
    """What the likelihood needs to know of an observation, measured from a pivot near the data."""
    u = (x - centre) / centre
    return u, log_ratio(x, centre), log1pmx(u)


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value, Value, Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    u, log_x, bend = totals
    c, d = old[0], new[0]
    return ratio_about(n, u, c, d), log_about(n, log_x, c, d), bend_about(n, u, bend, c, d)


def summary(sums: Value) -> tuple[Value, Value]:
    """The mean, and s = log mean − mean log, which is 0 iff all observations are equal."""
    u, log_x, bend = sums.mean
    mean = sums.centre * (1 + u)
    if sums.low == sums.high:
        return mean, 0.0
    near = log1pmx(u) - bend
    return mean, near if -0.5 < u < 0.5 and near < INFINITY else log(1 + u) - log_x


def log_prob(x: Value, shape: Value, rate: Value) -> Value:
    """log p(x), in nats: −∞ where x ≤ 0."""
    inside = x > 0
    x = where(inside, x, 1.0)
    return where(inside, _around_mode(x, shape, rate) - log(x), -INFINITY)


def _around_mode(mean: Value, shape: Value, rate: Value) -> Value:
    """shape·log rate − log Γ(shape) + shape·log mean − rate·mean, with Stirling's large parts cancelled
    by hand.
    """
    away = log_less((rate * mean - shape) / shape, log(rate) + log(mean) - log(shape))
    return 0.5 * log(shape) - HALF_LOG_2PI - stirling_error(shape) + shape * away


def cdf(x: Value, shape: Value, rate: Value) -> Value:
    """P(X ≤ x)."""
    return exp(log_cdf(x, shape, rate))


def log_cdf(x: Value, shape: Value, rate: Value) -> Value:
    """log P(X ≤ x)."""
    return log_gamma_lower(shape, rate * x)


def log_sf(x: Value, shape: Value, rate: Value) -> Value:
    """log P(X > x)."""
    return log_gamma_upper(shape, rate * x)


def quantile(p: Value, shape: Value, rate: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return gamma_quantile(p, shape) / rate


def log_likelihood(n: Value, mean: Value, s: Value, shape: Value, rate: Value) -> Value:
    """log L(shape, rate) in nats, of n observations with this mean and s = log mean − mean log."""
    return n * (_around_mode(mean, shape, rate) - log(mean) - (shape - 1) * s)


def mle(mean: float, s: float) -> tuple[float, float]:
    """Minka's Newton iteration on 1/shape; quadratic, a handful of steps."""
    shape = (3 - s + sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s)
    for _ in range(50):
        step = (log_minus_digamma(shape) - s) / (shape * trigamma_minus_reciprocal(shape))
        shape = shape / (1 - step) if step < 0.9 else shape * 10
        if -1e-15 < step < 1e-15:
            break
    return shape, shape / mean


def maximum(n: float, mean: float, s: float) -> Maximum:
    """The maximum of the likelihood of n observations with this mean and s."""
    if s > 0:
        return Maximum(mle(mean, s), INTERIOR, "the log-likelihood is strictly concave in (shape, rate)")
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} {mean:g}, so the likelihood grows without bound as shape → ∞ with shape/rate = "
        f"{mean:g} (the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((INFINITY, INFINITY), UNBOUNDED, reason)


def score(x: Value, shape: Value, rate: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in shape and in rate."""
    return log(rate) - digamma(shape) + log(x), shape / rate - x


def information(shape: Value, rate: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    return (trigamma(shape), -1 / rate), (-1 / rate, shape / (rate * rate))


def relative_covariance(shape: Value, rate: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Inverse information of one observation about (log shape, log rate), without cancellation for large
    shapes.
    """
    gap = shape * trigamma_minus_reciprocal(shape)
    return (1 / shape / gap, 1 / shape / gap), (1 / shape / gap, trigamma(shape) / gap + 0.0 * rate)


def entropy(shape: Value, rate: Value) -> Value:
    """Differential entropy, in nats: it depends on the unit of x."""
    return shape - log(rate) + lgamma(shape) + (1 - shape) * digamma(shape)


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two gammas, each (shape, rate), in nats."""
    ratio = q[1] / p[1]
    return (
        (p[0] - q[0]) * digamma(p[0]) - lgamma(p[0]) + lgamma(q[0]) - q[0] * log(ratio) + p[0] * (ratio - 1)
    )


def sample(uniform: Value, shape: Value, rate: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, shape, rate)
