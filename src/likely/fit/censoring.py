"""Rows known only to lie between bounds: censored observations, and recorded values with a resolution.

What each row adds to the likelihood, and what theory knows beforehand, stands in `solve/bounded.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from likely.data import reduce
from likely.data.fields import pieces
from likely.errors import UsageError
from likely.fit.facts import facts_of
from likely.fit.likelihood import of_table
from likely.fit.problem import Options, Problem, fields_of, side_field
from likely.formulas.between import log_between
from likely.formulas.facts import Facts
from likely.solve.bounded import bounded_theory, kinds, lowest


def bounded_problem(family: Any, data: Any, column: str | None, options: Options) -> Problem:
    """The problem of rows with bounds."""
    name = family.__name__.rpartition(".")[2]
    if not hasattr(family, "log_sf"):
        raise UsageError(f"{name} cannot take censored or rounded rows yet · leave out the bounds")
    lower, upper, weights, missing, rows = bounds(family, data, column, options)
    parts = _parts(family, lower, upper, weights)
    likelihoods = [of_table(contribution, table) for contribution, table in parts]

    def likelihood(*parameters: Any) -> Any:
        total: Any = 0.0
        for one in likelihoods:
            total = total + one(*parameters)
        return total

    n = math.fsum(weights)
    maximum, unit = bounded_theory(family, lower, upper, weights, missing, _array, _facts)
    table = probability = None
    warnings: tuple[str, ...] = ()
    plain = options.event is None and options.lower is None and options.upper is None
    if options.resolution is not None and plain and not one_grid(upper, options.resolution):
        warnings = (off_grid(options.resolution),)
    elif options.resolution is not None and plain:
        import numpy as np

        cells, inverse = np.unique(np.stack([lower, upper]), axis=1, return_inverse=True)
        counts = np.bincount(inverse.ravel(), weights)
        table = reduce.Table((cells[0], cells[1]), counts, n, missing, rows)
        probability = lambda a, b, *p: log_between(family, a, b, p)  # noqa: E731
    return Problem(
        family,
        family.PARAMETERS,
        n,
        missing,
        rows,
        likelihood,
        maximum,
        iterative=True,
        summary=(),
        table=table,
        probability=probability,
        unit=unit,
        warnings=warnings,
    )


def one_grid(values: Any, step: float) -> bool:
    """True if all values lie whole steps apart, so that their cells do not overlap."""
    import numpy as np

    apart = (values - values[0]) / step
    return bool(np.all(np.abs(apart - np.round(apart)) < 1e-6 * (1 + np.abs(apart))))


def off_grid(step: float) -> str:
    """What a fit says where cells overlap: a likelihood still means something, an entropy does not."""
    return (
        f"the values do not lie whole steps of {step:g} apart, so their cells overlap: no entropy and no KL "
        "of the data; give the step they were rounded to, or round them"
    )


def bounds(family: Any, data: Any, column: str | None, options: Options) -> tuple[Any, Any, Any, int, int]:
    """Lower and upper ends of every row (equal: exact), and weights."""
    import numpy as np

    if (options.lower is None) != (options.upper is None):
        raise UsageError("bounds come in pairs · give both --lower and --upper")
    if options.lower is not None:
        if options.event is not None:
            raise UsageError("--event and --lower/--upper are two ways to say one thing · give one of them")
        ends = [
            side_field(
                data,
                end,
                lambda x: x == x,
                "is no bound",
                "give a number, or leave it blank",
                blank_is_open=True,
            )
            for end in (options.lower, options.upper)
        ]
        weight = fields_of(family, data, column, options)[1:]
        fields = [*ends, *weight]
    else:
        fields = fields_of(family, data, column, options)
        if options.event is not None:
            events = side_field(
                data, options.event, _is_event, "is no event", "1 is observed, 0 is right-censored"
            )
            fields.insert(1, events)
    kept = []
    missing = 0
    for piece in pieces(fields, options.drop):
        missing += piece.missing
        kept.append([np.asarray(c, dtype=float) for c in piece.columns])
    columns = [np.concatenate(parts) for parts in zip(*kept, strict=True)]
    if not columns or not len(columns[0]):
        from likely.data.fields import nothing_left

        raise nothing_left(data, missing)
    rows = len(columns[0])
    weights = columns.pop() if options.weights is not None else np.ones(rows)
    if options.lower is not None:
        lower = np.where(np.isnan(columns[0]), -np.inf, columns[0])
        upper = np.where(np.isnan(columns[1]), np.inf, columns[1])
        if (lower > upper).any():
            i = int(np.argmax(lower > upper))
            raise UsageError(
                f"row {i + 1}: the lower bound {lower[i]:g} is above the upper bound {upper[i]:g} · swap them"
            )
    elif options.event is not None:
        lower, upper = columns[0], np.where(columns[1] == 1, columns[0], np.inf)
    else:
        lower = upper = columns[0]
    d = options.resolution
    if d is not None:
        exact = lower == upper
        lower, upper = np.where(exact, lower - d / 2, lower), np.where(exact, upper + d / 2, upper)
        if not (upper > lower).all():
            raise UsageError(
                f"resolution {d:g} is too small to be seen beside the values · give the step "
                "the data were rounded to"
            )
    floor = lowest(family)
    return np.maximum(lower, floor), upper, weights, missing, rows


def _is_event(x: Any) -> Any:
    return (x == 0) | (x == 1)


def _parts(
    family: Any, lower: Any, upper: Any, weights: Any
) -> list[tuple[Callable[..., Any], reduce.Table]]:
    """Rows sorted by kind, each kind with its contribution; rows that say nothing are left out."""
    parts = []
    for mask, contribution, columns in kinds(family, lower, upper):
        w = weights[mask]
        parts.append((contribution, reduce.Table(columns, w, math.fsum(w), 0, len(w))))
    return parts


def _array(values: list[float]) -> Any:
    import numpy as np

    return np.array(values)


def _facts(values: Any, weights: Any) -> Facts:
    return facts_of(reduce.Table((values,), weights, math.fsum(weights), 0, len(weights)))
