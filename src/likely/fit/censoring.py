"""Rows known only to lie between bounds: censored observations, and recorded values with a resolution.

Each row's contribution is a probability in log space: log p(x) for an exact value, log P(X > lower),
log P(X ≤ upper), or log P(lower < X ≤ upper), the last two taken from the tail that is small.
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
from likely.fit.problem import Options, Problem, fields_of, side_field, theory_of_rows
from likely.formulas.between import log_between
from likely.formulas.elementary import INFINITY
from likely.formulas.maximum import INTERIOR, LOCAL, NOT_ATTAINED, UNBOUNDED, Maximum


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
    maximum, unit = _theory(family, lower, upper, weights, n, missing, rows, options)
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


def lowest(family: Any) -> float:
    """Where the family's support begins."""
    return 0.0 if not bool(family.support(-1.0)) else -INFINITY


def _is_event(x: Any) -> Any:
    return (x == 0) | (x == 1)


def _parts(
    family: Any, lower: Any, upper: Any, weights: Any
) -> list[tuple[Callable[..., Any], reduce.Table]]:
    """Rows sorted by kind, each kind with its contribution; rows that say nothing are left out."""
    floor = lowest(family)
    exact = lower == upper
    right = (upper == INFINITY) & (lower > floor)
    left = (lower <= floor) & (upper < INFINITY) & ~exact
    inner = ~exact & ~right & ~left & (upper < INFINITY)
    kinds: list[tuple[Any, Callable[..., Any], tuple[Any, ...]]] = [
        (exact, lambda x, *p: family.log_prob(x, *p), (lower,)),
        (right, lambda x, *p: family.log_sf(x, *p), (lower,)),
        (left, lambda x, *p: family.log_cdf(x, *p), (upper,)),
        (inner, lambda a, b, *p: log_between(family, a, b, p), (lower, upper)),
    ]
    parts = []
    for mask, contribution, columns in kinds:
        if mask.any():
            w = weights[mask]
            table = reduce.Table(tuple(c[mask] for c in columns), w, math.fsum(w), 0, int(mask.sum()))
            parts.append((contribution, table))
    return parts


def _theory(
    family: Any, lower: Any, upper: Any, weights: Any, n: float, missing: int, rows: int, options: Options
) -> tuple[Maximum, float]:
    """Existence, decided on the bounds alone; and a start from midpoints."""
    import numpy as np

    size = len(family.PARAMETERS)
    if lower.max() < upper.min() or (lower.max() == -np.inf or upper.min() == np.inf):
        kind = (
            "every unit is censored"
            if upper.min() == np.inf
            else "one outcome lies within the bounds of every row"
        )
        reason = (
            f"no maximum: {kind}, so the data hold no information about where inside; the "
            "likelihood rises to 1 "
            "as all probability moves there, and the supremum is 0 nats"
        )
        return Maximum((math.nan,) * size, NOT_ATTAINED, reason), 1.0
    exact = lower == upper
    concentrates = size > 1
    if concentrates and exact.any():
        at = float(lower[exact].min())
        same = at == float(lower[exact].max())
        if same and bool(((lower <= at) & (upper >= at)).all()):
            direction, limit = _degenerate(family, at)
            reason = (
                f"no maximum: every exact value equals {at:g} and no bound contradicts it, so "
                "the likelihood grows "
                f"without bound as {direction} (the limit is a point mass at {at:g}); a resolution "
                "(--resolution) makes the problem well posed"
            )
            return Maximum(limit, UNBOUNDED, reason), 1.0
    low = np.where(np.isfinite(lower), lower, upper)
    high = np.where(np.isfinite(upper), upper, lower)
    middle = low / 2 + high / 2
    keep = family.support(middle)
    table = reduce.Table((middle[keep],), weights[keep], math.fsum(weights[keep]), missing, rows)
    facts = facts_of(table)
    if facts.distinct == 1:  # spread the start, so that a family can begin anywhere
        spread = np.array([facts.median * 0.9, facts.median * 1.1]) if facts.median else np.array([-1.0, 1.0])
        table = reduce.Table((spread,), np.ones(2), 2.0, 0, 2)
        facts = facts_of(table)
    start, _ = theory_of_rows(family, facts, table)
    if start.verdict not in (INTERIOR, LOCAL) and hasattr(family, "starts"):
        start = Maximum(family.starts(facts)[1], LOCAL, start.reason)  # ties of middles are no ties of values
    if start.verdict == NOT_ATTAINED:  # the middles have no maximum; the bounds may: begin inside
        away = [
            0.1 / (facts.sd or 1.0) if v == p.low else v
            for p, v in zip(family.PARAMETERS, start.parameters, strict=True)
        ]
        start = Maximum(tuple(away), LOCAL, start.reason)
    good = start.verdict in (INTERIOR, LOCAL) or all(map(math.isfinite, start.parameters))
    del options
    reason = (
        "the log-likelihood rises to this point from the start by Newton's steps, and "
        "its curvature there is negative"
    )
    if not good:
        return start, facts.sd or 1.0
    if hasattr(family, "CENSORED_UNIQUE"):
        return Maximum(start.parameters, INTERIOR, family.CENSORED_UNIQUE), facts.sd or 1.0
    unique = hasattr(family, "statistic") and not hasattr(family, "CENSORED_LOCAL")
    return Maximum(start.parameters, INTERIOR if unique else LOCAL, reason), facts.sd or 1.0


def _degenerate(family: Any, at: float) -> tuple[str, tuple[float, ...]]:
    """In words, and as parameters: the way a family shrinks to a point."""
    names = [p.name for p in family.PARAMETERS]
    limits = {"shape": INFINITY, "sigma": 0.0, "mu": at, "loc": at, "rate": INFINITY}
    limits["scale"] = at if "shape" in names else 0.0
    if family.__name__.endswith("lognormal"):
        limits["mu"] = math.log(at)
    moving = next((n for n in ("shape", "sigma", "scale") if n in names), names[-1])
    return f"{moving} → {'∞' if limits.get(moving) == INFINITY else '0'}", tuple(
        limits.get(n, math.nan) for n in names
    )
