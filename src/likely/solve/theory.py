"""What a family's theorem says of rows, asked with facts or with the averages of its statistic."""

from collections import namedtuple

from likely.formulas.elementary import Value, log, total
from likely.formulas.maximum import Maximum
from likely.solve.pivot import choose_pivot

# What a family's `summary` is asked with: averages of its statistic about a pivot, and the extremes.
Averages = namedtuple("Averages", "n missing mean low high centre scale rows")
# Exact rows: arrays or vectors of values and weights; n is the sum of the weights.
Rows = namedtuple("Rows", "values weights n missing rows")


def seen_by(family: Value, values: Value) -> Value:
    """The values whose facts the family's theorem speaks of: some speak of log x."""
    return log(values) if getattr(family, "LOGARITHMIC", False) else values


def theory(family: Value, facts: Value, table: Value) -> tuple[Maximum, Value]:
    """The maximum by theory, or where to climb from, and what the theorem was told.

    `facts` are those of the values that the family sees; `table` has values, weights, n, missing, rows.
    """
    if not hasattr(family, "statistic"):
        asked = family.maximum(facts, table) if getattr(family, "WITH_ROWS", False) else family.maximum(facts)
        return asked, (facts,)
    pivot = choose_pivot(table.values)
    means = [float(total(table.weights * term)) / table.n for term in family.statistic(table.values, *pivot)]
    averages = Averages(
        table.n, table.missing, tuple(means), facts.low, facts.high, pivot[0], pivot[1], table.rows
    )
    summary = family.summary(averages)
    return family.maximum(table.n, *summary), summary
