"""Zero-inflated Poisson: counts, some of which are 0 for another reason than chance.

log p(0) = log(zero + (1 − zero)·e^−rate);  log p(x) = log(1 − zero) + log poisson(x; rate) for x > 0   [nats]

Support      x ∈ {0, 1, 2, …}
Parameters   zero ∈ [0, 1), the share of counts that are 0 anyway;  rate > 0, of the others
Statistic    the share of zeros, and the mean of the counts above 0   (a histogram of the counts)
Maximum      rate/(1 − e^−rate) = the mean of the counts above 0 (Newton, from the right), and the share of
             zeros fitted exactly; where that needs zero < 0, zero = 0 and the fit is Poisson's
Exists       unless every count is 0, when any rate fits with zero → 1, and any zero with rate → 0. On the
             edge zero = 0 iff the share of zeros is at most e^−mean. Inside, the likelihood is that of the
             share of zeros times that of a zero-truncated Poisson, each strictly concave: one maximum
Accuracy     log p 1.2e-15, cdf 1.2e-15 against mpmath (tests/reference/families.json)
Source       Lambert 1992, Technometrics 34, 1; Johnson, Kemp & Kotz 2005, §4.10.3
"""

from likely.formulas.elementary import INFINITY, Value, exp, expm1, log, log1p, total, where
from likely.formulas.families import poisson
from likely.formulas.inverse import whole_quantile
from likely.formulas.maximum import BOUNDARY, INTERIOR, NOT_ATTAINED, NOT_UNIQUE, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("zero", "π", "share of counts that are 0 anyway", 0.0, 1.0, closed_low=True),
    Parameter("rate", "λ", "expected number of events elsewhere", 0.0),
)
DISCRETE = True
SUPPORT = "whole numbers from 0 up"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x >= 0) & (x < INFINITY) & (x % 1 == 0)


def summary_of_counts(columns: Value, weights: Value, n: float) -> tuple[float, float]:
    """The share of zeros, and the mean of the counts above 0 (0 if there are none)."""
    pairs = [(float(x), float(w)) for x, w in zip(columns[0], weights)]
    none = total([w for x, w in pairs if x == 0] + [0.0])
    some = total([w for x, w in pairs if x > 0] + [0.0])
    return none / n, total([x * (w / some) for x, w in pairs if x > 0]) if some > 0 else 0.0


def log_prob(x: Value, zero: Value, rate: Value) -> Value:
    """log p(x), in nats."""
    seen = x > 0
    other = log1p(-zero) + poisson.log_prob(where(seen, x, 1.0), rate)
    return where(seen, other, where(x == 0, log(zero + (1 - zero) * exp(-rate)), -INFINITY))


def cdf(x: Value, zero: Value, rate: Value) -> Value:
    """P(X ≤ x)."""
    return where(x < 0, 0.0, zero + (1 - zero) * poisson.cdf(x, rate))


def quantile(p: Value, zero: Value, rate: Value) -> Value:
    """The smallest x with P(X ≤ x) ≥ p."""
    return whole_quantile(p, lambda x: cdf(x, zero, rate), rate)


def mle(none: float, mean: float) -> tuple[float, float]:
    """Inside: the rate of a zero-truncated Poisson with this mean, and the rest of the zeros."""
    rate = mean
    for _ in range(100):
        step = (rate + mean * expm1(-rate)) / (1 - mean * exp(-rate))
        rate = rate - step
        if abs(step) <= 1e-15 * rate:
            break
    return 1 + (1 - none) / expm1(-rate), rate


def maximum(n: float, none: float, mean: float, closed: bool = True) -> Maximum:
    """The maximum of the likelihood of n counts with this share of zeros and this mean above 0."""
    if none == 1:
        reason = (
            f"all {n:g} counts are 0: every zero from 0 to 1 with rate → 0 is as good, "
            "and every rate with zero → 1"
        )
        return Maximum((0.0, 0.0), NOT_UNIQUE, reason)
    whole = (1 - none) * mean
    if none > exp(-whole):
        reason = (
            f"the share of zeros {none:.4g} is above Poisson's {exp(-whole):.4g}; the likelihood is that "
            "of the share times that of the counts above 0, each strictly concave"
        )
        return Maximum(mle(none, mean), INTERIOR, reason)
    edge = "zero = 0 is the maximum, on the edge" if closed else "zero → 0, which the open space lacks"
    reason = (
        f"the share of zeros {none:.4g} is not above Poisson's {exp(-whole):.4g}, so {edge}, "
        f"and the rest is Poisson with rate {whole:.6g}"
    )
    return Maximum((0.0, whole), BOUNDARY if closed else NOT_ATTAINED, reason)


def sample(uniform: Value, zero: Value, rate: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, zero, rate)
