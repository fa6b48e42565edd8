"""Sums about one pivot from the sums about another, so that machines need not agree on a pivot beforehand.

`n` is the number of observations (or the sum of their weights), c and s the centre and the scale the sums
were taken about, d and t the new ones. Each formula is exact but for the rounding of its own terms, none of
which is large where the result is small. Only +, −, × and ÷ touch the sums, so exact fractions stay exact.
"""

from likely.formulas.elementary import Value, log_less, log_ratio


def ratio_about(n: Value, u: Value, c: Value, d: Value) -> Value:
    """Σ(x − d)/d from u = Σ(x − c)/c."""
    return (c * u + n * (c - d)) / d


def deviation_about(n: Value, z: Value, c: Value, s: Value, d: Value, t: Value) -> Value:
    """Σ(x − d)/t from z = Σ(x − c)/s."""
    return (s * z + n * (c - d)) / t


def square_about(n: Value, z: Value, square: Value, c: Value, s: Value, d: Value, t: Value) -> Value:
    """Σ((x − d)/t)² from z = Σ(x − c)/s and Σ((x − c)/s)²."""
    a = s / t
    b = (c - d) / t
    return a * a * square + 2 * a * b * z + n * b * b


def log_about(n: Value, total: Value, c: Value, d: Value) -> Value:
    """Σ log(x/d) from Σ log(x/c)."""
    return total + n * type(n)(log_ratio(float(c), float(d)))


def bend_about(n: Value, u: Value, bend: Value, c: Value, d: Value) -> Value:
    """Σ(log(x/d) − (x − d)/d) from u = Σ(x − c)/c and Σ(log(x/c) − (x − c)/c).

    With r = (c − d)/d each term changes by (log(1 + r) − r) − r·(x − c)/c.
    """
    r = (c - d) / d
    return bend + n * type(n)(log_less(float(r), log_ratio(float(c), float(d)))) - r * u
