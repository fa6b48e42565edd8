"""What the Lab keeps of a column: sums, and counts of values. Never the rows.

A `Data` goes through JSON and back without a change, which is how a link carries it.
"""

from collections import namedtuple

from likely.formulas.elementary import Value
from likely.solve.theory import Averages

# file, column     where the observations came from, in words
# n, missing       observations, and fields that held none
# low, high        the extremes
# centre, scale    the pivot that sums are measured from
# means            family → averages of its statistic; none where some rows are censored
# table            [distinct values, how often], of whole numbers that are not too many; else None
# bins             [left end of the first, width, counts]
# supported        names of the families in which every observation can happen
Data = namedtuple("Data", "file column n missing low high centre scale means table bins supported")
FIELDS = tuple("file column n missing low high centre scale means table bins supported".split())

# Distinct values with their weights; as `likely.data.reduce.Table`.
Table = namedtuple("Table", "columns weights n values")


def averages(data: Data, family: str) -> Averages:
    """The sums of one family, ready for its `summary`."""
    mean = tuple(data.means[family])
    return Averages(data.n, data.missing, mean, data.low, data.high, data.centre, data.scale, data.n)


def table(data: Data) -> Table:
    """The counts, ready for `summary_of_counts`."""
    values, weights = data.table
    return Table((list(values),), list(weights), data.n, list(values))


def as_text(data: Data) -> dict[str, Value]:
    """A dictionary for JSON."""
    return {name: getattr(data, name) for name in FIELDS}


def from_text(found: Value) -> Data:
    """The `Data` of a dictionary. ValueError where it is not one."""
    if not isinstance(found, dict) or sorted(found) != sorted(FIELDS):
        raise ValueError("this link does not hold what the Lab wrote into it")
    data = Data(*[found[name] for name in FIELDS])
    counts = [data.n, data.missing, data.low, data.high, data.centre, data.scale]
    if not all(isinstance(x, (int, float)) for x in counts) or not data.n > 0 or not data.scale > 0:
        raise ValueError("the numbers in this link are damaged")
    return data
