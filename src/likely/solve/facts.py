"""Facts about rows, for the families' theorems: extremes, moments, order statistics, ties.

One text for the desk, whose rows are arrays, and the Lab, whose rows are vectors.
"""

import math

from likely.formulas.elementary import NAN, Value, total
from likely.formulas.facts import Facts


def facts_of(values: Value, heights: Value, n: float, first_at: Value) -> Facts:
    """The facts of values that differ and ascend, each with the weight that lies on it.

    n          the sum of the weights
    first_at   asked with an amount of weight: where the running total of the weights first reaches it, and
               that total; the last place if none does
    """
    size = len(values)
    low, high = float(values[0]), float(values[size - 1])
    centre = float(values[size // 2])
    half = high / 2 - low / 2
    unit = half if half > 0 else abs(centre) or 1.0
    z = (values - centre) / unit
    shift = float(total(heights * z)) / n
    away = z - shift
    square = float(total(heights * (away * away))) / n
    fourth = float(total(heights * (away * away * away * away))) / n
    most = float(heights.max())
    at, reached = first_at(n / 2 * (1 - 1e-14))
    exact = abs(reached - n / 2) <= 1e-14 * n and at + 1 < size
    middle = (float(values[at]), float(values[at + 1 if exact else at]))
    return Facts(
        n,
        low,
        high,
        centre + unit * shift,
        unit * math.sqrt(square) if high > low else 0.0,
        middle[0] / 2 + middle[1] / 2,
        float(values[first_at(0.25 * n - 1e-12 * n)[0]]),
        float(values[first_at(0.75 * n - 1e-12 * n)[0]]),
        most,
        float(values[heights == most][0]),
        size,
        fourth / (square * square) if square > 0 and high > low else NAN,
        middle,
    )
