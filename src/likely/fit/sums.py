"""The sums that a family needs of some rows, to be added to the sums of other rows and fitted later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce as fold
from typing import Any

from likely.data.partial import Partial, of_averages, of_table
from likely.data.scan import describe
from likely.errors import UsageError
from likely.fit.build import averaged, counted
from likely.fit.catalogue import family as find_family
from likely.fit.problem import Options


def sums(
    family: str,
    data: Any,
    column: str | None = None,
    *,
    weights: Any = None,
    trials: Any = None,
    start: int = 0,
    missing: str = "error",
    unit: str | None = None,
) -> Partial:
    """What a family needs to know of these rows: its sums, or how often each value occurs.

    Arguments mean what they mean in `likely.fit`; weights are frequencies. `unit` is what one unit of the
    column is, such as "minutes": sums in different units are not added. Results add with `+`, and
    `likely.fit(family, a + b)` is the fit to all their rows. Raises UsageError for a family whose likelihood
    is no function of finitely many sums, DataError for rows that cannot be what the family describes.

    >>> import likely
    >>> a, b = likely.sums("poisson", [3, 1]), likely.sums("poisson", [4, 2])
    >>> likely.fit("poisson", a + b).parameters["rate"].estimate
    2.5
    """
    if missing not in ("error", "drop"):
        raise UsageError(f"missing is {missing!r} · it is one of error, drop")
    formulas = find_family(family)
    if not (hasattr(formulas, "moved") or hasattr(formulas, "summary_of_counts")):
        raise UsageError(
            f"{family} has no finite sums: what it needs of the rows changes with its parameters, at every "
            f"step · fit the files together, as in likely fit {family} a.parquet b.parquet, or on a cluster "
            "with --engine dask"
        )
    options = Options(drop=missing == "drop", weights=weights, trials=trials, start=start)
    name = describe(data)
    if getattr(formulas, "DISCRETE", False):
        table, constants = counted(formulas, data, column, options)
        made = of_table(family, column, table, name, constants[0] if constants else None, start)
    else:
        if trials is not None or start:
            raise UsageError("--trials belongs to binomial and --start to geometric · leave them out")
        made = of_averages(family, column, averaged(formulas, data, column, options), name)
    return replace(made, unit=unit)


def opened(family: str, data: Any, column: str | None, options: Options) -> Any:
    """The sums, if that is what `data` holds, and they answer what was asked; else `data` itself."""
    from likely.data.partial_text import partial_of

    found = partial_of(data)
    if found is None:
        return data
    name = describe(data)
    if found.family != family:
        raise UsageError(f"{name}: these are sums for {found.family}, not for {family} · fit {found.family}")
    if column is not None and column != found.column:
        raise UsageError(f"{name}: these are sums of column {found.column!r} · leave --column out")
    if options.trials is not None and options.trials != found.trials:
        raise UsageError(f"{name}: the number of trials stands with the sums · leave --trials out")
    asked = (options.weights, options.event, options.lower, options.upper, options.resolution)
    if any(one is not None for one in (*asked, options.truncate_low, options.truncate_high)) or options.fixed:
        raise UsageError(
            f"{name}: sums know nothing of single rows · weights belong to likely sums; bounds, --set and "
            "--resolution need the rows themselves"
        )
    return found


def spreadable(family: str, formulas: Any, data: Any, options: Options) -> None:
    """UsageError for what an engine of many machines does not do, before one is started."""
    seen_by_all(data)
    if hasattr(formulas, "fit_rows"):
        raise UsageError(f"{family} is fitted in memory only · leave --engine out")
    columns = (options.weights, options.trials)
    if options.bounded or options.truncate_low is not None or options.truncate_high is not None:
        raise UsageError("bounds, truncation and --resolution are for fits in memory · leave --engine out")
    if options.weights_mean != "frequency" or any(
        not isinstance(c, (str, float, int, type(None))) for c in columns
    ):
        raise UsageError("on this engine weights are frequencies in a column · name the column")


def seen_by_all(data: Any) -> None:
    """UsageError for data that workers of an engine cannot read."""
    from likely.data.files import is_files

    if not is_files(data) or str(data) == "-":
        raise UsageError(
            "this engine reads files that every worker can see · give paths, or leave --engine out"
        )


def merge(partials: Sequence[Partial], column: str | None = None) -> Partial:
    """All sums added up. With `column`, their columns hold one quantity, and that is its name."""
    if not partials:
        raise UsageError("there is nothing to merge · name files that likely sums wrote")
    if column is not None:
        partials = [replace(one, column=column) for one in partials]
    return fold(lambda a, b: a + b, partials)
