"""A bootstrap interval for an average of rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from likely.fit.draw import generator

Array = np.ndarray[Any, np.dtype[Any]]

WORK = 1 << 28  # values drawn at most, but never fewer than FEWEST means
DRAWS, FEWEST = 2000, 200


def mean_interval(values: Array, level: float, seed: int) -> tuple[tuple[float, float] | None, int]:
    """Percentiles of the means of resampled rows, and how many were drawn. None where a value is infinite,
    or there is only one. Efron 1979. The same seed gives the same interval.
    """
    n = len(values)
    if n < 2 or not np.isfinite(values).all():
        return None, 0
    random = generator(seed)
    draws = max(FEWEST, min(DRAWS, WORK // n))
    means = [float(values[random.integers(0, n, n)].mean()) for _ in range(draws)]
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return (float(low), float(high)), draws
