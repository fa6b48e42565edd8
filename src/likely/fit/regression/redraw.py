"""A regression made again on data like the data in hand: rows drawn again, or responses from the model.

Rows drawn again vary the inputs too; draws from the fitted model take them as given.

Source: Davison & Hinkley 1997, Bootstrap Methods and their Application, §6.2 and §7.2
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from likely.errors import UsageError
from likely.fit.drawable import drawable
from likely.fit.regression.choices import CLASSIFIERS
from likely.fit.regression.conditional import drawn, drawn_classes, line
from likely.fit.regression.model import standardised
from likely.fit.regression.predict import shares_at
from likely.fit.regression.rank import dependent
from likely.fit.regression.regress import Prepared, model_for, prepare
from likely.fit.regression.response import Response
from likely.fit.regression.solve import solve
from likely.fit.regression.times import NOISES as TIMES
from likely.formulas.maximum import EXISTS

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression

ROWS_INSTEAD = 'draw rows: kind="rows", --bootstrap-kind rows'


@dataclass(frozen=True)
class Again:
    """Another data set, fitted: estimates by name, whether a maximum exists, and what was fitted."""

    estimates: Mapping[str, float]
    exists: bool
    ready: Prepared


def remade(fit: Regression, kind: str) -> Callable[[Any], Again | None]:
    """A function of a random generator: one more data set, fitted. Reads the data once.

    None where that data set does not tell the coefficients apart, as when a level was not drawn.
    """
    ready = ready_again(fit)
    drawable(fit, kind)
    return _rows(fit, ready) if kind == "rows" else _parametric(fit, ready)


def ready_again(fit: Regression) -> Prepared:
    """The fitted rows once more, in numbers."""
    recipe = fit.recipe
    return prepare(recipe.family, recipe.data, recipe.formula, recipe.asked)


def estimates_of(fit: Regression) -> dict[str, float]:
    """The fitted numbers by name."""
    return {name: float(one.estimate) for name, one in fit.parameters.items()}


def _rows(fit: Regression, ready: Prepared) -> Callable[[Any], Again | None]:
    n = int(fit.n)
    share = ready.weights / ready.weights.sum()

    def make(random: Any) -> Again | None:
        weights = random.multinomial(n, share).astype(float)
        return _fitted(fit, _some(ready, weights > 0, weights))

    return make


def _parametric(fit: Regression, ready: Prepared) -> Callable[[Any], Again | None]:
    import numpy as np

    if not fit.exists:
        raise UsageError(
            f"a parametric bootstrap draws from the fitted model, and the verdict is {fit.verdict} · "
            f"{ROWS_INSTEAD}"
        )
    if fit.family in TIMES and not np.array_equal(*ready.y.values):
        raise UsageError(
            "a parametric bootstrap of bounded rows would need to know how the bounds came about · "
            f"{ROWS_INSTEAD}"
        )
    if (ready.weights != np.floor(ready.weights)).any():
        raise UsageError(f"a weight is no whole number, so no row can be drawn so often · {ROWS_INSTEAD}")
    if (ready.weights != 1).any():
        which = np.repeat(np.arange(len(ready.weights)), ready.weights.astype(int))
        ready = _some(ready, which, np.ones(ready.weights.shape))
    estimates, ones = estimates_of(fit), np.ones(ready.design.matrix.shape[0])
    if fit.family in CLASSIFIERS:
        shares = shares_at(fit, ready.design.matrix, ready.design.names, ready.offset)

        def classes(random: Any) -> Again | None:
            chosen = drawn_classes(shares, random)
            own = chosen.astype(float) if fit.family == "bernoulli" else chosen
            return _fitted(fit, _with(ready, own, ones))

        return classes
    eta = line(ready.design.matrix, ready.design.names, estimates, ready.offset)

    def make(random: Any) -> Again | None:
        values = np.asarray(drawn(fit.family, eta, estimates, random), dtype=float)
        return _fitted(fit, _with(ready, (values, values) if fit.family in TIMES else values, ones))

    return make


def _fitted(fit: Regression, ready: Prepared) -> Again | None:
    names = list(ready.design.names)
    kept, _ = dependent(ready.design.matrix, names, ready.intercept)
    own = [name for name in names if name not in _aside(fit)]
    if len(kept) < len(own):
        return None
    columns = standardised(ready.design.matrix[:, kept], [names[j] for j in kept])
    model = model_for(fit.family, ready.y, columns, ready.offset, ready.weights, ready.link)
    solved = solve(fit.family, model, columns, ready.rows.numbers, "none", 0.95)
    found = {name: float(one.estimate) for name, one in solved.estimates.items()}
    values = {name: found.get(name, 0.0) for name in fit.parameters}
    if any(math.isnan(x) for x in values.values()):
        return None
    return Again(values, solved.verdict in EXISTS, ready)


def _aside(fit: Regression) -> set[str]:
    """Columns that were set aside at 0 since others say the same."""
    return {
        name.rpartition(":")[2] if fit.family == "categorical" else name
        for name, one in fit.parameters.items()
        if fit.verdict == "not_unique" and one.interval_method == "none" and one.estimate == 0.0
    }


def _some(ready: Prepared, chosen: Any, weights: Any) -> Prepared:
    """Some rows, by mask or number, with weights of their own (one for each row that there was)."""
    from dataclasses import replace

    values = ready.y.values
    taken = tuple(one[chosen] for one in values) if isinstance(values, tuple) else values[chosen]
    numbers = ready.rows.numbers[chosen]
    return replace(
        ready,
        design=replace(ready.design, matrix=ready.design.matrix[chosen]),
        y=Response(taken, ready.y.labels, ready.y.note),
        rows=replace(ready.rows, numbers=numbers),
        weights=weights[chosen],
        offset=None if ready.offset is None else ready.offset[chosen],
    )


def _with(ready: Prepared, values: Any, weights: Any) -> Prepared:
    from dataclasses import replace

    return replace(ready, y=Response(values, ready.y.labels, ready.y.note), weights=weights)
