"""What there is to see of a regression, as numbers: reports draw them as SVG, plot() with matplotlib."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from likely.errors import UsageError
from likely.fit.calibration import Bin, bins_of
from likely.fit.regression.choices import CLASSIFIERS
from likely.fit.regression.conditional import SCALES
from likely.fit.regression.new_rows import NewRows, class_numbers, class_probabilities, score_new_rows
from likely.fit.regression.predict import predict, predict_rows
from likely.fit.views.quantiles import Against

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression

MOST = 12  # coefficients that fit into one picture
POINTS = 1000
PLACES = 201  # at which a fitted curve is computed


@dataclass(frozen=True)
class Forest:
    """Estimates and the ends of their intervals, each divided by its own standard error, so that all fit on
    one axis. `left_out` says how many more there are.
    """

    rows: tuple[tuple[str, float, tuple[float, float]], ...]
    left_out: int


@dataclass(frozen=True)
class FittedCurve:
    """What the model expects along its one input: a line for each name, and the rows as points."""

    input: str
    response: str
    lines: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    points: tuple[tuple[float, float], ...]
    step: int


@dataclass(frozen=True)
class Agreement:
    """Observed against predicted; every `step`th row."""

    against: Against
    what: str
    step: int


@dataclass(frozen=True)
class Seen:
    """Each view, or None where there is nothing to show."""

    forest: Forest | None
    curve: FittedCurve | None = None
    agreement: Agreement | None = None
    reliability: tuple[Bin, ...] | None = None


def seen(fit: Regression) -> Seen:
    """The views of a fit that has its data. Raises UsageError for one that was loaded."""
    if fit.recipe is None:
        raise UsageError(
            "this fit has no data with it: it was loaded from a file or unpickled · fit again with likely.fit"
        )
    stream = hasattr(fit.recipe.data, "peek") or fit.recipe.source == "-"
    if not fit.exists or stream or "lower" in fit.model:
        return Seen(forest(fit))
    new = score_new_rows(fit, fit.recipe.data, fit.recipe.asked.missing)
    if fit.family in CLASSIFIERS:
        return Seen(forest(fit), curve(fit, new), None, _reliability(fit, new))
    return Seen(forest(fit), curve(fit, new), _agreement(fit, new))


def forest(fit: Regression) -> Forest | None:
    """The coefficients that have an interval; None if none has."""
    known = [
        (name, one)
        for name, one in fit.parameters.items()
        if one.stderr and math.isfinite(one.estimate) and name not in SCALES
    ]
    if not known:
        return None
    rows = tuple(
        (name, one.estimate / one.stderr, (one.interval[0] / one.stderr, one.interval[1] / one.stderr))
        for name, one in known[:MOST]
    )
    return Forest(rows, len(known) - len(rows))


def curve(fit: Regression, new: NewRows) -> FittedCurve | None:
    """The fitted curve of a formula with one input of numbers; None of any other."""
    import numpy as np

    if len(new.formula.input_columns) != 1 or "offset" in fit.model or "exposure" in fit.model:
        return None
    (name,) = new.formula.input_columns
    column = new.rows.table[name]
    if column.dtype.kind not in "iuf" or column.nunique() < 2:
        return None
    x = column.to_numpy().astype(float)
    places = np.linspace(x.min(), x.max(), PLACES)
    found = predict(fit, {name: places})
    named = found if isinstance(found, dict) else {"": found}
    lines = tuple(
        (label, tuple(zip(places.tolist(), np.asarray(values, dtype=float).tolist(), strict=True)))
        for label, values in named.items()
    )
    exact = [] if isinstance(found, dict) else list(_exact(fit, new))
    step = max(1, -(-len(exact) // POINTS))
    points = tuple((float(x[i]), y) for i, y in exact[::step])
    what = new.formula.response if fit.family not in CLASSIFIERS else "probability"
    return FittedCurve(name, what, lines, points, step)


def _exact(fit: Regression, new: NewRows) -> Iterator[tuple[int, float]]:
    """Rows whose response is a number that was seen: its place and the number."""
    if fit.family == "bernoulli":
        yield from enumerate(map(float, class_numbers(fit, new.shown)))
        return
    yield from ((i, float(text)) for i, text in enumerate(new.shown) if not text.startswith("after "))


def _agreement(fit: Regression, new: NewRows) -> Agreement | None:
    exact = list(_exact(fit, new))
    step = max(1, -(-len(exact) // POINTS))
    mean = predict_rows(fit, new.rows)
    points = tuple((float(mean[i]), y) for i, y in exact[::step])
    what = "time scale of the model" if "scale" in fit.parameters or fit.family == "exponential" else "mean"
    return Agreement(Against(points), what, step) if points else None


def _reliability(fit: Regression, new: NewRows) -> tuple[Bin, ...]:
    import numpy as np

    p: Any = class_probabilities(fit, new.rows)
    target = class_numbers(fit, new.shown)
    binary = p.shape[1] == 1
    return bins_of(np.concatenate([1 - p, p], axis=1) if binary else p, target, binary)
