"""The data as bars beside the fitted model: densities for continuous values, shares for counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from likely.fit.recipe import Recipe
from likely.fit.views.observed import Observed, chunks

MOST_BARS = 60
PLACES = 241


@dataclass(frozen=True)
class Histogram:
    """Bars (left, right, height) of the data; the model as a curve, or as one height a bar.

    height    of continuous values a density, share/width; of counts the share of observations
    outside   share of the observations beyond the bars
    model     None where there is no fitted distribution to draw
    """

    bars: tuple[tuple[float, float, float], ...]
    counts: bool
    curve: tuple[tuple[float, float], ...] | None
    model: tuple[float, ...] | None
    outside: float


def continuous(
    formulas: Any, recipe: Recipe, seen: Observed, parameters: tuple[Any, ...] | None
) -> Histogram:
    """Bars by the rule of Freedman and Diaconis, counted over all rows; the model's density over them.

    Where a few values lie very far out the bars cover the middle 99 %.
    Source: Freedman & Diaconis 1981, Z. Wahrscheinlichkeitstheorie 57, 453.
    """
    import numpy as np

    low, high = seen.low, seen.high
    near, first, third, far = map(float, seen.quantile([0.005, 0.25, 0.75, 0.995]))
    middle = third - first
    if middle > 0 and high - low > 20 * middle:
        low, high = max(low, near - 0.5 * (far - near)), min(high, far + 0.5 * (far - near))
        if high - low > 40 * middle:
            low, high = max(seen.low, first - 12 * middle), min(seen.high, third + 12 * middle)
    if not high > low:
        reach = abs(low) * 0.05 or 1.0
        low, high = low - reach, high + reach
    width = 2 * middle / len(seen.values) ** (1 / 3)
    number = math.ceil((high - low) / width) if width > 0 else 10
    edges = np.linspace(low, high, max(5, min(MOST_BARS, number)) + 1)
    if recipe.options.resolution is not None:
        edges = _whole_cells(seen.low, low, high, edges[1] - edges[0], recipe.options.resolution)
    heights = np.zeros(len(edges) - 1)
    source = [(seen.values, seen.weights)] if seen.every == 1 else chunks(formulas, recipe)
    for values, weights in source:
        heights += np.histogram(values, edges, weights=weights)[0]
    inside = float(heights.sum()) / seen.n
    heights = heights / seen.n / np.diff(edges)
    curve = None
    if parameters is not None:
        x = np.linspace(low, high, PLACES)
        with np.errstate(all="ignore"):
            density = np.exp(formulas.log_prob(x, *parameters))
        curve = tuple((float(a), float(b)) for a, b in zip(x, density, strict=True) if np.isfinite(b))
    bars = tuple(zip(map(float, edges[:-1]), map(float, edges[1:]), map(float, heights), strict=True))
    return Histogram(bars, False, curve, None, max(0.0, 1 - inside))


def _whole_cells(origin: float, low: float, high: float, width: float, cell: float) -> Any:
    """Edges that lie between recorded values, so that each bar holds the same number of rounding cells."""
    import numpy as np

    each = max(1, round(width / cell), math.ceil((high - low) / cell / MOST_BARS)) * cell
    first = origin - cell / 2 + math.floor((low - origin + cell / 2) / each) * each
    return first + each * np.arange(math.ceil((high + cell / 2 - first) / each * (1 - 1e-12)) + 1)


def counts(formulas: Any, table: Any, probability: Any, parameters: tuple[Any, ...] | None) -> Histogram:
    """A bar for each whole number, or for each of at most 60 equal ranges of them; the model's share beside.

    `table` holds distinct values with their weights; `probability(x, *parameters)` is log p(x), or None
    where every row has its own number of trials.
    """
    import numpy as np

    values = np.asarray(table.values, dtype=float)
    weights = np.asarray(table.weights, dtype=float)
    low, high = float(values.min()), float(values.max())
    order = np.argsort(values)
    reached = np.cumsum(weights[order]) / table.n
    far = float(values[order][min(len(values) - 1, int(np.searchsorted(reached, 0.995)))])
    if high - low > 3 * (far - low + 10):
        high = low + 1.5 * (far - low) + 5
    step = math.ceil((high - low + 1) / MOST_BARS)
    starts = np.arange(low, high + 1, step)
    edges = np.append(starts, starts[-1] + step)
    shares = np.histogram(values, edges, weights=np.where(values < edges[-1], weights, 0.0))[0] / table.n
    model = None
    if parameters is not None and edges[-1] - low <= 20000:
        x = np.arange(low, edges[-1])
        if probability is not None:
            p = np.exp(probability(x, *parameters))
        else:
            trials, inverse = np.unique(np.asarray(table.columns[1], dtype=float), return_inverse=True)
            share = np.bincount(inverse, weights) / table.n
            each = [np.exp(formulas.log_prob(np.minimum(x, t), *parameters, t)) * (x <= t) for t in trials]
            p = np.sum(share[:, None] * np.array(each), axis=0)
        model = tuple(map(float, np.add.reduceat(p, np.arange(0, len(x), step))))
    bars = tuple(
        (float(a) - 0.5, float(b) - 0.5, float(s))
        for a, b, s in zip(edges[:-1], edges[1:], shares, strict=True)
    )
    return Histogram(bars, True, None, model, max(0.0, 1 - float(shares.sum())))
