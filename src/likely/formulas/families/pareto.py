"""Pareto: sizes without a typical size, from a smallest one up.

log p(x) = log alpha + alpha·log minimum − (alpha + 1)·log x      [nats]

Support      x ≥ minimum > 0
Parameters   minimum > 0, in the unit of x;  alpha > 0
Statistic    the smallest observation, and log x   (pivoted: log(x/centre))
Maximum      minimum = the smallest;  1/alpha = mean of log(x/minimum)
Exists       iff the observations are not all equal; else the likelihood grows without bound as alpha → ∞
Accuracy     log p 6.1e-15, cdf 1.0e-15 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); a few units in the last place of log(x/centre)
Intervals    minimum: exact, n·log(min/minimum)/Σlog(x/min) exceeds t with probability (1 + t)^−(n−1);
             alpha: profile
Source       Malik 1970; Johnson, Kotz & Balakrishnan 1994, vol. 1, ch. 20
"""

from likely.formulas.elementary import INFINITY, Value, exp, expm1, log, log1p, log_ratio, sqrt, where
from likely.formulas.inverse import likelihood_ratio_ends
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.pivot import log_about

PARAMETERS = (
    Parameter("minimum", "m", "smallest possible value", 0.0),
    Parameter("alpha", "α", "how fast large values become rare", 0.0),
)
DISCRETE = False
SUPPORT = "numbers above 0"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > 0) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value]:
    """What the likelihood needs to know of an observation, beside the extremes."""
    return (log_ratio(x, centre),)


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    return (log_about(n, totals[0], old[0], new[0]),)


def summary(sums: Value) -> tuple[Value, Value]:
    """The smallest observation, and the mean of log(x/smallest)."""
    gap = sums.mean[0] - log_ratio(sums.low, sums.centre)
    return sums.low, 0.0 if sums.low == sums.high or gap < 0 else gap


def log_prob(x: Value, minimum: Value, alpha: Value) -> Value:
    """log p(x), in nats: −∞ below the minimum."""
    inside = x >= minimum
    x = where(inside, x, minimum)
    return where(inside, log(alpha) - alpha * log_ratio(x, minimum) - log(x), -INFINITY)


def log_likelihood(n: Value, least: Value, gap: Value, minimum: Value, alpha: Value) -> Value:
    """log L(minimum, alpha) in nats, of n observations with this smallest one and mean log(x/smallest)."""
    inside = minimum <= least
    return n * where(
        inside, log(alpha) - alpha * (gap + log_ratio(least, minimum)) - gap - log(least), -INFINITY
    )


def cdf(x: Value, minimum: Value, alpha: Value) -> Value:
    """P(X ≤ x)."""
    inside = x > minimum
    return where(inside, -expm1(-alpha * log_ratio(where(inside, x, minimum), minimum)), 0.0)


def quantile(p: Value, minimum: Value, alpha: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return minimum * exp(-log1p(-p) / alpha)


def maximum(n: float, least: float, gap: float) -> Maximum:
    """The maximum of the likelihood of n observations with this summary."""
    if gap > 0:
        reason = (
            "the likelihood rises in minimum up to the smallest observation, and there alpha has one maximum"
        )
        return Maximum((least, 1 / gap), INTERIOR, reason)
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} {least:g}, so the likelihood grows without "
        "bound as alpha → ∞ "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((least, INFINITY), UNBOUNDED, reason)


def intervals(n: float, summary: Value, parameters: Value, level: float, table: Value) -> Value:
    """Minimum: exact. Alpha: likelihood ratio, log α − α·gap + constant."""
    least, gap = summary
    reach = gap * expm1(-log(1 - level) / (n - 1)) if n > 1 else INFINITY
    alpha = parameters[1]
    ends = likelihood_ratio_ends(lambda a: n * (log(a * gap) - a * gap + 1), alpha, level)
    return (None, (least * exp(-reach), least), "exact"), (alpha / sqrt(n), ends, "profile")


def entropy(minimum: Value, alpha: Value) -> Value:
    """Differential entropy, in nats."""
    return log(minimum / alpha) + 1 / alpha + 1


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two Paretos, each (minimum, alpha), in nats: ∞ if p begins below q."""
    ratio = q[1] / p[1]
    return where(p[0] >= q[0], ratio - 1 - log(ratio) + q[1] * log(p[0] / q[0]), INFINITY)


def sample(uniform: Value, minimum: Value, alpha: Value) -> Value:
    """One draw for each uniform number in [0, 1)."""
    return quantile(uniform, minimum, alpha)
