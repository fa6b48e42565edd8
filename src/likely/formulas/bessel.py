"""The modified Bessel functions that the circle needs: log I₀ and I₁/I₀.

Below 30 the power series, whose terms are all positive; above it Hankel's expansion.

Accuracy     about 1e-15 relative (log I₀ scaled: absolute)
Source       Abramowitz & Stegun 1964, 9.6.12, 9.7.1
"""

from likely.formulas.elementary import Value, log, where
from likely.formulas.special import HALF_LOG_2PI

SERIES = 90  # terms of the power series up to 30
FAR = 20  # terms of Hankel's expansion


def log_i0_scaled(k: Value) -> Value:
    """log(I₀(κ)·e^−κ) for κ ≥ 0; a number with derivatives brings them along."""
    if hasattr(k, "through"):
        v = k.value
        return k.through(_log_i0_scaled(v), -one_minus_ratio(v), ratio_slope(v))
    return _log_i0_scaled(k)


def _log_i0_scaled(k: Value) -> Value:
    far = k > 30
    near = where(far, 1.0, k)
    k_far = where(far, k, 30.0)
    return where(far, log(_hankel(k_far, 0.0)) - 0.5 * log(k_far) - HALF_LOG_2PI, log(_power(near, 0)) - near)


def one_minus_ratio(k: Value) -> Value:
    """1 − I₁(κ)/I₀(κ): 1 at 0, 1/(2κ) far out, without cancellation there."""
    far = k > 30
    k_far = where(far, k, 30.0)
    near = where(far, 1.0, k)
    return where(
        far, _hankel_gap(k_far) / _hankel(k_far, 0.0), 1 - 0.5 * near * _power(near, 1) / _power(near, 0)
    )


def ratio_slope(k: Value) -> Value:
    """d/dκ of I₁/I₀ = 1 − A² − A/κ, as (1 − A)·(1 + A) − A/κ."""
    far = k > 30
    k_far = where(far, k, 30.0)
    some = k > 1e-4
    near = where(far, 1.0, where(some, k, 1.0))
    gap = one_minus_ratio(near)
    a = 1 - gap
    r = 1 / k_far  # 1/(2κ²) + 1/(4κ³) + 3/(8κ⁴)·… : the expansion of the slope
    series = (
        r
        * r
        * (0.5 + r * (0.25 + r * (0.375 + r * (25 / 32 + r * (65 / 32 + r * (3219 / 512 + r * 721 / 32))))))
    )
    return where(far, series, where(some, gap * (1 + a) - a / near, 0.5))


def _power(k: Value, order: int) -> Value:
    """Σ (κ²/4)^j/(j!·(j + order)!): I₀(κ), or I₁(κ)·2/κ."""
    square = 0.25 * k * k
    term = total = 1.0 + 0.0 * k
    for j in range(1, SERIES):
        term = term * square / (j * (j + order))
        total = total + term
    return total


def _hankel(k: Value, mu: float) -> Value:
    """I(κ)·√(2πκ)·e^−κ, mu = 4·order²."""
    term = total = 1.0 + 0.0 * k
    for j in range(1, FAR):
        term = -term * (mu - (2 * j - 1) * (2 * j - 1)) / (8 * j * k)
        total = total + term
    return total


def _hankel_gap(k: Value) -> Value:
    """The same for order 0 minus order 1, term by term."""
    a = b = 1.0 + 0.0 * k
    total = 0.0 * k
    for j in range(1, FAR):
        odd = (2 * j - 1) * (2 * j - 1)
        a = a * odd / (8 * j * k)
        b = -b * (4 - odd) / (8 * j * k)
        total = total + (a - b)
    return total
