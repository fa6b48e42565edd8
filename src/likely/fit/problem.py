"""A fit before it is made: the log-likelihood of these data, and what theory knows about its maximum."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from likely.data import reduce
from likely.data.fields import Field, value_field
from likely.fit.facts import ColumnFacts, facts_of
from likely.fit.likelihood import Likelihood
from likely.formulas.elementary import INFINITY
from likely.formulas.maximum import Maximum
from likely.formulas.parameters import Parameter
from likely.solve import theory as rows

FREQUENCY, PRECISION, SAMPLING = "frequency", "precision", "sampling"


@dataclass(frozen=True)
class Options:
    """What besides the observations goes into a fit; each meaning is told in `likely.fit`."""

    drop: bool = False
    closed: bool = True
    weights: Any = None
    weights_mean: str = FREQUENCY
    event: Any = None
    lower: Any = None
    upper: Any = None
    trials: Any = None
    start: int = 0
    resolution: float | None = None
    fixed: Mapping[str, float] = field(default_factory=dict)
    truncate_low: float | None = None
    truncate_high: float | None = None
    spread: Any = None  # likely.data.engines.runner.Spread, while an engine takes the sums

    @property
    def bounded(self) -> bool:
        """True if some rows are known only to lie between bounds."""
        return any(x is not None for x in (self.event, self.lower, self.upper, self.resolution))


@dataclass(frozen=True)
class Problem:
    """One fit to make.

    parameters   the family's, in order
    maximum      by theory: the answer, or where to start from if `iterative`
    table        values with their weights, if they were kept
    unseen       a look at the likelihood is a pass over many rows: the last step of a climb is not looked at
    constants    what every row shares and is no parameter, such as one number of trials
    """

    family: Any
    parameters: tuple[Parameter, ...]
    n: float
    missing: int
    rows: int
    likelihood: Likelihood
    maximum: Maximum
    iterative: bool
    summary: tuple[Any, ...]
    table: reduce.Table | None = None
    probability: Callable[..., Any] | None = None
    confirm: Callable[[Maximum, float], tuple[Maximum, float] | None] | None = None
    unit: float = 1.0
    starts: tuple[tuple[float, ...], ...] = ()
    constants: tuple[Any, ...] = ()
    warnings: tuple[str, ...] = ()
    unseen: bool = False


def fields_of(family: Any, data: Any, column: str | None, options: Options) -> list[Field]:
    """The observations, and their weights if there are any."""
    own = value_field(data, column, family, float(options.start))
    if options.resolution is not None:  # a value on the edge stands for a cell that reaches inside
        half = options.resolution / 2
        own = replace(
            own,
            allowed=lambda x: family.support(x) | family.support(x - half) | family.support(x + half),
        )
    fields = [own]
    if options.weights is not None:
        fields.append(
            side_field(
                data, options.weights, _is_weight, "is no weight", "weights are finite and not negative"
            )
        )
    return fields


def side_field(
    data: Any, where: Any, allowed: Callable[[Any], Any], refused: str, mend: str, blank_is_open: bool = False
) -> Field:
    """A column beside the observations: named in the same table, or given as a sequence of its own."""
    if isinstance(where, str):
        return Field(data, where, allowed, refused, mend, blank_is_open)
    return Field(where, None, allowed, refused, mend, blank_is_open)


def _is_weight(x: Any) -> Any:
    return (x >= 0) & (x < INFINITY)


def seen_by(family: Any, table: reduce.Table) -> reduce.Table:
    """The table whose facts the family's theorem speaks of: some speak of log x."""
    values = rows.seen_by(family, table.values)
    return reduce.Table((values,), table.weights, table.n, table.missing, table.rows)


def theory_of_rows(family: Any, facts: Any, table: reduce.Table) -> tuple[Maximum, tuple[Any, ...]]:
    """The family's theorem, asked with facts, or with the summary of its statistic taken over the rows."""
    if getattr(family, "LOGARITHMIC", False) and not isinstance(facts, ColumnFacts):
        facts = facts_of(seen_by(family, table))
    found, told = rows.theory(family, facts, table)
    return found, tuple(told)
