"""Facts about the rows of a table, for the families' theorems."""

from __future__ import annotations

import math

from likely.data.reduce import Table
from likely.formulas.facts import Facts


def facts_of(table: Table) -> Facts:
    """The facts of `table.values`."""
    import numpy as np

    values = np.asarray(table.values, dtype=float)
    weights = np.asarray(table.weights, dtype=float)
    order = np.argsort(values, kind="stable")
    values, weights = values[order], weights[order]
    n = math.fsum(weights)
    low, high = float(values[0]), float(values[-1])
    centre = float(values[len(values) // 2])
    half = high / 2 - low / 2
    unit = half if half > 0 else abs(centre) or 1.0
    z = (values - centre) / unit
    shift = float(np.sum(weights * z)) / n
    square = float(np.sum(weights * (z - shift) ** 2)) / n
    fourth = float(np.sum(weights * (z - shift) ** 4)) / n
    fresh = np.concatenate([[True], values[1:] != values[:-1]])
    heights = np.add.reduceat(weights, np.nonzero(fresh)[0])
    top = int(np.argmax(heights))
    reached = np.cumsum(weights)

    def quantile(share: float) -> float:
        return float(values[min(len(values) - 1, int(np.searchsorted(reached, share * n - 1e-12 * n)))])

    first = min(len(values) - 1, int(np.searchsorted(reached, n / 2 * (1 - 1e-14))))
    exact = abs(float(reached[first]) - n / 2) <= 1e-14 * n and first + 1 < len(values)
    middle = (float(values[first]), float(values[first + 1] if exact else values[first]))
    return Facts(
        n,
        low,
        high,
        centre + unit * shift,
        unit * math.sqrt(square) if high > low else 0.0,
        middle[0] / 2 + middle[1] / 2,
        quantile(0.25),
        quantile(0.75),
        float(heights[top]),
        float(values[fresh][top]),
        len(heights),
        fourth / (square * square) if square > 0 and high > low else math.nan,
        middle,
    )
