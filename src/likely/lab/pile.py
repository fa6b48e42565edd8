"""Many different numbers, kept in the worker's memory so that sums are taken of them when a family asks."""

from array import array

from likely.formulas.elementary import Value, total
from likely.lab.kept import kept
from likely.solve.sums import Sums


class Pile:
    """Pieces of numbers, each with weights or none. Sums of a family's statistic are taken piece by piece."""

    def __init__(self, families: Value, centre: float, scale: float) -> None:
        self._families = families
        self._pivot = (centre, scale)
        self._pieces: list[Value] = []
        self._sums: dict[str, Value] = {}
        self._next: dict[str, int] = {}

    def put(self, values: Value, weights: Value = None) -> None:
        """One more piece."""
        self._pieces.append((array("d", values), weights))

    def different(self, most: int) -> Value:
        """The rows as different values; None if they are more than so many."""
        counts: dict[float, float] = {}
        for values, weights in self._pieces:
            for at, value in enumerate(values):
                counts[value] = counts.get(value, 0.0) + (1.0 if weights is None else weights[at])
            if len(counts) > most:
                return None
        return kept(counts)

    def step(self, name: str) -> float:
        """Take in one more piece for a family; the share of the pieces that it has, 1.0 at the end."""
        at = self._next.get(name, 0)
        if at < len(self._pieces):
            values, weights = self._pieces[at]
            part = self._part(self._families[name].statistic, values, weights)
            self._sums[name] = self._sums[name] + part if at else part
            self._next[name] = at = at + 1
        return at / len(self._pieces)

    def means(self, name: str) -> list[float]:
        """The averages, once all pieces are in."""
        return list(self._sums[name].mean)

    def _part(self, statistic: Value, values: Value, weights: Value) -> Sums:
        centre, scale = self._pivot
        terms = [statistic(value, centre, scale) for value in values]
        places = range(len(terms[0]))
        if weights is None:
            return Sums.of(float(len(values)), 0, [total([term[i] for term in terms]) for i in places])
        totals = [total([w * term[i] for w, term in zip(weights, terms)]) for i in places]
        return Sums.of(total(weights), 0, totals)
