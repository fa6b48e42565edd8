"""A regression whose rows stay where they are: an engine takes its sums, split by split.

Three passes make the design the same everywhere: which levels and labels there are; the means of its columns;
their spread, and which of them say nothing new. Then each look at the likelihood is one pass: coefficients go
out, the value with gradient and Hessian comes back, a few doubles for each split. A sample of the rows, which
does travel, tells where to start.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import Any

from likely.data.engines.runner import Spread
from likely.data.fields import nothing_left
from likely.data.frame import Rows, split_rows
from likely.data.split import Split
from likely.errors import DataError, UsageError
from likely.fit.regression import response as responses
from likely.fit.regression.asked import Asked
from likely.fit.regression.climb import Objective, Summit, climb
from likely.fit.regression.design import SPARSE_WIDTH, Design, build, columns_of, parse, rebuild
from likely.fit.regression.model import Columns, Model, in_units
from likely.fit.regression.parts import derivatives
from likely.fit.regression.rank import chosen
from likely.fit.regression.regress import (
    Prepared,
    link_of,
    model_of,
    regress,
    result_of,
    weights_of,
    with_intercept,
)
from likely.fit.regression.response import Response
from likely.fit.regression.result import Regression
from likely.fit.regression.separation import overlap_is_certain
from likely.fit.regression.solve import PERFECT, Solved, interior
from likely.formulas.maximum import LOCAL

LABELLED = ("bernoulli", "categorical", "ordinal")
SAMPLE = 20_000  # rows that travel, to tell where to start
MANY = 10_000  # different values of a column: with more it is no column of levels
TOGETHER = 1_000_000  # so many rows are fitted in one place where only that can tell whether they overlap


_parsed = lru_cache(parse)  # a formula is read once in a process, not once a piece


@dataclass(frozen=True)
class Sight:
    """What a pass sees of some rows: how many, what values columns of levels have, and a few of the rows."""

    rows: int
    missing: int
    weight: float
    values: dict[str, tuple[Any, ...] | None]
    some: Any

    def __add__(self, other: Sight) -> Sight:
        import pandas as pd

        values = {name: _joined(one, other.values[name]) for name, one in self.values.items()}
        return Sight(
            self.rows + other.rows,
            self.missing + other.missing,
            self.weight + other.weight,
            values,
            pd.concat([self.some, other.some], ignore_index=True),
        )


@dataclass(frozen=True)
class Task:
    """What a worker must know to make the parts of its rows' likelihood."""

    family: str
    text: str
    asked: Asked
    link: str
    source: str
    labels: tuple[str, ...] = ()
    state: dict[str, Any] | None = None
    kept: tuple[int, ...] = ()
    middle: Any = None
    scale: Any = None

    def rows(self, split: Split) -> Iterator[tuple[Rows, Any]]:
        """The split's rows with their weights, piece by piece; those of weight 0 are no rows."""
        asked, formula = self.asked, _parsed(self.text)
        beside = (asked.event, asked.lower, asked.upper, asked.offset, asked.exposure, asked.weights)
        own = () if asked.lower is not None else formula.response_columns
        open_ends = [one for one in (asked.lower, asked.upper) if one is not None]
        names = [*own, *formula.input_columns, *(one for one in beside if one is not None)]
        for rows in split_rows(split, names, asked.missing == "drop", open_ends):
            found = weights_of(rows, asked)
            if found is None:
                yield replace(rows, table=rows.table[:0], numbers=rows.numbers[:0]), []
            else:
                yield found

    def design(self, rows: Rows) -> Design:
        """The columns of some rows, by the levels that all rows have."""
        assert self.state is not None
        formula = _parsed(self.text)
        found = rebuild(formula, self.state, rows) if self.state["levels"] else build(formula, rows)
        return with_intercept(found) if self.family == "ordinal" else found

    def columns(self, rows: Rows) -> Columns:
        """The same in working units, without those that say nothing new."""
        found = self.design(rows)
        names = [found.names[j] for j in self.kept]
        return in_units(found.matrix[:, list(self.kept)], names, self.middle, self.scale)

    def model(self, rows: Rows, weights: Any) -> Model:
        """The parts of some rows."""
        offset = responses.offset_of(rows, self.asked.offset, self.asked.exposure)
        fitted = self.labels if self.family in LABELLED else None
        columns, formula = self.columns(rows), _parsed(self.text)
        return model_of(self.family, formula, rows, columns, offset, weights, self.link, self.asked, fitted)


@dataclass(frozen=True)
class Over(Objective):
    """The objective of rows that an engine reads. A look at the value brings the derivatives along."""

    spread: Any = None
    task: Any = None
    seen: dict[bytes, Any] = field(default_factory=dict)

    def value(self, values: Any) -> float:
        """log L in nats; −∞ where it is not a number."""
        return float(self.derivatives(values)[0])

    def derivatives(self, values: Any) -> tuple[float, Any, Any]:
        """log L, its gradient and its Hessian: one pass, unless it is where the last one looked."""
        import numpy as np

        key = np.asarray(values).tobytes()
        if key not in self.seen:
            self.seen.clear()
            work = partial(_slopes, self.task, np.asarray(values))
            found = [one for one in self.spread.gather(work, "iterating") if one is not None]
            gradient, hessian = sum(one[1] for one in found), sum(one[2] for one in found)
            sums = [one[0] for one in found]
            fine = np.isfinite(sums).all() and np.isfinite(gradient).all() and np.isfinite(hessian).all()
            self.seen[key] = (math.fsum(sums) if fine else -math.inf), gradient, hessian
        value, gradient, hessian = self.seen[key]
        return value, gradient, hessian


def regress_spread(family: str, spread: Spread, text: str, asked: Asked) -> Regression:
    """Fit a family whose mean parameter depends on inputs, wherever the rows are."""
    import numpy as np

    link = link_of(family, asked)
    if family == "negative_binomial":
        raise UsageError("negative_binomial with a formula is fitted in memory only · leave --engine out")
    spread = replace(spread, splits=_uncut(spread.splits))
    task = Task(family, text, asked, link, spread.name)
    sight = _sight(task, spread)
    task, note = _levels(task, sight)
    task, names, copies = _standard(task, spread, sight)
    some = _of_table(sight.some, spread.name)
    told = weights_of(some, asked)
    assert told is not None  # rows that weigh nothing do not travel
    model = task.model(*told)
    if "residual" in model.extra and model.extra["residual"] <= PERFECT * max(model.extra["spread"], 1e-300):
        raise UsageError(
            "the inputs explain a sample of the rows exactly · fit in memory: leave --engine out"
        )
    near = climb(Objective(model.parts), model.start, most=20, until=1e-6)
    start = near.values if near.converged else model.start
    objective = Over((range(sight.rows),), None, True, spread, task)  # type: ignore[arg-type]
    summit = climb(objective, start)
    can_run = model.slack is not None or any(tail is not None for part in model.parts for tail in part.tails)
    certain = not can_run or (model.slack is None and _overlap(spread, task, summit))
    if not certain and sight.rows <= TOGETHER:
        return replace(regress(family, _gathered(task, spread), text, asked), n_missing=sight.missing)
    solved = interior(model, objective, summit, can_run, asked.interval, asked.level)
    solved = solved if certain else _unsure(solved)
    aside = [name for j, name in enumerate(names) if j not in task.kept]
    formula, whole = _parsed(text), Rows(None, (), sight.missing, spread.name)
    design = Design(None, tuple(names), task.state or {})
    y = Response((), task.labels, note)
    ready = Prepared(family, formula, whole, design, y, np.array([sight.weight]), None, link)
    return result_of(ready, aside, copies, solved, asked)


def _of_table(table: Any, source: str) -> Rows:
    import numpy as np

    return Rows(table, np.arange(1, len(table) + 1), 0, source)


def _uncut(splits: Sequence[Split]) -> tuple[Split, ...]:
    """Only Parquet is read in parts here: what type a column of text has, the whole file says."""
    whole = {one.path: Split(one.path) for one in splits if one.groups is None}
    return (*whole.values(), *(one for one in splits if one.groups is not None))


def _sight(task: Task, spread: Spread) -> Sight:
    each = max(1, SAMPLE // max(1, len(spread.splits)))
    found = [one for one in spread.gather(partial(_look, task, each), "looking") if one is not None]
    total: Sight | None = None
    for one in found:
        total = one if total is None else total + one
    if total is None or not total.rows:
        raise nothing_left(spread.name, 0 if total is None else total.missing)
    return total


def _look(task: Task, each: int, split: Split) -> Sight | None:
    formula = _parsed(task.text)
    inner = {str(factor) for term in formula.inputs for factor in term.factors}
    levels = {name for one in inner if one not in formula.input_columns for name in columns_of(one)}
    total: Sight | None = None
    for rows, weights in task.rows(split):
        table = rows.table
        wanted = {c for c in formula.input_columns if c in levels or table[c].dtype.kind not in "iuf"}
        wanted |= set(formula.response_columns) if task.family in LABELLED else set()
        values = {c: _distinct(table[c]) if c in wanted else None for c in table.columns}
        one = Sight(
            len(table), rows.missing, math.fsum(weights), values, table[:: max(1, len(table) // each)]
        )
        total = one if total is None else total + one
        if len(total.some) > 2 * each:
            total = replace(total, some=total.some[:: len(total.some) // each])
    return total


def _distinct(series: Any) -> tuple[Any, ...] | None:
    found = series.cat.categories.tolist() if hasattr(series, "cat") else series.unique().tolist()
    return tuple(found) if len(found) <= MANY else None


def _joined(a: tuple[Any, ...] | None, b: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    if a is None or b is None:
        return None
    both = tuple(dict.fromkeys((*a, *b)))
    return both if len(both) <= MANY else None


def _levels(task: Task, sight: Sight) -> tuple[Task, str]:
    """The task with the levels of inputs and the labels of the response, and what a report says of those."""
    import pandas as pd

    formula = _parsed(task.text)
    one = sight.some[:1]
    every = [sight.some[:2]]
    for name, values in sight.values.items():
        if values:
            some = pd.concat([one] * len(values), ignore_index=True)
            some[name] = pd.Series(list(values), dtype=sight.some[name].dtype)
            every.append(some)
    table = pd.concat(every, ignore_index=True)
    rows = _of_table(table, task.source)
    design = build(formula, rows)
    if design.state["transforms"]:
        told = ", ".join(sorted(design.state["transforms"]))
        raise UsageError(f"{told} looks at all rows at once · on this engine write the column without it")
    if hasattr(design.matrix, "tocsr") or len(design.names) > SPARSE_WIDTH:
        raise UsageError(f"more than {SPARSE_WIDTH} columns are fitted in memory only · leave --engine out")
    task = replace(task, state=design.state)
    if task.family not in LABELLED:
        return task, ""
    series = table.get(formula.response)
    if series is None or sight.values[formula.response] is None:
        raise DataError(
            f"{task.source}: {formula.response!r} is no column of labels · name one with few of them"
        )
    if task.family == "bernoulli":
        y = responses.binary(series, rows, formula.response, task.asked.levels)
    else:
        ordered = task.family == "ordinal"
        y = responses.classes(series, rows, formula.response, task.asked.levels, ordered)
    return replace(task, labels=y.labels), y.note


def _standard(task: Task, spread: Spread, sight: Sight) -> tuple[Task, list[str], list[str]]:
    """The task with its columns' units, and without those that say nothing new; all names; the copies."""
    import numpy as np

    found = [one for one in spread.gather(partial(_extent, task), "averaging") if one is not None]
    names = list(found[0][0])
    intercept = names.index("Intercept") if "Intercept" in names else None
    unit = np.max([one[1] for one in found], axis=0, initial=0.0)
    unit = np.where(unit > 0, unit, 1.0)
    middle = sum(one[2] / unit for one in found) / sight.rows if intercept is not None else 0.0 * unit
    if intercept is not None:
        middle[intercept] = 0.0
    parts = spread.gather(partial(_triangle, task, unit, middle), "comparing columns")
    factor = _stacked([one for one in parts if one is not None])
    factor[:, np.linalg.norm(factor, axis=0) <= 1e-14 * math.sqrt(sight.rows)] = 0.0
    raw = factor if intercept is None else factor + factor[:, [intercept]] * middle
    kept, copies = chosen(factor, raw * unit, names, intercept)
    length = np.linalg.norm(factor, axis=0) / math.sqrt(sight.rows)
    scale = np.where(length > 0, length, 1.0) * unit
    task = replace(task, kept=tuple(kept), middle=(middle * unit)[kept], scale=scale[kept])
    return task, names, copies


def _extent(task: Task, split: Split) -> Any:
    import numpy as np

    total: Any = None
    names: tuple[str, ...] = ()
    for rows, _ in task.rows(split):
        if len(rows.table):
            found = task.design(rows)
            one = np.abs(found.matrix).max(axis=0, initial=0.0), found.matrix.sum(axis=0)
            total = one if total is None else (np.maximum(total[0], one[0]), total[1] + one[1])
            names = found.names
    return None if total is None else (names, *total)


def _triangle(task: Task, unit: Any, middle: Any, split: Split) -> Any:
    found = [
        _stacked([task.design(rows).matrix / unit - middle])
        for rows, _ in task.rows(split)
        if len(rows.table)
    ]
    return _stacked(found) if found else None


def _stacked(parts: Sequence[Any]) -> Any:
    """R of the QR factorisation of matrices on top of each other."""
    import numpy as np

    return np.asarray(np.linalg.qr(np.vstack(parts), mode="r"))


def _slopes(task: Task, values: Any, split: Split) -> Any:
    """Value, gradient and Hessian over a split; None if it has no rows."""
    total: Any = None
    for rows, weights in task.rows(split):
        if len(rows.table):
            one = derivatives(task.model(rows, weights).parts, values)
            total = one if total is None else tuple(a + b for a, b in zip(total, one, strict=True))
    return total


def _overlap(spread: Spread, task: Task, summit: Summit) -> bool:
    """True if a pass proves that no direction separates the rows."""
    return all(spread.gather(partial(_overlaps, task, summit.values, summit.step), "looking for separation"))


def _overlaps(task: Task, values: Any, step: Any, split: Split) -> bool:
    return all(
        overlap_is_certain(task.model(rows, weights).parts, values, step)
        for rows, weights in task.rows(split)
        if len(rows.table)
    )


def _gathered(task: Task, spread: Spread) -> Any:
    """All rows in one table: the linear program that finds separation asks for every one of them."""
    import pandas as pd

    return pd.concat(spread.gather(partial(_tables, task), "gathering"), ignore_index=True)


def _tables(task: Task, split: Split) -> Any:
    import pandas as pd

    return pd.concat([rows.table for rows, _ in task.rows(split)], ignore_index=True)


def _unsure(solved: Solved) -> Solved:
    return replace(
        solved,
        verdict=LOCAL,
        message="stationary, but whether some direction separates the rows was not decided: that needs all "
        f"rows in one place, as without --engine; {solved.message}",
    )
