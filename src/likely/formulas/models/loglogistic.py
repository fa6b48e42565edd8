"""Log-logistic: a time whose logarithm is logistic.

log p(x) = log p_logistic(log x) − log x      [nats]

Support      x > 0
Parameters   loc and scale > 0 of log x; in other words scale e^loc and shape 1/scale
Source       Kalbfleisch & Prentice 2002, The Statistical Analysis of Failure Time Data, 2nd ed., §2.2
"""

from likely.formulas.elementary import Value, exp, log
from likely.formulas.families import logistic


def log_prob(x: Value, loc: Value, scale: Value) -> Value:
    """log p(x), in nats, for x > 0."""
    y = log(x)
    return logistic.log_prob(y, loc, scale) - y


def quantile(p: Value, loc: Value, scale: Value) -> Value:
    """The x with P(X ≤ x) = p."""
    return exp(logistic.quantile(p, loc, scale))


def log_cdf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X ≤ x), for x > 0."""
    return logistic.log_cdf(log(x), loc, scale)


def log_sf(x: Value, loc: Value, scale: Value) -> Value:
    """log P(X > x), for x > 0."""
    return logistic.log_sf(log(x), loc, scale)
