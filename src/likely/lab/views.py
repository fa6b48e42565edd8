"""What there is to draw of the Lab's data and a model: as `likely.fit.views`, from sums and counts alone."""

import math
from collections import namedtuple

from likely.formulas.elementary import Value, exp, total
from likely.lab.data import Data
from likely.lab.kept import Kept
from likely.solve.survival import staircase
from likely.solve.vector import Vector

# bars (left, right, height); a curve of points, or one height a bar in `model`; None where there is none
Histogram = namedtuple("Histogram", "bars counts curve model outside")
# corners (time, share still to come) and the model's curve
Survival = namedtuple("Survival", "steps curve")
# points (expected, observed)
Against = namedtuple("Against", "points")

MOST_BARS = 60
PLACES = 141
QUANTILES = 40  # each is a search, and some take a tenth of a second


def histogram(data: Data, family: Value, values: Value) -> Histogram:
    """The data as bars and the model over them; no model if `values` is None."""
    return _counts(data, family, values) if family.DISCRETE else _measured(data, family, values)


def _measured(data: Data, family: Value, values: Value) -> Histogram:
    start, width, counts = data.bins
    bars, inside = [], 0
    for i, count in enumerate(counts):
        inside += count
        bars.append((start + i * width, start + (i + 1) * width, count / data.n / width))
    curve = None
    if values is not None:
        first, last = bars[0][0], bars[-1][1]
        points = []
        for i in range(PLACES):
            x = first + (last - first) * (i + 0.5) / PLACES
            y = float(exp(family.log_prob(x, *values)))
            if math.isfinite(y):
                points.append((x, y))
        curve = tuple(points) or None
    return Histogram(tuple(bars), False, curve, None, max(0.0, 1 - inside / data.n))


def _counts(data: Data, family: Value, values: Value) -> Histogram:
    seen, weights = data.table
    low, high = seen[0], seen[-1]
    reached, far = 0.0, high
    for value, weight in zip(seen, weights):
        reached += weight
        if reached >= 0.995 * data.n:
            far = value
            break
    if high - low > 3 * (far - low + 10):
        high = low + 1.5 * (far - low) + 5
    step = max(1, math.ceil((high - low + 1) / MOST_BARS))
    number = int((high - low) // step) + 1
    shares = [0.0] * number
    for value, weight in zip(seen, weights):
        at = int((value - low) // step)
        if at < number:
            shares[at] += weight / data.n
    model = None
    if values is not None:
        model = tuple(
            [sum([_mass(family, low + step * at + k, values) for k in range(step)]) for at in range(number)]
        )
    bars = [(low + step * at - 0.5, low + step * (at + 1) - 0.5, share) for at, share in enumerate(shares)]
    return Histogram(tuple(bars), True, None, model, max(0.0, 1 - sum(shares)))


def _mass(family: Value, x: float, values: Value) -> float:
    return float(exp(family.log_prob(x, *values))) if family.support(x) else 0.0


def survival(kept: Kept, family: Value, values: Value) -> Survival:
    """Kaplan and Meier's estimate, and the model's share still to come over it; no model without `values`."""
    left = here = float(total(kept.weights))
    times: list[float] = []
    died: list[float] = []
    risk: list[float] = []
    for at, time in enumerate(kept.lower):
        if at == 0 or time != kept.lower[at - 1]:
            here = left  # whoever is censored at a time has lived that long
        if kept.upper[at] == time:
            times.append(time)
            died.append(kept.weights[at])
            risk.append(here)
        left -= kept.weights[at]
    start, last = min(0.0, kept.lower[0]), kept.lower[len(kept.lower) - 1]
    curve = None
    if values is not None:
        x = Vector([start + (last - start) * i / (PLACES - 1) for i in range(PLACES)])
        shares = exp(family.log_sf(x, *values))
        curve = tuple([(a, b) for a, b in zip(x, shares) if math.isfinite(b)]) or None
    return Survival(staircase(start, last, times, died, risk), curve)


def quantiles(sample: list[float], family: Value, values: Value) -> Value:
    """Quantiles of the kept rows against the model's; None without rows or without a quantile function."""
    if not sample or family.DISCRETE or not hasattr(family, "quantile"):
        return None
    some = sorted(sample)
    m = min(QUANTILES, len(some))
    points = []
    for k in range(m):
        share = (k + 0.5) / m
        expected = float(family.quantile(share, *values))  # one by one is quicker than as a vector
        observed = some[min(len(some) - 1, math.ceil(share * len(some) * (1 - 1e-14)) - 1)]
        if math.isfinite(expected):
            points.append((expected, observed))
    return Against(tuple(points)) if points else None
