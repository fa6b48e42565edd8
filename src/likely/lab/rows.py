"""A column taken in block by block. What is kept has a bound, however many rows there are."""

import math

from likely.formulas.elementary import INFINITY, Value, total
from likely.lab.bins import Bins
from likely.lab.cell import cell
from likely.lab.data import Data
from likely.solve.pivot import choose_pivot
from likely.solve.sums import Sums

MOST_DISTINCT = 4096  # values that are counted one by one; beyond, sums are taken row by row
MOST_SAMPLE = 4096  # rows kept for quantiles, evenly thinned
MOST_BARS = 48
MOST_ROWS = 1000000


class NotNumbers(ValueError):
    """A field of the column that holds no number: what, where, and how to mend it."""


class Rows:
    """Give it blocks of fields with `take`, then ask for `data`.

    `families` are modules by name; those in which some observation cannot happen drop out on the way.
    """

    def __init__(self, families: Value, file: str, column: str) -> None:
        self.file = file
        self.column = column
        self.rows = 0
        self.missing = 0
        self.low = INFINITY
        self.high = -INFINITY
        self.sample: list[float] = []
        self._every = 1
        self._families = families
        self._possible = sorted({families[name].SUPPORT for name in families})
        self._judge = {families[name].SUPPORT: families[name].support for name in families}
        self._counts: Value = {}
        self._sums: dict[str, Sums] = {}
        self._bins: Value = None
        self._pivot = (0.0, 1.0)
        self._kept = 0  # observations so far

    def take(self, texts: Value) -> None:
        """Read one block of fields, None where a row is too short or too long. NotNumbers names the first
        field that is none.
        """
        if self.rows + len(texts) > MOST_ROWS:
            raise NotNumbers(
                f"{self.file} has more than {MOST_ROWS} rows, which is what the Lab takes · "
                "likely fit on the command line takes any number"
            )
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
        self.rows += len(texts)
        self._thin(first, texts, numbers)
        block: dict[float, float] = {}
        for text, count in found.items():
            value = numbers[text]
            if value != value:
                self.missing += count
            else:
                block[value] = block.get(value, 0) + count
        if block:
            self._merge(block)

    def _thin(self, first: int, texts: Value, numbers: dict[str, float]) -> None:
        start = -first % self._every
        for at in range(start, len(texts), self._every):
            value = numbers[texts[at]]
            if value == value:
                self.sample.append(value)
        while len(self.sample) > MOST_SAMPLE:
            self.sample = [self.sample[i] for i in range(0, len(self.sample), 2)]
            self._every *= 2

    def _merge(self, block: dict[float, float]) -> None:
        if self._bins is None:
            self._pivot = choose_pivot(list(block))
            self._bins = Bins(*self._pivot)
        self.low, self.high = min(self.low, min(block)), max(self.high, max(block))
        self._possible = [s for s in self._possible if all(self._judge[s](value) for value in block)]
        for value, count in block.items():
            self._bins.add(value, count)
            self._kept += int(count)
        if self._counts is not None:
            for value, count in block.items():
                self._counts[value] = self._counts.get(value, 0) + count
            if len(self._counts) <= MOST_DISTINCT:
                return
            block, self._counts = self._counts, None
        self._add(block)

    def _add(self, block: dict[float, float]) -> None:
        values, weights = list(block), [float(count) for count in block.values()]
        n = total(weights)
        for name in self._summed():
            statistic = self._families[name].statistic
            terms = [statistic(value, *self._pivot) for value in values]
            totals = [total([w * term[i] for w, term in zip(weights, terms)]) for i in range(len(terms[0]))]
            part = Sums.of(n, 0, totals)
            self._sums[name] = self._sums[name] + part if name in self._sums else part

    def _summed(self) -> list[str]:
        """The families that are fitted from sums, and in which everything so far can happen."""
        return [
            name
            for name in sorted(self._families)
            if self._families[name].SUPPORT in self._possible and not self._families[name].DISCRETE
        ]

    def data(self) -> Data:
        """What was taken in. NotNumbers if that was nothing."""
        if not self._kept:
            raise NotNumbers(f"column “{self.column}”: there is no number in it · choose another column")
        whole = None
        if self._counts is not None:
            values = sorted(self._counts)
            self._sums = {}
            self._add({value: self._counts[value] for value in values})
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
            {name: list(sums.mean) for name, sums in self._sums.items() if name in self._summed()},
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
