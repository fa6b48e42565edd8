"""Observations for a picture, in bounded memory: an even sample, sorted, and exact extremes and total."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from likely.data.columns import pick_column
from likely.data.fields import pieces
from likely.data.scan import engine_frame
from likely.fit.problem import fields_of
from likely.fit.recipe import Recipe

KEPT = 1 << 16  # more observations than this are thinned evenly


@dataclass(frozen=True)
class Observed:
    """Sorted values with their weights; `every` says that one row in so many was kept."""

    values: Any
    weights: Any
    n: float
    low: float
    high: float
    every: int

    def quantile(self, share: Any) -> Any:
        """The smallest value that at least this share of the weight does not exceed."""
        import numpy as np

        reached = np.cumsum(self.weights)
        at = np.searchsorted(reached, np.asarray(share) * reached[-1] * (1 - 1e-14))
        return self.values[np.minimum(at, len(self.values) - 1)]


def rewound(recipe: Recipe) -> Any:
    """The data of a recipe, ready to be read from their beginning; of an engine's table only the column."""
    if isinstance(recipe.data, io.BufferedReader):
        recipe.data.seek(0)
        return recipe.data
    frame = engine_frame(recipe.data)
    if frame is None or recipe.options.weights is not None:
        return recipe.data
    name = pick_column("the table", frame.collect_schema().names(), recipe.column)
    return frame.select(name).collect().to_native()


def chunks(formulas: Any, recipe: Recipe) -> Any:
    """(values, weights or None) in the pieces in which the source is read."""
    import numpy as np

    fields = fields_of(formulas, rewound(recipe), recipe.column, recipe.options)
    for piece in pieces(fields, recipe.options.drop):
        columns = [np.asarray(c, dtype=float) for c in piece.columns]
        yield columns[0], columns[1] if len(columns) > 1 else None


def observe(formulas: Any, recipe: Recipe) -> Observed:
    """Read the data once. Thinning keeps every second row whenever too many are held."""
    import numpy as np

    kept_values: list[Any] = []
    kept_weights: list[Any] = []
    every, rows, held = 1, 0, 0
    total, low, high = 0.0, np.inf, -np.inf
    for values, weights in chunks(formulas, recipe):
        if not len(values):
            continue
        w = np.ones(len(values)) if weights is None else weights
        total += float(np.sum(w))
        low, high = min(low, float(values.min())), max(high, float(values.max()))
        first = -rows % every
        rows += len(values)
        kept_values.append(values[first::every])
        kept_weights.append(w[first::every])
        held += len(kept_values[-1])
        while held > KEPT:
            kept_values = [np.concatenate(kept_values)[::2]]
            kept_weights = [np.concatenate(kept_weights)[::2]]
            held, every = len(kept_values[0]), 2 * every
    values, weights = np.concatenate(kept_values), np.concatenate(kept_weights)
    order = np.argsort(values, kind="stable")
    return Observed(values[order], weights[order], total, low, high, every)
