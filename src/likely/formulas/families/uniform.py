"""Uniform: every value between two ends is as likely as any other.

log p(x) = −log(high − low)      [nats]

Support      low ≤ x ≤ high
Parameters   low < high, in the unit of x
Statistic    the smallest and the largest observation
Maximum      low = the smallest, high = the largest
Exists       iff the observations are not all equal; else the likelihood grows without bound
Accuracy     log p 1.3e-16, cdf 1.9e-16 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller)
Intervals    exact: (high − max)/(max − min) exceeds t with probability (1 + t)^−(n−1)
Source       Johnson, Kotz & Balakrishnan 1995, vol. 2, ch. 26
"""

from likely.formulas.elementary import INFINITY, Value, expm1, log, where
from likely.formulas.maximum import INTERIOR, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("low", "a", "lower end"),
    Parameter("high", "b", "upper end"),
)
DISCRETE = False
SUPPORT = "finite numbers"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


def statistic(x: Value, centre: float, scale: float) -> tuple[Value]:
    """Only the extremes matter, and they are kept anyway."""
    return (0.0 * x,)


def moved(n: Value, totals: Value, old: Value, new: Value) -> tuple[Value]:
    """The sums of the statistic about the pivot `new`, from those about `old`; each (centre, scale)."""
    return (totals[0],)


def summary(sums: Value) -> tuple[Value, Value]:
    """The smallest and the largest observation."""
    return sums.low, sums.high


def log_prob(x: Value, low: Value, high: Value) -> Value:
    """log p(x), in nats: −∞ outside."""
    return where((x >= low) & (x <= high), -log(high - low), -INFINITY)


def log_likelihood(n: Value, least: Value, most: Value, low: Value, high: Value) -> Value:
    """log L(low, high) in nats, of n observations between `least` and `most`."""
    return n * where((low <= least) & (high >= most), -log(high - low), -INFINITY)


def cdf(x: Value, low: Value, high: Value) -> Value:
    """P(X ≤ x)."""
    return where(x < low, 0.0, where(x > high, 1.0, (x - low) / (high - low)))


def quantile(p: Value, low: Value, high: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return low + p * (high - low)


def maximum(n: float, least: float, most: float) -> Maximum:
    """The narrowest interval that holds all observations."""
    if most > least:
        return Maximum(
            (least, most), INTERIOR, "the narrowest interval that holds every observation is the only maximum"
        )
    what = "the only observation is" if n == 1 else f"all {n:g} observations equal"
    reason = (
        f"no maximum: {what} {least:g}, so the likelihood grows without "
        "bound as high − low → 0 "
        "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
    )
    return Maximum((least, most), UNBOUNDED, reason)


def intervals(n: float, summary: Value, parameters: Value, level: float, table: Value) -> Value:
    """Exact intervals: each end may lie further out, never further in."""
    least, most = summary
    reach = (most - least) * expm1(-log(1 - level) / (n - 1)) if n > 1 else INFINITY
    return (None, (least - reach, least), "exact"), (None, (most, most + reach), "exact")


def entropy(low: Value, high: Value) -> Value:
    """Differential entropy, in nats."""
    return log(high - low)


def kl(p: tuple[Value, Value], q: tuple[Value, Value]) -> Value:
    """KL(p‖q) between two uniforms, in nats: ∞ unless p lies within q."""
    return where((p[0] >= q[0]) & (p[1] <= q[1]), log((q[1] - q[0]) / (p[1] - p[0])), INFINITY)


def sample(uniform: Value, low: Value, high: Value) -> Value:
    """One draw for each uniform number in [0, 1)."""
    return quantile(uniform, low, high)
