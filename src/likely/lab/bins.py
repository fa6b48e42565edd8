"""A histogram whose bins are not known beforehand: they double in width whenever there are too many."""

import math

from likely.formulas.elementary import Value

MOST = 512
FINEST = 16  # bins to one unit of the pivot's scale, at first


class Bins:
    """Counts of values in bins of one width, which start at `centre` and reach as far as the values do."""

    def __init__(self, centre: float, scale: float) -> None:
        self.centre = centre
        self.width = scale / FINEST
        self.counts: dict[int, float] = {}

    def add(self, values: list[float], weights: Value = None) -> None:
        """Every value once, or as often as its weight says."""
        furthest = max(max(values) - self.centre, self.centre - min(values))
        while furthest / self.width > 1e9:
            self._double()
        counts, centre, width, floor = self.counts, self.centre, self.width, math.floor
        for i, value in enumerate(values):
            at = floor((value - centre) / width)
            counts[at] = counts.get(at, 0) + (1 if weights is None else weights[i])
        while len(self.counts) > MOST:
            self._double()

    def _double(self) -> None:
        wider: dict[int, float] = {}
        for at, count in self.counts.items():
            wider[at // 2] = wider.get(at // 2, 0) + count
        self.counts = wider
        self.width *= 2

    def shown(self, width: float, most: int) -> list[Value]:
        """[left end, width, counts]: at least as wide as asked, at most so many, gaps filled with 0.

        Where a few values lie very far out, the bins cover the middle 99 %, and what is beyond is left out.
        """
        while self.width < width or max(self.counts) - min(self.counts) + 1 > 64 * most:
            self._double()
        places = sorted(self.counts)
        first, last = places[0], places[-1]
        if last - first + 1 > most:
            everything, reached = sum(self.counts.values()), 0.0
            inside = []
            for at in places:
                if reached + self.counts[at] > 0.005 * everything and reached < 0.995 * everything:
                    inside.append(at)
                reached += self.counts[at]
            if (inside[-1] - inside[0] + 1) * 3 < last - first + 1:
                first, last = inside[0], inside[-1]
        while last - first + 1 > most:
            self._double()
            first, last = first // 2, last // 2
        heights = [self.counts.get(at, 0) for at in range(first, last + 1)]
        return [self.centre + first * self.width, self.width, heights]
