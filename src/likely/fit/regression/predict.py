"""Predictions of a regression for new rows: the same design, the same links, the same formulas."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from likely.data.frame import Rows, read_rows
from likely.fit.regression.choices import NOISES
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
    added = offset_of(rows, fit.model.get("offset"), fit.model.get("exposure"))
    offset = np.zeros(len(rows.table)) if added is None else added
    labels = fit.model.get("labels", [])
    matrix = design.matrix
    dense = None

    def eta(prefix: str = "") -> Any:
        """Row·coefficients + offset. An infinite coefficient is silent where its input is 0."""
        nonlocal dense
        names = [prefix + name for name in design.names]
        beta = np.array([fit.parameters[n].estimate if n in fit.parameters else 0.0 for n in names])
        if not len(beta):
            return offset.copy()
        if np.isfinite(beta).all():
            return matrix @ beta + offset
        if dense is None:
            dense = matrix.toarray() if hasattr(matrix, "toarray") else matrix
        total = offset.copy()
        for one, column in zip(beta, dense.T, strict=True):
            with np.errstate(invalid="ignore"):
                total = total + np.where(column == 0, 0.0, column * one)
        return total

    count = len(rows.table)
    if fit.family == "categorical":
        scores = [np.zeros(count), *(eta(f"{label}:") for label in labels[1:])]
        return dict(zip(labels, softmax.probs(scores), strict=True))
    if fit.family == "ordinal":
        noise = NOISES[fit.link]
        cuts = [fit.parameters[f"{a}|{b}"].estimate for a, b in pairwise(labels)]
        line = eta()
        below = [noise.cdf(cut - line, 0.0, 1.0) for cut in cuts]
        steps = [np.zeros(count), *below, np.ones(count)]
        return {label: b - a for label, a, b in zip(labels, steps, steps[1:], strict=False)}
    if fit.family == "bernoulli":
        return NOISES[fit.link].cdf(eta(), 0.0, 1.0)
    with np.errstate(over="ignore"):
        return eta() if fit.link == "identity" else exp(eta())
