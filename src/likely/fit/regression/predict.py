"""Predictions of a regression for new rows: the same design, the same links, the same formulas."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from likely.data.frame import read_rows
from likely.fit.regression.choices import NOISES
from likely.fit.regression.design import parse, rebuild
from likely.fit.regression.response import side
from likely.formulas.elementary import exp
from likely.formulas.models import softmax

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression


def predict(fit: Regression, data: Any, missing: str = "error") -> Any:
    """Means, or probabilities by label; see `Regression.predict`."""
    import numpy as np

    formula = parse(fit.formula)
    beside = [fit.model[name] for name in ("offset", "exposure") if fit.model.get(name)]
    rows = read_rows(data, [*formula.input_columns, *beside], missing == "drop")
    design = rebuild(formula, fit.model["design"], rows)
    offset = np.zeros(len(rows.table))
    if fit.model.get("offset"):
        offset = offset + side(rows, fit.model["offset"], "offset", -np.inf, "offsets are finite")
    if fit.model.get("exposure"):
        offset = offset + np.log(
            side(rows, fit.model["exposure"], "exposure", 0.0, "exposures are above 0", may_equal=False)
        )
    labels = fit.model.get("labels", [])
    matrix = design.matrix.toarray() if hasattr(design.matrix, "toarray") else design.matrix

    def eta(prefix: str = "") -> Any:
        total = offset.copy()
        for name, column in zip(design.names, matrix.T, strict=True):
            if prefix + name in fit.parameters:
                beta = fit.parameters[prefix + name].estimate
                with np.errstate(invalid="ignore"):
                    total = total + np.where(column == 0, 0.0, column * beta)
        return total

    if fit.family == "categorical":
        scores = [np.zeros(len(matrix)), *(eta(f"{label}:") for label in labels[1:])]
        return dict(zip(labels, softmax.probs(scores), strict=True))
    if fit.family == "ordinal":
        noise = NOISES[fit.link]
        cuts = [fit.parameters[f"{a}|{b}"].estimate for a, b in pairwise(labels)]
        below = [noise.cdf(cut - eta(), 0.0, 1.0) for cut in cuts]
        steps = [np.zeros(len(matrix)), *below, np.ones(len(matrix))]
        return {label: b - a for label, a, b in zip(labels, steps, steps[1:], strict=False)}
    if fit.family == "bernoulli":
        return NOISES[fit.link].cdf(eta(), 0.0, 1.0)
    return eta() if fit.link == "identity" else exp(eta())
