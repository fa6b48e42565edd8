"""Gompertz: a lifetime whose risk grows by the same share every year.

log p(x) = log rate + aging·x − rate·(e^(aging·x) − 1)/aging      [nats]

Support      x ≥ 0
Parameters   aging > 0, in 1/unit of x: the growth of the logarithm of the risk;
             rate > 0, in 1/unit of x: the risk at the beginning
Statistic    none that is finite: each step sums score and information
Maximum      Newton in (log aging, log rate)
Exists       iff the standard deviation (divided by n) is below the mean; else aging → 0 and the limit is
             exponential with rate 1/mean. All observations equal: the likelihood grows without bound. Proof:
             with rate at its best the log-likelihood is n·(aging·mean − log M(aging)) + a constant, where
             M(aging) = Σ∫₀^x e^(aging·u) du is a Laplace transform, so log M is convex; the slope at
             aging = 0 is n·mean − n·(mean of x²)/(2·mean)
Accuracy     log p 7.2e-16, cdf 3.0e-16 against mpmath (tests/reference/families.json)
Source       Garg, Rao & Redmond 1970, Applied Statistics 19, 152 (estimation)
"""

from likely.formulas.elementary import INFINITY, Value, expm1, log, log1p, where
from likely.formulas.exponential_integral import scaled_e1
from likely.formulas.facts import Facts
from likely.formulas.families import exponential
from likely.formulas.maximum import INTERIOR, NOT_ATTAINED, UNBOUNDED, Maximum
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("aging", "b", "how fast the risk grows", 0.0),
    Parameter("rate", "a", "risk at the beginning", 0.0),
)
DISCRETE = False
SUPPORT = "numbers from 0 up"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x >= 0) & (x < INFINITY)


ITERATIVE = True


def log_prob(x: Value, aging: Value, rate: Value) -> Value:
    """log p(x), in nats: −∞ where x < 0."""
    inside = x >= 0
    grown = aging * where(inside, x, 0.0)
    return where(inside, log(rate) + grown - rate * (expm1(grown) / aging), -INFINITY)


def log_sf(x: Value, aging: Value, rate: Value) -> Value:
    """log P(X > x)."""
    inside = x > 0
    return where(inside, -rate * (expm1(aging * where(inside, x, 0.0)) / aging), 0.0)


def log_cdf(x: Value, aging: Value, rate: Value) -> Value:
    """log P(X ≤ x)."""
    return log(-expm1(log_sf(x, aging, rate)))


def cdf(x: Value, aging: Value, rate: Value) -> Value:
    """P(X ≤ x)."""
    return -expm1(log_sf(x, aging, rate))


def quantile(p: Value, aging: Value, rate: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return log1p(-log1p(-p) * (aging / rate)) / aging


def maximum(facts: Facts) -> Maximum:
    """Where to start; or the exponential limit; or that there is no maximum."""
    if not facts.high > facts.low:
        what = f"all {facts.n:g} observations equal" if facts.n != 1 else "the only observation is"
        reason = (
            f"no maximum: {what} {facts.low:g}, so the likelihood grows without bound as aging → ∞ "
            "(the limit is a point mass); a resolution (--resolution) makes the problem well posed"
        )
        return Maximum((INFINITY, 0.0), UNBOUNDED, reason)
    ratio = facts.sd / facts.mean
    if ratio >= 1:  # mean square ≥ 2·mean²
        rate = 1 / facts.mean
        top = float(exponential.log_likelihood(facts.n, facts.mean, rate))
        reason = (
            f"no maximum: the standard deviation {facts.sd:.6g} is not below the mean {facts.mean:.6g}, so "
            f"aging → 0, the limit is exponential with rate {rate:.6g}, supremum {top:.7g} nats"
        )
        return Maximum((0.0, rate), NOT_ATTAINED, reason)
    aging = 1.2825498301618641 / facts.sd * (1 - ratio) + 0.1 / facts.mean
    reason = (
        "the standard deviation is below the mean, and the profile log-likelihood of aging is strictly "
        "concave: it has one maximum"
    )
    return Maximum((aging, aging / expm1(aging * facts.mean)), INTERIOR, reason)


def score(x: Value, aging: Value, rate: Value) -> tuple[Value, Value]:
    """Slope of log p(x) in aging and in rate."""
    grown = expm1(aging * x)
    return x - rate * (x * (1 + grown) - grown / aging) / aging, 1 / rate - grown / aging


def entropy(aging: Value, rate: Value) -> Value:
    """Differential entropy, in nats; the mean of aging·x is e^t·E₁(t), t = rate/aging."""
    return 1 - log(rate) - scaled_e1(rate / aging)


def sample(uniform: Value, aging: Value, rate: Value) -> Value:
    """One draw for each uniform number in (0, 1)."""
    return quantile(uniform, aging, rate)
