"""Beta: a proportion; how sure one can be of a coin after seeing it thrown.

log p(x) = (alpha − 1)·log x + (beta − 1)·log(1 − x) − log B(alpha, beta)      [nats]

Support      0 < x < 1
Parameters   alpha > 0, beta > 0
Statistic    x, log x, log(1 − x)   (pivoted, as for gamma, on both sides)
Maximum      Newton in (log alpha, log beta) from the moments
Exists       iff the observations are not all equal; else alpha + beta → ∞ (point mass)
Accuracy     log p 1.1e-14, cdf 2.3e-13 (worst of hundreds of points and more against mpmath; of its size,
             or of 1 if log p is smaller); score below 1e-7 standard errors at the maximum
Source       Minka 2000, Estimating a Dirichlet distribution; Johnson, Kotz & Balakrishnan 1995, vol. 2,
             ch. 25
"""

from likely.formulas.beta_functions import log_beta_lower, log_beta_power, log_beta_upper
from likely.formulas.elementary import INFINITY, Value, exp, log, log1p, log1pmx, log_ratio, where
from likely.formulas.inverse import inverse_cdf
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.pivot import bend_about, log_about, ratio_about, square_about
from likely.formulas.special import digamma, log_beta, trigamma

PARAMETERS = (
    Parameter("alpha", "α", "successes seen, plus one", 0.0),
    Parameter("beta", "β", "failures seen, plus one", 0.0),
)
DISCRETE = False
CENSORED_LOCAL = True  # no theorem of uniqueness is known for bounded rows
SUPPORT = "numbers between 0 and 1"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > 0) & (x < 1)


ITERATIVE = True


def statistic(x: Value, centre: float, scale: float) -> tuple[Value, Value, Value, Value, Value, Value]:
    """What the likelihood needs to know of an observation, measured from a pivot near the data."""
    u = (x - centre) / centre
    v = (centre - x) / (1 - centre)
    z = (x - centre) / scale
    return u, log_ratio(x, centre), log1pmx(u), log_ratio(1 - x, 1 - centre), log1pmx(v), z * z


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value, Value, Value, Value, Value, Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    u, log_x, bend_x, log_y, bend_y, square = totals
    c, s = old
    d, t = new
    z = u * c / s
    v = -u * c / (1 - c)
    return (
        ratio_about(n, u, c, d),
        log_about(n, log_x, c, d),
        bend_about(n, u, bend_x, c, d),
        log_about(n, log_y, 1 - c, 1 - d),
        bend_about(n, v, bend_y, 1 - c, 1 - d),
        square_about(n, z, square, c, s, d, t),
    )


def summary(sums: Value) -> tuple[Value, Value, Value, Value]:
    """Mean m; log m − mean log x; log(1 − m) − mean log(1 − x); variance."""
    u, log_x, bend_x, log_y, bend_y, square = sums.mean
    c = sums.centre
    mean = c * (1 + u)
    v = -u * c / (1 - c)
    if sums.low == sums.high:
        return mean, 0.0, 0.0, 0.0
    left = log1pmx(u) - bend_x if -0.5 < u < 0.5 and bend_x > -INFINITY else log(1 + u) - log_x
    right = log1pmx(v) - bend_y if -0.5 < v < 0.5 and bend_y > -INFINITY else log(1 + v) - log_y
    shift = (mean - c) / sums.scale
    return mean, left, right, sums.scale * sums.scale * (square - shift * shift)


def log_prob(x: Value, alpha: Value, beta: Value) -> Value:
    """log p(x), in nats: −∞ outside (0, 1)."""
    inside = (x > 0) & (x < 1)
    x = where(inside, x, 0.5)
    return where(inside, _around_mean(x, alpha, beta) - log(x) - log1p(-x), -INFINITY)


def _around_mean(m: Value, alpha: Value, beta: Value) -> Value:
    """alpha·log m + beta·log(1 − m) − log B, with Stirling's large parts cancelled by hand."""
    return log_beta_power(m, 1 - m, log(m), log1p(-m), alpha, beta)


def cdf(x: Value, alpha: Value, beta: Value) -> Value:
    """P(X ≤ x)."""
    return exp(log_cdf(x, alpha, beta))


def log_cdf(x: Value, alpha: Value, beta: Value) -> Value:
    """log P(X ≤ x)."""
    return log_beta_lower(x, 1 - x, alpha, beta)


def log_sf(x: Value, alpha: Value, beta: Value) -> Value:
    """log P(X > x)."""
    return log_beta_upper(x, 1 - x, alpha, beta)


def quantile(p: Value, alpha: Value, beta: Value) -> Value:
    """The x with P(X ≤ x) = p, by bisection of the odds x/(1 − x)."""
    odds = inverse_cdf(
        p,
        lambda o: log_beta_lower(o / (1 + o), 1 / (1 + o), alpha, beta),
        lambda o: log_beta_upper(o / (1 + o), 1 / (1 + o), alpha, beta),
        0.0,
        alpha / beta,
    )
    return odds / (1 + odds)


def log_likelihood(
    n: Value, mean: Value, left: Value, right: Value, variance: Value, alpha: Value, beta: Value
) -> Value:
    """log L(alpha, beta) in nats, of n observations with this summary."""
    one = _around_mean(mean, alpha, beta) - log(mean) - log1p(-mean)
    return n * (one - (alpha - 1) * left - (beta - 1) * right)


def maximum(n: float, mean: float, left: float, right: float, variance: float) -> Maximum:
    """Where to start, from the moments; or that there is no maximum."""
    if variance > 0 and left + right > 0:
        both = mean * (1 - mean) / variance - 1
        both = both if both > 0.1 else 0.1
        reason = "the log-likelihood is strictly concave in (alpha, beta)"
        return Maximum((mean * both, (1 - mean) * both), INTERIOR, reason)
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} {mean:g}, so the likelihood grows without bound as alpha + beta → "
        "∞ (the limit is a "
        "point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((INFINITY, INFINITY), UNBOUNDED, reason)


def score(x: Value, alpha: Value, beta: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in alpha and in beta."""
    both = digamma(alpha + beta)
    return log(x) - digamma(alpha) + both, log1p(-x) - digamma(beta) + both


def information(alpha: Value, beta: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    both = trigamma(alpha + beta)
    return (trigamma(alpha) - both, -both), (-both, trigamma(beta) - both)


def entropy(alpha: Value, beta: Value) -> Value:
    """Differential entropy, in nats."""
    both = alpha + beta
    return (
        log_beta(alpha, beta)
        - (alpha - 1) * digamma(alpha)
        - (beta - 1) * digamma(beta)
        + (both - 2) * digamma(both)
    )


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two betas, each (alpha, beta), in nats."""
    change = log_beta(q[0], q[1]) - log_beta(p[0], p[1])
    both = (q[0] - p[0] + q[1] - p[1]) * digamma(p[0] + p[1])
    return change + (p[0] - q[0]) * digamma(p[0]) + (p[1] - q[1]) * digamma(p[1]) + both


def sample(first: Value, second: Value) -> Value:
    """One draw for each pair of gamma draws with rate 1 and shapes alpha and beta."""
    return first / (first + second)
