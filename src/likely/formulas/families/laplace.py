"""Laplace: the difference of two equal exponentials; errors that are often small and sometimes large.

log p(x) = −log 2 − log scale − |x − loc|/scale      [nats]

Support      every real number
Parameters   loc and scale > 0, in the unit of x
Statistic    the median, and the mean distance from it
Maximum      loc = the median, any point between the two middle observations if n is even;
             scale = mean |x − loc|
Exists       iff the observations are not all equal; else the likelihood grows without bound as scale → 0
Accuracy     log p 6.3e-16, cdf 7.8e-15 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller)
Intervals    profile: the log-likelihood has a kink at every observation, so the ends are found by bisection
Source       Johnson, Kotz & Balakrishnan 1995, vol. 2, ch. 24
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, log1p, sqrt, total, where
from likely.formulas.facts import Facts
from likely.formulas.inverse import likelihood_ratio_ends
from likely.formulas.maximum import INTERIOR, NOT_UNIQUE, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.special import chi_square_quantile_1

PARAMETERS = (
    Parameter("loc", "μ", "median"),
    Parameter("scale", "b", "width", 0.0),
)
DISCRETE = False
SUPPORT = "finite numbers"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


LOG_2 = 0.6931471805599453


def log_prob(x: Value, loc: Value, scale: Value) -> Value:
    """log p(x), in nats."""
    return -LOG_2 - log(scale) - abs((x - loc) / scale)


def log_cdf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X ≤ x)."""
    z = (x - loc) / scale
    left = z < 0
    return where(left, where(left, z, 0.0) - LOG_2, log1p(-0.5 * exp(-where(left, 0.0, z))))


def log_sf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X > x)."""
    return log_cdf(2 * loc - x, loc, scale)


def cdf(x: Value, loc: Value, scale: Value) -> Value:
    """P(X ≤ x)."""
    return exp(log_cdf(x, loc, scale))


def quantile(p: Value, loc: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    left = p < 0.5
    return loc + scale * where(left, log(2 * where(left, p, 0.5)), -log(2 * (1 - where(left, 0.5, p))))


WITH_ROWS = True  # its theorem wants the rows beside the facts


def mean_distance(table: Value, loc: float) -> float:
    """The weighted mean of |x − loc| over a table of rows."""

    def distance(x: Value) -> Value:
        return abs(x - loc)

    if hasattr(table, "mean"):
        return float(table.mean(distance))
    return float(total([distance(x) * (w / table.n) for x, w in zip(table.values, table.weights)]))


def maximum(facts: Facts, table: Value) -> Maximum:
    """The median and the mean distance from it; the whole set of medians if there are many."""
    if facts.high == facts.low:
        what = f"all {facts.n:g} observations equal" if facts.n != 1 else "the only observation is"
        reason = (
            f"no maximum: {what} {facts.low:g}, so the likelihood grows without bound as scale → 0 "
            "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
        )
        return Maximum((facts.low, 0.0), UNBOUNDED, reason)
    scale = mean_distance(table, facts.median)
    low, high = facts.middle
    if low < high:
        reason = (
            f"every loc from {low:.6g} to {high:.6g} is a maximum, since n is even; the "
            "middle of them is given"
        )
        return Maximum((facts.median, scale), NOT_UNIQUE, reason)
    return Maximum((facts.median, scale), INTERIOR, "the median is the only point of least mean distance")


INTERVALS = ("profile", "profile")  # what `intervals` calls its methods


def intervals(n: float, summary: Value, parameters: Value, level: float, table: Value) -> Value:
    """Likelihood ratio: for loc with scale = mean |x − loc|, so n·log of the ratio of mean distances;
    for scale directly.
    """
    loc, scale = parameters
    enough = scale * exp(0.5 * chi_square_quantile_1(level) / n)
    ends = []
    for side in (-1.0, 1.0):
        inside, outside = 0.0, 4 * scale / sqrt(n)  # about twice as far as it will be
        while mean_distance(table, loc + side * outside) < enough and outside < 1e300:
            inside, outside = outside, 2 * outside
        for _ in range(60):
            middle = 0.5 * (inside + outside)
            if mean_distance(table, loc + side * middle) < enough:
                inside = middle
            else:
                outside = middle
        ends.append(loc + side * inside)
    own = likelihood_ratio_ends(lambda b: n * (log(scale / b) - scale / b + 1), scale, level)
    return (scale / sqrt(n), (ends[0], ends[1]), "profile"), (scale / sqrt(n), own, "profile")


def information(loc: Value, scale: Value) -> tuple[tuple[Value, Value], tuple[Value, Value]]:
    """Fisher information of one observation."""
    square = 1 / (scale * scale)
    return (square, 0.0 * loc), (0.0 * loc, square)


def entropy(loc: Value, scale: Value) -> Value:
    """Differential entropy, in nats."""
    return 1 + log(2 * scale) + 0.0 * loc


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two Laplaces, each (loc, scale), in nats."""
    shift = abs(p[0] - q[0])
    return log(q[1] / p[1]) + (shift + p[1] * exp(-shift / p[1])) / q[1] - 1


def sample(uniform: Value, loc: Value, scale: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, loc, scale)
