"""Integrals over a line, a half-line or an interval by the double-exponential rule, with an error estimate.

Source: Takahasi & Mori 1974, Publ. RIMS Kyoto 9, 721.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

REACH = 4.2  # of the variable t: at the end of it finite pieces have weights below 1e-70
STEPS = (1 / 64, 1 / 128)


def integrate(function: Callable[[Any], Any], ends: tuple[float, ...], size: float) -> tuple[float, float]:
    """∫ function over the pieces between `ends` (infinite ones allowed), and an estimate of the error.

    function   takes and returns arrays; it may have kinks at the ends of pieces, nowhere else
    size       a length on which it varies, for pieces that are infinite
    An integral that does not converge is ∞ with error ∞.
    """
    total = error = 0.0
    for low, high in pairwise(ends):
        coarse, fine = (_piece(function, low, high, size, step) for step in STEPS)
        total += fine
        error += abs(fine - coarse)
    if not math.isfinite(total) or error > 1e-3 * (1 + abs(total)):
        return math.inf, math.inf
    return total, error


def _piece(function: Callable[[Any], Any], low: float, high: float, size: float, step: float) -> float:
    import numpy as np

    t = np.arange(-REACH, REACH + step / 2, step)
    turn = 0.5 * math.pi * np.sinh(t)
    slope = 0.5 * math.pi * np.cosh(t)
    with np.errstate(all="ignore"):
        if math.isfinite(low) and math.isfinite(high):
            share = 1 / (1 + np.exp(-2 * turn))
            left = share < 0.5
            x = np.where(left, low + (high - low) * share, high - (high - low) / (1 + np.exp(2 * turn)))
            weight = (high - low) * 0.5 * slope / np.cosh(turn) ** 2
        elif math.isfinite(low) or math.isfinite(high):
            far = size * np.exp(turn)
            x = low + far if math.isfinite(low) else high - far
            weight = far * slope
        else:
            x, weight = size * np.sinh(turn), size * slope * np.cosh(turn)
        inside = (x > low) & (x < high) & np.isfinite(x) & np.isfinite(weight)
        terms = function(np.where(inside, x, _some(low, high))) * np.where(inside, weight, 0.0)
    terms = np.where(inside & (weight > 0), terms, 0.0)
    if np.isposinf(terms).any() or np.isneginf(terms).any() or np.isnan(terms).any():
        return math.inf
    whole = float(np.sum(terms)) * step
    tails = np.abs(terms)
    if max(tails[:8].max(), tails[-8:].max()) * step > 1e-7 * (1 + abs(whole)):
        return math.inf  # what is left out is not small: the integral does not converge
    return whole


def _some(low: float, high: float) -> float:
    if math.isfinite(low) and math.isfinite(high):
        return 0.5 * low + 0.5 * high
    if math.isfinite(low):
        return low + 1
    return high - 1 if math.isfinite(high) else 0.0
