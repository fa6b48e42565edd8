"""A column taken in block by block. What is kept has a bound, however many rows there are."""

import math

from likely.formulas.elementary import INFINITY, Value, total
from likely.lab.bins import Bins
from likely.lab.cell import cell
from likely.lab.data import Data
from likely.lab.kept import MOST_KEPT, kept
from likely.lab.pile import Pile
from likely.lab.problem import from_sums
from likely.solve.pivot import choose_pivot

MOST_DISTINCT = 4096  # whole numbers that are counted one by one; beyond, sums are taken row by row
MOST_FRACTIONS = 512  # the same, where there are others than whole numbers
MOST_SAMPLE = 4096  # rows kept for quantiles, evenly thinned
MOST_BARS = 48
MOST_ROWS = 1000000


class NotNumbers(ValueError):
    """A field of the column that holds no number: what, where, and how to mend it."""


class Rows:
    """Give it blocks of fields with `take`, then ask for `data`.

    `families` are modules by name; those in which some observation cannot happen drop out on the way.
    """

    def __init__(self, families: Value, file: str, column: str, event: str = "") -> None:
        self.file = file
        self.column = column
        self.event = event  # a column that says 1 where a value is exact, 0 where it is censored
        self.rows = 0
        self.missing = 0
        self.low = INFINITY
        self.high = -INFINITY
        self.sample: list[float] = []
        self._every = 1
        self._families = families
        self._possible = sorted({families[name].SUPPORT for name in families})
        self._judge = {families[name].SUPPORT: families[name].support for name in families}
        continuous = [name for name in families if not families[name].DISCRETE]
        self._intervals = {families[name].SUPPORT for name in continuous}
        self._counts: Value = {}
        self.pile: Value = None  # the numbers, once there are too many different ones to count
        self._bins: Value = None
        self._pivot = (0.0, 1.0)
        self._kept = 0  # observations so far
        self._pairs: Value = {}  # (value, 1 or 0) → how often, if there is an event

    def take(self, texts: Value, events: Value = None) -> None:
        """Read one block of fields, None where a row is too short or too long. NotNumbers names the first
        field that is none. `events` are the fields of the other column, if there is one.
        """
        if self.rows + len(texts) > MOST_ROWS:
            raise NotNumbers(
                f"{self.file} has more than {MOST_ROWS} rows, which is what the Lab takes · "
                "likely fit on the command line takes any number"
            )
        seen = self._seen(events)
        if seen:  # a row without an event is a row without a value
            texts = ["" if mark != mark else text for text, mark in zip(texts, seen)]
        elif self._counts is None and self._plain(texts):
            return
        found: Value = {}
        first = self.rows
        for text in texts:
            found[text] = found.get(text, 0) + 1
        numbers: dict[str, float] = {}
        for text in found:
            if text is None:
                row = first + 1 + texts.index(text)
                raise NotNumbers(
                    f"{self.file}, row {row}: not as many fields as the header has · add or remove a "
                    "delimiter, or put quotes around a field that holds one"
                )
            value = cell(text)
            if value is None or (value == value and not math.isfinite(value)):
                raise NotNumbers(self._refusal(text, first + 1 + texts.index(text)))
            numbers[text] = value
        values = [numbers[text] for text in texts]
        self._thin(values)
        self.rows += len(texts)
        for pair in zip(values, seen):
            if pair[0] == pair[0]:
                self._pairs[pair] = self._pairs.get(pair, 0) + 1
        if len(self._pairs) > MOST_KEPT:
            raise NotNumbers(
                f"{self.file} has more than {MOST_KEPT} different times, and censored rows are fitted one by "
                f"one · likely fit weibull {self.file} --column {self.column} --event {self.event} takes any "
                "number"
            )
        block: dict[float, float] = {}
        for text, count in found.items():
            value = numbers[text]
            if value != value:
                self.missing += count
            else:
                block[value] = block.get(value, 0) + count
        if block:
            self._merge(list(block), list(block.values()))

    def _seen(self, events: Value) -> list[float]:
        found = []
        for at, text in enumerate(events or ()):
            mark = None if text is None else cell(text)
            if mark is None or (mark == mark and mark not in (0, 1)):
                raise NotNumbers(
                    f"{self.file}, row {self.rows + at + 1}, column “{self.event}”: “{(text or '')[:40]}” is "
                    "no event · write 1 where the value was observed, 0 where it is right-censored"
                )
            found.append(mark)
        return found

    def _plain(self, texts: Value) -> bool:
        """The short way for a block of nothing but numbers, once values are no longer counted one by one."""
        try:
            values = [float(text) for text in texts]
        except (ValueError, TypeError):
            return False
        if not math.isfinite(sum(values)) or "_" in "".join(texts):
            return False
        self._thin(values)
        self.rows += len(values)
        self._merge(values, None)
        return True

    def _thin(self, values: list[float]) -> None:
        for at in range(-self.rows % self._every, len(values), self._every):
            if values[at] == values[at]:
                self.sample.append(values[at])
        while len(self.sample) > MOST_SAMPLE:
            self.sample = [self.sample[i] for i in range(0, len(self.sample), 2)]
            self._every *= 2

    def _merge(self, values: list[float], counts: Value) -> None:
        if self._bins is None:
            self._pivot = choose_pivot(values)
            self._bins = Bins(*self._pivot)
        least, most = min(values), max(values)
        self.low, self.high = min(self.low, least), max(self.high, most)
        # the support of a continuous family is an interval, so that the extremes decide
        self._possible = [
            words
            for words in self._possible
            if all(self._judge[words](x) for x in ((least, most) if words in self._intervals else values))
        ]
        self._bins.add(values, counts)
        self._kept += len(values) if counts is None else int(total(counts))
        if self._counts is not None:
            for value, count in zip(values, counts):
                self._counts[value] = self._counts.get(value, 0) + count
            if len(self._counts) <= MOST_FRACTIONS:
                return
            if len(self._counts) <= MOST_DISTINCT and all(value % 1 == 0 for value in self._counts):
                return
            values, counts = list(self._counts), [float(count) for count in self._counts.values()]
            self._counts = None
            self.pile = Pile(self._families, *self._pivot)
        self.pile.put(values, counts)

    def _summed(self) -> list[str]:
        """The families that are fitted from sums, and in which everything so far can happen."""
        return [
            name
            for name in sorted(self._families)
            if self._families[name].SUPPORT in self._possible
            and not self._families[name].DISCRETE
            and from_sums(self._families[name])
        ]

    def kept(self) -> Value:
        """The rows themselves, where there are not too many; else None."""
        if self.event:
            return kept(self._pairs, self.event)
        if self._counts is not None:
            return kept(self._counts)
        return self.pile.different(MOST_KEPT)

    def data(self) -> Data:
        """What was taken in. NotNumbers if that was nothing."""
        if not self._kept:
            raise NotNumbers(f"column “{self.column}”: there is no number in it · choose another column")
        whole = None
        means: dict[str, list[float]] = {}
        if self._counts is not None and not self.event:
            values = sorted(self._counts)
            table = Pile(self._families, *self._pivot)
            table.put(values, [float(self._counts[value]) for value in values])
            for name in self._summed():
                table.step(name)
                means[name] = table.means(name)
            if all(value % 1 == 0 for value in values):
                whole = [values, [self._counts[value] for value in values]]
        some = sorted(self.sample)
        middle = some[(3 * len(some)) // 4] - some[len(some) // 4] if some else 0.0
        width = 2 * middle / self._kept ** (1 / 3)  # Freedman & Diaconis 1981
        return Data(
            self.file,
            self.column,
            self._kept,
            self.missing,
            self.low,
            self.high,
            self._pivot[0],
            self._pivot[1],
            means,
            whole,
            self._bins.shown(width, MOST_BARS),
            [name for name in sorted(self._families) if self._families[name].SUPPORT in self._possible],
        )

    def _refusal(self, text: str, row: int) -> str:
        shown = text if len(text) <= 40 else text[:40] + "…"
        mend = "write a finite number, or leave the field empty"
        what = "not a number" if cell(text) is None else "not finite"
        if cell(text.replace(",", ".")) is not None:
            mend = f"write a decimal point, {text.replace(',', '.')}"
        return f"{self.file}, row {row}, column “{self.column}”: “{shown}” is {what} · {mend}"
