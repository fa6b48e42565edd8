"""The logarithm of the normal distribution function, down to where the function itself is 0.

log Φ(x) is log normal_cdf(x) while that is a normal number; below −37 it is Laplace's continued fraction,
log Φ(−y) = −y²/2 − ½·log 2π − log(y + 1/(y + 2/(y + 3/(y + …)))).

Accuracy     about 1e-14 relative
Source       Abramowitz & Stegun 1964, 26.2.14
"""

from likely.formulas.elementary import Value, exp, log, log1p, where
from likely.formulas.special import HALF_LOG_2PI, normal_cdf


def log_normal_cdf(x: Value) -> Value:
    """log P(Z ≤ x) of the standard normal; a number with derivatives brings them along."""
    if hasattr(x, "through"):
        value = _log_normal_cdf(x.value)
        hazard = exp(-0.5 * x.value * x.value - HALF_LOG_2PI - value)  # φ/Φ
        return x.through(value, hazard, -hazard * (x.value + hazard))
    return _log_normal_cdf(x)


def _log_normal_cdf(x: Value) -> Value:
    far = x < -20
    y = where(far, -x, 20.0)
    fraction = y
    for k in range(24, 0, -1):
        fraction = y + k / fraction
    tail = -0.5 * y * y - HALF_LOG_2PI - log(fraction)
    near = where(far, 0.0, x)
    right = near > 0
    lower = log(normal_cdf(where(right, -1.0, near)))
    upper = log1p(-normal_cdf(-where(right, near, 1.0)))
    return where(far, tail, where(right, upper, lower))
