"""What the sums are, in exact or 60-digit arithmetic."""

from fractions import Fraction

import mpmath
import numpy as np

DIGITS = 60


def numbers(x, weights=None):
    pairs = [
        (float(v), 1.0 if weights is None else float(w))
        for v, w in zip(x, [1.0] * len(x) if weights is None else weights, strict=True)
    ]
    return [(Fraction(v), Fraction(w)) for v, w in pairs if np.isfinite(v) and w > 0]


def moments(x, weights=None):
    """weight, mean, square as Fractions."""
    pairs = numbers(x, weights)
    weight = sum(w for _, w in pairs)
    mean = sum(v * w for v, w in pairs) / weight
    return weight, mean, sum(w * (v - mean) ** 2 for v, w in pairs)


def real(fraction):
    return mpmath.mpf(fraction.numerator) / fraction.denominator


def gaps(x, weights=None):
    """log, log1m and reciprocal gaps, None where they do not exist."""
    with mpmath.workdps(DIGITS):
        pairs = numbers(x, weights)
        _, mean, _ = moments(x, weights)
        m = real(mean)
        pairs = [(real(v), real(w)) for v, w in pairs]
        positive, below = min(v for v, _ in pairs) > 0, max(v for v, _ in pairs) < 1
        return {
            "log": sum(w * (mpmath.log(m) - mpmath.log(v)) for v, w in pairs) if positive else None,
            "log1m": sum(w * (mpmath.log1p(-m) - mpmath.log1p(-v)) for v, w in pairs) if below else None,
            "reciprocal": sum(w * (1 / v - 1 / m) for v, w in pairs) if positive else None,
        }


def relative(value, low, truth):
    """|value + low − truth| / |truth|; 0 if both are 0."""
    with mpmath.workdps(DIGITS):
        truth = real(truth) if isinstance(truth, Fraction) else truth
        error = abs(mpmath.mpf(value) + mpmath.mpf(low) - truth)
        return float(error / abs(truth)) if truth else float(error)
