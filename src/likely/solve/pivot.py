"""A pivot near the data, so that sums measured from it lose no digits."""

import math

from likely.formulas.elementary import Value

SAMPLE = 2001  # values that choose the pivot


def choose_pivot(values: Value) -> tuple[float, float]:
    """A centre and a scale (a power of two) near the data, from an even sample of `values`."""
    step = max(1, len(values) // SAMPLE)
    places = range(0, len(values), step)
    some = sorted([x for x in [float(values[i]) for i in places] if math.isfinite(x)])
    centre = some[len(some) // 2] if some else 0.0
    width = some[(3 * len(some)) // 4] - some[len(some) // 4] if some else 0.0
    size = width or (some[-1] - some[0] if some else 0.0) or abs(centre) or 1.0
    if not math.isfinite(size):
        size = abs(centre) or 1.0
    return centre, math.ldexp(1.0, max(-1021, min(1022, math.frexp(size)[1])))
