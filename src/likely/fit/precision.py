"""Precision weights: x_i ~ N(μ, σ²/w_i). A weight says how precisely a row was measured, up to one factor.

Source      Aitken 1935, Proc. Roy. Soc. Edinburgh 55, 42
"""

from __future__ import annotations

import math
from typing import Any

from likely.data import reduce
from likely.errors import UsageError
from likely.fit.likelihood import of_table
from likely.fit.problem import Options, Problem, fields_of
from likely.formulas.families import normal
from likely.formulas.maximum import INTERIOR, Maximum


def precision_problem(family: Any, data: Any, column: str | None, options: Options) -> Problem:
    """Normal, or lognormal on the logarithms, with known relative variances 1/w."""
    import numpy as np

    name = family.__name__.rpartition(".")[2]
    if name not in ("normal", "lognormal"):
        raise UsageError(
            f"precision weights divide a variance, which {name} does not have as a parameter of its own · "
            "they are for normal and lognormal; weights that count rows are frequency weights"
        )
    if options.weights is None:
        raise UsageError("precision weights need weights · give --weights")
    if options.bounded or options.truncate_low is not None or options.truncate_high is not None:
        raise UsageError("precision weights together with bounds are not known here · give one of them")
    table = reduce.table(fields_of(family, data, column, options), options.drop, 1)
    width = 1 / np.sqrt(table.weights)
    rows = len(width)
    ones = np.ones(rows)
    x = table.values if name == "normal" else np.log(table.values)
    centre = float(x[0])
    mean = centre + float(np.sum(table.weights * (x - centre)) / np.sum(table.weights))
    sd = math.sqrt(float(np.sum(table.weights * (x - mean) ** 2)) / rows)
    held = reduce.Table((table.values, width), ones, float(rows), table.missing, table.rows)
    theory = normal.maximum(float(rows), mean, sd if float(x.min()) < float(x.max()) else 0.0)
    if theory.verdict == INTERIOR:
        reason = "the weighted mean and the weighted mean square are the only stationary point, and a maximum"
        theory = Maximum(theory.parameters, INTERIOR, reason)
    return Problem(
        family,
        family.PARAMETERS,
        float(rows),
        table.missing,
        table.rows,
        of_table(lambda v, s, mu, sigma: family.log_prob(v, mu, sigma * s), held),
        theory,
        iterative=bool(options.fixed),
        summary=(),
        unit=sd or 1.0,
    )
