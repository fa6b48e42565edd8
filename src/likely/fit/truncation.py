"""Truncation: only values between two bounds could be seen at all, and nobody counted the others.

Each row's contribution is log p(x) − log P(low ≤ X ≤ high). Exponential, Poisson and geometric stay natural
exponential families in x when truncated: their maximum is unique, and exists iff the mean lies strictly
inside the range of means that the family has in the window. For the others no theorem is used: a maximum that
is found is `local`, and a parameter that runs away is told as such.

Source      Barndorff-Nielsen 1978, Information and Exponential Families, §9.3
"""

from __future__ import annotations

import math
from typing import Any

from likely.data import reduce
from likely.errors import UsageError
from likely.fit.facts import facts_of
from likely.fit.likelihood import of_table
from likely.fit.problem import Options, Problem, fields_of, theory_of_rows
from likely.formulas.elementary import INFINITY, exp, expm1, log, log1p
from likely.formulas.maximum import BOUNDARY, INTERIOR, LOCAL, NOT_ATTAINED, UNBOUNDED, Maximum

WIDEST = 100_000  # whole numbers that are added up one by one


class Truncated:
    """A family as seen through a window [low, high]: its density, distribution function and quantile."""

    def __init__(self, family: Any, low: float, high: float) -> None:
        self.family = family
        self.low = low
        self.high = high
        self.__name__ = family.__name__
        self.PARAMETERS = family.PARAMETERS
        self.DISCRETE = family.DISCRETE
        self.SUPPORT = f"{family.SUPPORT}, here from {low:g} to {high:g}"

    def support(self, x: Any) -> Any:
        """True where x can be seen."""
        return self.family.support(x) & (x >= self.low) & (x <= self.high)

    def log_window(self, *parameters: Any) -> Any:
        """log P(low ≤ X ≤ high)."""
        if self.DISCRETE:
            return self._log_window_of_counts(parameters)
        from likely.formulas.between import log_between
        from likely.solve.bounded import lowest

        floor = lowest(self.family)
        if self.high == INFINITY:
            return self.family.log_sf(self.low, *parameters) if self.low > floor else 0.0
        if self.low <= floor:
            return self.family.log_cdf(self.high, *parameters)
        return log_between(self.family, self.low, self.high, parameters)

    def _log_window_of_counts(self, parameters: tuple[Any, ...]) -> Any:
        first = math.ceil(max(0.0, self.low))
        if self.high == INFINITY:
            if first == 0:
                return 0.0
            if first == 1:
                return log(-expm1(self.family.log_prob(0.0, *parameters)))
            return log1p(-_total(self.family, 0, first - 1, parameters))
        return log(_total(self.family, first, math.floor(self.high), parameters))

    def log_prob(self, x: Any, *parameters: Any) -> Any:
        """log p(x), in nats, given that x is in the window."""
        return self.family.log_prob(x, *parameters) - self.log_window(*parameters)

    def cdf(self, x: Any, *parameters: Any) -> Any:
        """P(X ≤ x), given the window."""
        import numpy as np

        start = math.ceil(max(0.0, self.low)) - 1.0 if self.DISCRETE else self.low
        below = self.family.cdf(start, *parameters) if start > -INFINITY else 0.0
        inside = np.clip(x, start, self.high)
        return (self.family.cdf(inside, *parameters) - below) / exp(self.log_window(*parameters))


def _total(family: Any, first: int, last: int, parameters: tuple[Any, ...]) -> Any:
    total: Any = 0.0
    for k in range(first, last + 1):
        total = total + exp(family.log_prob(float(k), *parameters))
    return total


def window(family: Any, options: Options) -> Any:
    """The family itself, or as it is seen through the window of a truncated fit."""
    low, high = options.truncate_low, options.truncate_high
    if low is None and high is None:
        return family
    return Truncated(family, -INFINITY if low is None else low, INFINITY if high is None else high)


def truncated_problem(family: Any, data: Any, column: str | None, options: Options) -> Problem:
    """The problem of rows that were seen only because they lie in a window."""
    name = family.__name__.rpartition(".")[2]
    seen = window(family, options)
    _refuse(family, name, seen, options)
    fields = fields_of(seen, data, column, options)
    weighted = options.weights is not None
    if family.DISCRETE:
        table = reduce.histogram(fields, options.drop, weighted)
        start = family.maximum(
            table.n, *family.summary_of_counts(table.columns, table.weights, table.n), closed=True
        )
        unit = 1.0
    else:
        table = reduce.table(fields, options.drop, 1 if weighted else None)
        facts = facts_of(table)
        start, _ = theory_of_rows(family, facts, table)
        unit = facts.sd or 1.0
        if hasattr(family, "starts") and start.verdict != UNBOUNDED:
            start = Maximum(family.starts(facts)[1], LOCAL, start.reason)
    known = _natural(name, seen, table)
    if known is not None:
        start = known if known.verdict != INTERIOR else Maximum(start.parameters, INTERIOR, known.reason)
    elif start.verdict != UNBOUNDED:
        reason = (
            f"a maximum of the likelihood given {_words(seen)}, reached from the estimates that ignore "
            "the truncation; no theorem says that it is the only one"
        )
        start = Maximum(start.parameters, LOCAL, reason)
    if start.verdict in (INTERIOR, LOCAL):
        start = Maximum(tuple(map(_inside, start.parameters)), start.verdict, start.reason)
    return Problem(
        family,
        family.PARAMETERS,
        table.n,
        table.missing,
        table.rows,
        of_table(seen.log_prob, table),
        start,
        iterative=True,
        summary=(),
        table=table,
        probability=seen.log_prob if family.DISCRETE else None,
        unit=unit,
        confirm=lambda found, loglik: _ran_off(family, start, found, loglik),
    )


def _natural(name: str, seen: Truncated, table: reduce.Table) -> Maximum | None:
    """Existence for the families that stay natural exponential families; None for the others."""
    if name not in ("exponential", "poisson", "geometric"):
        return None
    n, low, high = table.n, max(0.0, seen.low), seen.high
    if seen.DISCRETE:
        low, high = math.ceil(low), math.floor(high) if high < INFINITY else high
    mean = (
        math.fsum(map(float, table.weights * table.values)) / n
        if hasattr(table.weights, "dtype")
        else (math.fsum(w * x for w, x in zip(table.weights, table.values, strict=True)) / n)
    )
    top = high if name == "poisson" else low / 2 + high / 2
    if low < mean < top:
        reason = f"given {_words(seen)} the likelihood is strictly concave in its natural parameter"
        return Maximum((math.nan,), INTERIOR, reason)
    parameter = seen.PARAMETERS[0].name
    if mean <= low:
        if name == "exponential":
            reason = (
                f"no maximum: every value equals the lower bound {low:g}, so the likelihood grows without "
                f"bound as {parameter} → ∞"
            )
            return Maximum((INFINITY,), UNBOUNDED, reason)
        end = 0.0 if name == "poisson" else 1.0
        if low == 0:
            return Maximum(
                (end,), BOUNDARY, f"every count is 0, so {parameter} = {end:g} is the maximum, on the edge"
            )
        to, limit = f"{end:g}", f"all probability on {low:g}"
    elif name == "poisson":
        end, to, limit = INFINITY, "∞", f"all probability on {high:g}"
    else:
        end, to, limit = 0.0, "0", f"uniform from {low:g} to {high:g}"
    reason = (
        f"no maximum: the mean {mean:.6g} is no mean that {name} can have given {_words(seen)}; "
        f"{parameter} → {to}, the limit is {limit}"
    )
    return Maximum((end,), NOT_ATTAINED, reason)


def _ran_off(family: Any, start: Maximum, found: Maximum, loglik: float) -> tuple[Maximum, float] | None:
    """Newton can stop on a slope too faint for doubles: a million times away from the start is away."""
    moved, limits = [], list(found.parameters)
    if start.verdict != LOCAL or found.verdict == NOT_ATTAINED:
        return None
    for i, (p, a, b) in enumerate(zip(family.PARAMETERS, start.parameters, found.parameters, strict=True)):
        if p.low == 0 and p.high == INFINITY and not 1e-6 * a < b < 1e6 * a:
            limits[i] = INFINITY if b > a else 0.0
            moved.append(f"{p.name} → {'∞' if b > a else '0'}")
    if not moved:
        return None
    reason = (
        f"no maximum was found: the likelihood still rises as {' and '.join(moved)}, where it is "
        f"{loglik:.6g} nats"
    )
    return Maximum(tuple(limits), NOT_ATTAINED, reason), loglik


def _words(seen: Truncated) -> str:
    if seen.high == INFINITY:
        return f"that values below {seen.low:g} were never seen"
    if seen.low == -INFINITY:
        return f"that values above {seen.high:g} were never seen"
    return f"that values outside [{seen.low:g}, {seen.high:g}] were never seen"


def _inside(value: float) -> float:
    """A place to start from, where the untruncated estimate is at an end."""
    return value if math.isfinite(value) and value != 0 else 1.0


def _refuse(family: Any, name: str, seen: Truncated, options: Options) -> None:
    if not seen.low < seen.high:
        raise UsageError(
            f"the truncation bounds are {seen.low:g} and {seen.high:g} · the lower one is the smaller"
        )
    if options.bounded:
        raise UsageError(
            "truncation together with censored or rounded rows is not known here · give one of them"
        )
    if hasattr(family, "CONSTANTS") or options.start:
        raise UsageError(f"{name} takes no truncation bounds with trials or a start · leave them out")
    if not family.DISCRETE and not hasattr(family, "log_sf"):
        why = (
            "whole turns have no ends"
            if hasattr(family, "CIRCULAR")
            else "its ends are parameters, or its tails are not known here"
        )
        raise UsageError(f"{name} takes no truncation bounds: {why} · leave them out")
    if (
        family.DISCRETE
        and min(seen.high, max(seen.low, 0.0) if seen.high == INFINITY else seen.high) > WIDEST
    ):
        raise UsageError(f"truncation bounds of counts go up to {WIDEST:,} · leave them out")
