"""From data and options to a problem: which sums to take, and what the family's theorem says of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from likely.data import reduce
from likely.data.fields import Field
from likely.data.partial import Partial
from likely.data.scan import engine_frame
from likely.errors import UsageError
from likely.fit.facts import ColumnFacts, facts_of
from likely.fit.likelihood import of_sums, of_table
from likely.fit.planned import from_sample, of_column
from likely.fit.problem import PRECISION, Options, Problem, fields_of, seen_by, side_field, theory_of_rows


def build(family: Any, data: Any, column: str | None, options: Options) -> Problem:
    """Read the data and ask the family's theorem."""
    if options.fixed:
        known = [p.name for p in family.PARAMETERS]
        for name in options.fixed:
            if name not in known:
                raise UsageError(f"there is no parameter {name!r} to set · it is one of {', '.join(known)}")
    if options.truncate_low is not None or options.truncate_high is not None:
        from likely.fit.truncation import truncated_problem

        return truncated_problem(family, data, column, options)
    if options.weights_mean == PRECISION:
        from likely.fit.precision import precision_problem

        return precision_problem(family, data, column, options)
    if getattr(family, "DISCRETE", False):
        return _discrete(family, data, column, options)
    if options.trials is not None or options.start:
        raise UsageError("--trials belongs to binomial and --start to geometric · leave them out")
    if options.bounded:
        from likely.fit.censoring import bounded_problem

        return bounded_problem(family, data, column, options)
    if hasattr(family, "statistic") and not options.fixed:
        return _sums(family, data, column, options)
    return _rows(family, data, column, options)


def counted(
    family: Any, data: Any, column: str | None, options: Options
) -> tuple[reduce.Table, tuple[float, ...]]:
    """How often each value of a discrete family occurs, and what all rows share, such as one number of
    trials.
    """
    name = family.__name__.rpartition(".")[2]
    if options.start and name != "geometric":
        raise UsageError("--start belongs to geometric · leave it out")
    if isinstance(data, Partial):
        return data.table(), () if data.trials is None else (data.trials,)
    constants: tuple[float, ...] = ()
    fields = fields_of(family, data, column, options)
    if name == "binomial":
        if options.trials is None:
            raise UsageError("binomial needs to know how many trials each count is out of · give --trials")
        if isinstance(options.trials, (int, float)):
            constants = (float(options.trials),)
            if not (constants[0] >= 1 and constants[0] == int(constants[0])):
                raise UsageError(f"trials is {options.trials:g} · it is a whole number from 1 up")
            most = constants[0]
            fields[0] = Field(
                data,
                column,
                lambda x: family.support(x) & (x <= most),
                f"cannot happen in {most:g} trials, where counts are whole numbers from 0 to {most:g}",
                "correct the value, or the number of trials",
            )
        else:
            fields.insert(
                1,
                side_field(
                    data, options.trials, family.support, "is no number of trials", "it is a whole number"
                ),
            )
    elif options.trials is not None:
        raise UsageError("--trials belongs to binomial · leave it out")
    if options.spread is not None:
        from likely.fit.spread import spread_histogram

        return spread_histogram(fields, options), constants
    frame = engine_frame(data) if len(fields) == 1 and not options.start else None
    if frame is not None:
        from likely.data.engine import engine_histogram

        table = engine_histogram(frame, column, family, options.drop)
    else:
        table = reduce.histogram(fields, options.drop, weighted=options.weights is not None)
    return table, constants


def _discrete(family: Any, data: Any, column: str | None, options: Options) -> Problem:
    if any(x is not None for x in (options.event, options.lower, options.upper, options.resolution)):
        raise UsageError(
            "bounds and resolution are for continuous families · counts are exact: leave them out"
        )
    table, constants = counted(family, data, column, options)
    summary = family.summary_of_counts(table.columns, table.weights, table.n, *constants)
    if hasattr(family, "log_likelihood"):
        likelihood = of_sums(family, table.n, summary)
    else:
        if len(table.columns) == 2:
            contribution = lambda x, t, *p: family.log_prob(x, *p, t)  # noqa: E731
        else:
            contribution = lambda x, *p: family.log_prob(x, *p, *constants)  # noqa: E731
        likelihood = of_table(contribution, _climbed(table))
    maximum = family.maximum(table.n, *summary, closed=options.closed)
    probability = None if len(table.columns) == 2 else (lambda x, *p: family.log_prob(x, *p, *constants))
    return Problem(
        family,
        family.PARAMETERS,
        table.n,
        table.missing,
        table.rows,
        likelihood,
        maximum,
        getattr(family, "ITERATIVE", False) or bool(options.fixed),
        summary,
        table,
        probability,
        constants=constants,
    )


def _climbed(table: reduce.Table) -> reduce.Table:
    """The same table as arrays, if it is not very short: a step then costs one pass, not one a count."""
    if len(table.weights) <= 12:
        return table
    import numpy as np

    columns = tuple(np.asarray(column, dtype=np.float64) for column in table.columns)
    return replace(table, columns=columns, weights=np.asarray(table.weights, dtype=np.float64))


def averaged(family: Any, data: Any, column: str | None, options: Options) -> reduce.Averages:
    """Averages of the family's statistic, added up where the rows live."""
    if isinstance(data, Partial):
        return data.averages()
    if options.spread is not None:
        from likely.fit.spread import spread_averages

        return spread_averages(family, column, options)
    fields = fields_of(family, data, column, options)
    frame = engine_frame(data) if len(fields) == 1 else None
    if frame is not None:
        from likely.data.engine import engine_averages

        return engine_averages(frame, column, family, options.drop)
    return reduce.averages(fields, family, options.drop)


def _sums(family: Any, data: Any, column: str | None, options: Options) -> Problem:
    found = averaged(family, data, column, options)
    summary = family.summary(found)
    maximum = family.maximum(found.n, *summary)
    return Problem(
        family,
        family.PARAMETERS,
        found.n,
        found.missing,
        found.rows,
        of_sums(family, found.n, summary),
        maximum,
        getattr(family, "ITERATIVE", False),
        summary,
        unit=found.scale,
    )


def _rows(family: Any, data: Any, column: str | None, options: Options) -> Problem:
    if options.spread is not None:
        from likely.fit.spread import spread_problem

        return spread_problem(family, column, options)
    weighted = options.weights is not None
    logarithmic = getattr(family, "LOGARITHMIC", False)
    fields = fields_of(family, data, column, options)
    table = reduce.table(fields, options.drop, 1 if weighted else None, ("log",) if logarithmic else ())
    likelihood = of_table(family.log_prob, table)
    facts: Any
    column_of_rows = table.column()
    if column_of_rows is None:
        facts = facts_of(seen_by(family, table))
    else:
        likelihood = of_column(family.log_prob, column_of_rows, likelihood)
        if column_of_rows.weights is None:
            roughly = getattr(family, "ITERATIVE", False)
            facts = ColumnFacts(column_of_rows, "log" if logarithmic else "x", roughly)
        else:
            facts = facts_of(seen_by(family, table))
    maximum, summary = theory_of_rows(family, facts, table)
    confirm = getattr(family, "confirmed", None)
    problem = Problem(
        family,
        family.PARAMETERS,
        table.n,
        table.missing,
        table.rows,
        likelihood,
        maximum,
        getattr(family, "ITERATIVE", False) or bool(options.fixed),
        summary,
        table,
        confirm=None if confirm is None or options.fixed else lambda m, loglik: confirm(facts, m, loglik),
        unit=facts.sd or 1.0,
        starts=family.starts(facts) if hasattr(family, "starts") else (),
    )
    return problem if column_of_rows is None or options.fixed else from_sample(problem, column_of_rows)
