"""Predictions of a regression for new rows: the same design, the same links, the same formulas."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from likely.data.frame import Rows, read_rows
from likely.fit.regression.choices import CLASSIFIERS, NOISES
from likely.fit.regression.conditional import line
from likely.fit.regression.design import parse, rebuild
from likely.fit.regression.response import offset_of
from likely.formulas.elementary import exp
from likely.formulas.models import softmax

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression


def predict(fit: Regression, data: Any, missing: str = "error") -> Any:
    """Means, or probabilities by label; see `Regression.predict`."""
    return predict_rows(fit, read_inputs(fit, data, missing))


def read_inputs(fit: Regression, data: Any, missing: str = "error") -> Rows:
    """The columns of new rows that a prediction needs; the response is not among them."""
    formula = parse(fit.formula)
    beside = [fit.model[name] for name in ("offset", "exposure") if fit.model.get(name)]
    return read_rows(data, [*formula.input_columns, *beside], missing == "drop")


def predict_rows(fit: Regression, rows: Rows) -> Any:
    """Predictions for rows that were read."""
    import numpy as np

    design = rebuild(parse(fit.formula), fit.model["design"], rows)
    offset = offset_of(rows, fit.model.get("offset"), fit.model.get("exposure"))
    if fit.family in CLASSIFIERS:
        shares = shares_at(fit, design.matrix, design.names, offset)
        if fit.family == "bernoulli":
            return shares[:, 1]
        return dict(zip(fit.model["labels"], shares.T, strict=True))
    eta = line(design.matrix, design.names, _estimates(fit), offset)
    with np.errstate(over="ignore"):
        return eta if fit.link == "identity" else exp(eta)


def shares_at(fit: Regression, matrix: Any, names: Sequence[str], offset: Any) -> Any:
    """Probabilities of every class, shape (rows, classes), for rows of a design."""
    import numpy as np

    labels, estimates = fit.model.get("labels", []), _estimates(fit)
    if fit.family == "categorical":
        scores = [np.zeros(matrix.shape[0])]
        scores += [line(matrix, [f"{one}:{name}" for name in names], estimates, offset) for one in labels[1:]]
        return np.stack(softmax.probs(scores), axis=1)
    eta, noise = line(matrix, names, estimates, offset), NOISES[fit.link]
    if fit.family == "bernoulli":
        return np.stack([noise.cdf(-eta, 0.0, 1.0), noise.cdf(eta, 0.0, 1.0)], axis=1)
    cuts = [estimates[f"{a}|{b}"] for a, b in pairwise(labels)]
    steps = [np.zeros(len(eta)), *(noise.cdf(cut - eta, 0.0, 1.0) for cut in cuts), np.ones(len(eta))]
    return np.stack([b - a for a, b in pairwise(steps)], axis=1)


def _estimates(fit: Regression) -> dict[str, float]:
    return {name: float(one.estimate) for name, one in fit.parameters.items()}
