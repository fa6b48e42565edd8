"""The probability between two bounds, in log space, from whichever tail keeps its digits.

log P(lower < X ≤ upper) = log(F(upper) − F(lower))

With it a recorded value becomes the probability of its rounding cell, and a likelihood is bounded.

Source       Giesbrecht & Kempthorne 1976, JRSS B 38, 257
"""

from likely.formulas.elementary import Value, exp, expm1, log, log1p, where

LOG_HALF = -0.6931471805599453


def log_between(family: Value, lower: Value, upper: Value, parameters: tuple[Value, ...]) -> Value:
    """log P(lower < X ≤ upper), for lower < upper inside the support, from the smaller tail."""
    above = family.log_sf(lower, *parameters)
    below = family.log_cdf(upper, *parameters)
    right = above < below
    a = where(right, above, below)
    b = where(right, family.log_sf(upper, *parameters), family.log_cdf(lower, *parameters))
    gap = b - a
    near = gap > LOG_HALF
    return a + where(near, log(-expm1(where(near, gap, -1.0))), log1p(-exp(where(near, -1.0, gap))))


def log_cell(family: Value, x: Value, resolution: Value, parameters: tuple[Value, ...]) -> Value:
    """log P of the cell that is recorded as x: half a step on either side."""
    return log_between(family, x - 0.5 * resolution, x + 0.5 * resolution, parameters)
