"""Quantiles by bisection, for distributions whose quantile has no formula of its own.

Works on floats and on arrays alike: every element is halved the same number of times. Slow and sure: some
120 evaluations, right to the last digits that the distribution function can tell apart.
"""

from likely.formulas.elementary import Value, floor, log, log1p, sqrt, where
from likely.formulas.special import chi_square_quantile_1


def inverse_cdf(p: Value, log_cdf: Value, log_sf: Value, low: float, near: Value) -> Value:
    """The x > low with cdf(x) = p, for a distribution on (low, ∞) whose bulk is about low + near."""
    lower = p < 0.5
    target = where(lower, log(where(lower, p, 0.5)), log1p(-where(lower, 0.5, p)))
    small = near * 1e-300 + 0.0 * p
    large = near * 1e6 + 1e6 + 0.0 * p
    for _ in range(1100):
        geometric = small * 2 < large
        middle = where(
            geometric,
            sqrt(where(geometric, small, 1.0)) * sqrt(where(geometric, large, 1.0)),
            (small + large) / 2,
        )
        left = where(lower, log_cdf(low + middle) < target, log_sf(low + middle) > target)
        small = where(left, middle, small)
        large = where(left, large, middle)
        if _ > 75:
            break
    return low + (small + large) / 2


def halved(p: Value, cdf: Value, low: float, high: float) -> Value:
    """The x in [low, high] with cdf(x) = p, by sixty halvings."""
    below, above = low + 0.0 * p, high + 0.0 * p
    for _ in range(60):
        middle = 0.5 * (below + above)
        short = cdf(middle) < p
        below = where(short, middle, below)
        above = where(short, above, middle)
    return 0.5 * (below + above)


def sum_up_to(x: Value, probability: Value) -> Value:
    """Σ probability(k) for whole k from 0 to x: as many terms as the largest x asks."""
    most = float(x.max() if hasattr(x, "max") else x)
    result = 0.0 * x
    k = 0.0
    while k <= most:
        result = result + where(x >= k, probability(k), 0.0)
        k += 1
    return where(result < 1, result, 1.0)


def whole_quantile(p: Value, cdf: Value, near: Value) -> Value:
    """The smallest whole x with cdf(x) ≥ p: doubling, then halving."""
    low = -1.0 + 0.0 * p
    high = floor(near + 0.0 * p) + 1.0
    for _ in range(60):
        short = cdf(high) < p
        if not (short.any() if hasattr(short, "any") else short):
            break
        low = where(short, high, low)
        high = where(short, 2 * high + 1, high)
    for _ in range(64):
        middle = floor((low + high) / 2)
        enough = cdf(middle) >= p
        wide = high - low > 1
        high = where(wide & enough, middle, high)
        low = where(wide & (enough == False), middle, low)  # noqa: E712 - arrays have no `not`
        if not (wide.any() if hasattr(wide, "any") else wide):
            break
    return high


def likelihood_ratio_ends(log_ratio: Value, peak: float, level: float) -> tuple[float, float]:
    """Where a log-likelihood ratio (0 at `peak` > 0, falling on both sides) reaches minus half a
    chi-square quantile.
    """
    drop = -0.5 * chi_square_quantile_1(level)
    ends = []
    for factor in (0.5, 2.0):
        inside, outside = peak, peak * factor
        while log_ratio(outside) > drop and 1e-300 < outside < 1e300:
            inside, outside = outside, outside * factor
        for _ in range(100):
            middle = 0.5 * (inside + outside)
            if log_ratio(middle) > drop:
                inside = middle
            else:
                outside = middle
        ends.append(inside)
    return ends[0], ends[1]
