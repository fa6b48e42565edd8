"""Rows that are kept, as different values and how often each occurred, for families that need them."""

from collections import namedtuple

from likely.formulas.elementary import INFINITY, Value, total
from likely.formulas.facts import Facts
from likely.solve.facts import facts_of
from likely.solve.vector import Vector

MOST_KEPT = 2000  # different values; a fit of them takes seconds in a browser

# lower, upper   bounds of each, as vectors: equal where the value is exact, ∞ above where it is censored
# weights        how often each occurred, as a vector
# event          the column that says which are exact; "" if all are
Kept = namedtuple("Kept", "lower upper weights event")


def kept(counts: Value, event: str = "") -> Value:
    """From {value: how often}, or {(value, 1 if it is exact): how often}. None if there are too many."""
    if len(counts) > MOST_KEPT:
        return None
    found = sorted(counts)
    weights = Vector([float(counts[one]) for one in found])
    if not event:
        values = Vector(found)
        return Kept(values, values, weights, "")
    lower = Vector([value for value, _ in found])
    upper = Vector([value if seen else INFINITY for value, seen in found])
    return Kept(lower, upper, weights, event)


def facts(values: Vector, weights: Vector) -> Facts:
    """Facts about rows in any order, for a theorem."""
    heights: dict[float, float] = {}
    for value, weight in zip(values.items, weights.items):
        heights[value] = heights.get(value, 0.0) + weight
    places = sorted(heights)
    reached, sofar = [], 0.0
    for value in places:
        sofar += heights[value]
        reached.append(sofar)

    def first_at(amount: float) -> tuple[int, float]:
        for at, far in enumerate(reached):
            if far >= amount:
                return at, far
        return len(reached) - 1, reached[-1]

    n = float(total(weights.items))
    return facts_of(Vector(places), Vector([heights[value] for value in places]), n, first_at)
