"""The exponential integral e^t·E₁(t) = ∫₀^∞ e^−s/(t + s) ds, for t > 0.

Accuracy     some 1e-15 relative
Source       Abramowitz & Stegun 1964, 5.1.11 (series, t ≤ 1), 5.1.22 (continued fraction, t > 1)
"""

from likely.formulas.elementary import Value, exp, log, where


def scaled_e1(t: Value) -> Value:
    """e^t·E₁(t): about 1/t far out, about −log t near 0."""
    near = t <= 1
    small = where(near, t, 1.0)
    term, total = -1.0 + 0.0 * small, 0.0 * small
    for k in range(1, 25):
        term = -term * small / k
        total = total + term / k
    series = exp(small) * (total - log(small) - 0.5772156649015329)
    large = where(near, 1.0, t)
    fraction = large + 241
    for k in range(120, 0, -1):
        fraction = large + (2 * k - 1) - k * k / fraction
    return where(near, series, 1 / fraction)
