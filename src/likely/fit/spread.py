"""Fits whose rows stay where they are: every sum is taken by an engine, split by split, and merged here.

A family with finite sums takes one pass. One that iterates takes a pass for each look at its likelihood: the
parameters go out, its value with first and second derivatives comes back, a few doubles for each split.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from functools import reduce as fold
from typing import Any

from likely.data import reduce
from likely.data.engines.runner import Spread
from likely.data.fields import Field, NothingLeft, nothing_left, pieces
from likely.data.partial import Partial, of_averages
from likely.data.split import Split
from likely.fit.likelihood import added, weighted_total
from likely.fit.problem import Options, Problem, fields_of
from likely.formulas.families import lognormal, normal


def spread_averages(
    family: Any, column: str | None, options: Options, fields: Sequence[Field] | None = None
) -> reduce.Averages:
    """Averages of the family's statistic: each split about its own pivot, moved to one and added.

    `fields` say what the values may be, if that is not what the family says.
    """
    spread: Spread = options.spread
    name = family.__name__.rpartition(".")[2]
    plain = replace(options, spread=None)
    own = fields_of(family, spread.name, column, plain) if fields is None else fields
    found = spread.gather(partial(_averages, name, family, tuple(own), options.drop), "summing")
    missing = sum(gone for gone, _ in found)
    merged: Partial | None = None
    for _, one in found:
        if one is not None:
            one = replace(one, parts=())
            merged = one if merged is None else merged + one
    if merged is None:
        raise nothing_left(spread.name, missing)
    return replace(merged, missing=missing).averages()


def _averages(
    name: str, family: Any, fields: Sequence[Field], drop: bool, split: Split
) -> tuple[int, Partial | None]:
    try:
        found = reduce.averages([replace(one, source=split) for one in fields], family, drop)
    except NothingLeft as problem:
        return problem.missing, None
    return found.missing, of_averages(name, None, found, "")


def spread_histogram(fields: Sequence[Field], options: Options) -> reduce.Table:
    """Distinct values with their counts, counted split by split."""
    spread: Spread = options.spread
    weighted = options.weights is not None
    found = spread.gather(partial(_histogram, fields, options.drop, weighted), "counting")
    counts: dict[tuple[float, ...], float] = {}
    missing = rows = 0
    for gone, table in found:
        missing += gone
        if table is None:
            continue
        rows += table.rows
        for key, weight in zip(zip(*table.columns, strict=True), table.weights, strict=True):
            place = tuple(map(float, key))
            counts[place] = counts.get(place, 0.0) + float(weight)
    if not counts:
        raise nothing_left(spread.name, missing)
    keys = sorted(counts)
    weights = [counts[key] for key in keys]
    columns = tuple(map(list, zip(*keys, strict=True)))
    return reduce.Table(columns, weights, math.fsum(weights), missing, rows)


def _histogram(
    fields: Sequence[Field], drop: bool, weighted: bool, split: Split
) -> tuple[int, reduce.Table | None]:
    try:
        found = reduce.histogram([replace(one, source=split) for one in fields], drop, weighted)
    except NothingLeft as problem:
        return problem.missing, None
    return found.missing, found


@dataclass(frozen=True)
class Passes:
    """Sums over the rows of a spread source, at whatever parameters: each call is one pass.

    fields    the observations first; weights last if `weighted`
    """

    spread: Spread
    fields: tuple[Field, ...]
    drop: bool
    weighted: bool

    def sum(self, contribution: Callable[..., Any], parameters: Sequence[Any] = (), title: str = "") -> Any:
        """Σ weight·contribution(x, *parameters): a float, or a jet if the parameters are jets."""
        work = partial(_contributions, self.fields, self.drop, self.weighted, contribution, tuple(parameters))
        return added(self.spread.gather(work, title or "iterating"))

    def fold(self, function: Callable[[Any, Any], Any], merge: Callable[[Any, Any], Any], title: str) -> Any:
        """`function(values, weights)` of each piece of the rows, merged where they are and then here."""
        work = partial(_folded, self.fields, self.drop, self.weighted, function, merge)
        return reduce_pairs(merge, self.spread.gather(work, title))


def reduce_pairs(merge: Callable[[Any, Any], Any], parts: Sequence[Any]) -> Any:
    """All parts merged; None stands for a split without rows."""
    found = [part for part in parts if part is not None]
    return fold(merge, found) if found else None


def _contributions(
    fields: Sequence[Field],
    drop: bool,
    weighted: bool,
    contribution: Callable[..., Any],
    parameters: tuple[Any, ...],
    split: Split,
) -> Any:
    return added(
        [
            weighted_total(contribution, (values,), weights, parameters)
            for values, weights in _rows(fields, drop, weighted, split)
        ]
    )


def _folded(
    fields: Sequence[Field],
    drop: bool,
    weighted: bool,
    function: Callable[[Any, Any], Any],
    merge: Callable[[Any, Any], Any],
    split: Split,
) -> Any:
    found = None
    for values, weights in _rows(fields, drop, weighted, split):
        one = function(values, weights)
        found = one if found is None else merge(found, one)
    return found


def _rows(fields: Sequence[Field], drop: bool, weighted: bool, split: Split) -> Any:
    """Arrays of values and weights, piece by piece: memory does not grow with the split."""
    import numpy as np

    for piece in pieces([replace(one, source=split) for one in fields], drop):
        values = np.asarray(piece.columns[0], dtype=float)
        weights = np.asarray(piece.columns[1], dtype=float) if weighted else np.ones(len(values))
        if weighted and not (weights > 0).all():
            values, weights = values[weights > 0], weights[weights > 0]
        if len(values):
            yield values, weights


@dataclass(frozen=True)
class SpreadTable:
    """What a theorem may ask of rows that stay where they are."""

    passes: Passes
    n: float
    columns: tuple[None] = (None,)

    def mean(self, function: Callable[[Any], Any]) -> float:
        """The weighted mean of a formula over the observations: one pass."""
        return float(self.passes.sum(function, (), "averaging")) / self.n


def spread_problem(family: Any, column: str | None, options: Options) -> Problem:
    """The problem of a family that iterates, or whose parameters are held."""
    from likely.fit.spread_facts import SpreadFacts

    plain = replace(options, spread=None)
    weighted = options.weights is not None
    fields = fields_of(family, options.spread.name, column, plain)
    passes = Passes(options.spread, tuple(fields), options.drop, weighted)
    logarithmic = getattr(family, "LOGARITHMIC", False)
    sums = spread_averages(lognormal if logarithmic else normal, column, options, fields)
    facts = SpreadFacts(passes, sums, logarithmic)
    table = SpreadTable(passes, sums.n)
    if hasattr(family, "statistic"):
        summary: tuple[Any, ...] = family.summary(spread_averages(family, column, options))
        maximum = family.maximum(sums.n, *summary)
    else:
        summary = (facts,)
        needs_rows = family.maximum.__code__.co_argcount == 2
        maximum = family.maximum(facts, table) if needs_rows else family.maximum(facts)
    confirm = getattr(family, "confirmed", None)
    return Problem(
        family,
        family.PARAMETERS,
        sums.n,
        sums.missing,
        sums.rows,
        lambda *parameters: passes.sum(family.log_prob, parameters),
        maximum,
        getattr(family, "ITERATIVE", False) or bool(options.fixed),
        summary,
        table,  # type: ignore[arg-type]
        confirm=None if confirm is None or options.fixed else lambda m, loglik: confirm(facts, m, loglik),
        unit=facts.sd or 1.0,
        starts=family.starts(facts) if hasattr(family, "starts") else (),
    )
