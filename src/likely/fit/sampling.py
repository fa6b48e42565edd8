"""Sampling weights: a row stands for w_i others of a population that was not all asked.

The weighted likelihood is then a pseudo-likelihood, and its errors come from the spread of the rows' scores
(the sandwich), not from its curvature alone.

Source      White 1982, Econometrica 50, 1; Binder 1983, Int. Statist. Rev. 51, 279
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from likely.data import reduce
from likely.errors import UsageError
from likely.fit.problem import Options, fields_of
from likely.fit.result import Estimate, Fit
from likely.formulas import intervals
from likely.formulas.maximum import INTERIOR, LOCAL
from likely.solve.jet import Jet
from likely.solve.newton import inverse


def sampling_fit(
    plain: Fit, family: Any, data: Any, column: str | None, options: Options, level: float
) -> Fit:
    """A frequency-weighted fit, told as the pseudo-likelihood fit that it is under survey weights.

    Weights are taken relative to their mean, so n is the number of rows. Standard errors and intervals are
    the sandwich's; AIC and BIC have no meaning and are not numbers.
    """
    import numpy as np

    name = plain.family
    if hasattr(family, "fit_rows") or hasattr(family, "intervals"):
        raise UsageError(
            f"sampling weights need a smooth likelihood of scalar parameters, and {name}'s is not one · "
            "leave them out, or use frequency weights"
        )
    if options.bounded or options.truncate_low is not None or options.truncate_high is not None:
        raise UsageError("sampling weights together with bounds are not known here · give one of them")
    if hasattr(family, "CONSTANTS"):
        raise UsageError(f"sampling weights for {name} are not known here · use frequency weights")
    table = reduce.table(fields_of(family, data, column, options), options.drop, 1)
    rows = len(table.weights)
    w = np.asarray(table.weights) * (rows / table.n)
    values = [float(one.estimate) for one in plain.parameters.values()]
    names = list(plain.parameters)
    free = [i for i, key in enumerate(names) if key not in options.fixed]
    parameters = dict(plain.parameters)
    warning = "sampling weights: a pseudo-likelihood, whose errors come from the spread of the rows' scores"
    if plain.verdict in (INTERIOR, LOCAL):
        seeded: list[Any] = list(values)
        for k, i in enumerate(free):
            seeded[i] = Jet.seed(values[i], k, len(free))
        with np.errstate(all="ignore"):
            got = family.log_prob(np.asarray(table.values, dtype=float), *seeded)
        scores = np.array([np.broadcast_to(0.0 if a is None else a, rows) for a in got.first])
        bend = [[0.0] * len(free) for _ in free]
        at = 0
        for i in range(len(free)):
            for j in range(i, len(free)):
                part = got.second[at]
                bend[i][j] = bend[j][i] = -float(np.sum(w * (0.0 if part is None else part)))
                at += 1
        bread = inverse(bend)
        if bread is None:
            raise UsageError(
                "the information of these data is singular, so the sandwich has no errors to give"
            )
        sandwich = np.array(bread) @ ((scores * w**2) @ scores.T) @ np.array(bread)
        for k, i in enumerate(free):
            error = math.sqrt(max(0.0, float(sandwich[k][k])))
            parameters[names[i]] = Estimate(
                values[i], error, intervals.wald(values[i], error, level), "sandwich"
            )
    else:
        parameters = {
            key: Estimate(one.estimate, None, one.interval, "none") for key, one in parameters.items()
        }
    scale = rows / float(plain.n)
    return replace(
        plain,
        n=rows,
        parameters=parameters,
        loglik=plain.loglik * scale,
        aic=math.nan,
        bic=math.nan,
        warnings=(*plain.warnings, warning + "; AIC and BIC mean nothing here"),
    )
