"""Logistic regression with one input: the log odds of success are a straight line in x.

log odds of success at x = slope·(x − middle)
log L = Σ log(1/(1 + e^(−m_i)))      m = the log odds, taken with the sign of what happened

Maximum      exists iff no middle separates the failures from the successes (Albert & Anderson 1984);
             where one does, log L rises with the slope and its supremum 0 is never reached
Source       Bishop 2006, §4.3.2; Albert & Anderson 1984, Biometrika 71, 1
"""

from likely.formulas.elementary import Value, exp, log1p, total


def probability(x: Value, middle: Value, slope: Value) -> Value:
    """P(success) at x."""
    return 1 / (1 + exp(slope * (middle - x)))


def log_odds(y: Value, x: Value, middle: Value, slope: Value) -> Value:
    """The log odds that the model gave to what happened, y = 1 a success and y = 0 a failure."""
    return (2 * y - 1) * slope * (x - middle)


def log_prob(y: float, x: float, middle: float, slope: float) -> float:
    """log P(y) at x, in nats, without overflow."""
    m = log_odds(y, x, middle, slope)
    return float(-log1p(exp(-m)) if m > 0 else m - log1p(exp(m)))


def log_likelihood(ys: Value, xs: Value, middle: float, slope: float) -> float:
    """Σ log P(y) at x, in nats."""
    return float(total([log_prob(y, x, middle, slope) for y, x in zip(ys, xs)]))
