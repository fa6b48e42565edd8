"""A block of observations: values of one column, and the way back to the rows they came from."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from likely.data.sums import Sums
from likely.errors import DataError

if TYPE_CHECKING:
    from types import ModuleType

    import numpy as np


@dataclass(frozen=True, slots=True)
class Block:
    """`values` are doubles in row order, NaN where a value is missing: a list, or a NumPy array.

    `where(i)` says in words where value i stands: file, row, line, column.
    """

    values: list[float] | np.ndarray[tuple[int], np.dtype[np.float64]]
    where: Callable[[int], str]

    def sums(self, family: ModuleType, drop: bool) -> Sums:
        """Sums of the family's statistic. A value the family cannot take is an error naming its row."""
        if isinstance(self.values, list):
            return self._sums_of_floats(self.values, family, drop)
        return self._sums_of_array(self.values, family, drop)

    def _sums_of_floats(self, values: list[float], family: ModuleType, drop: bool) -> Sums:
        present = []
        for i, x in enumerate(values):
            if x == x:
                if not family.support(x):
                    raise self._outside(i, family)
                present.append(x)
            elif not drop:
                raise self._missing(i)
        terms = zip(*[family.statistic(x) for x in present], strict=True)
        totals = [math.fsum(term) for term in terms] if present else [0.0] * len(family.statistic(0.5))
        return Sums.of(len(present), len(values) - len(present), totals)

    def _sums_of_array(
        self, values: np.ndarray[tuple[int], np.dtype[np.float64]], family: ModuleType, drop: bool
    ) -> Sums:
        import numpy as np

        absent = np.isnan(values)
        missing = int(np.count_nonzero(absent))
        if missing and not drop:
            raise self._missing(int(np.argmax(absent)))
        inside = family.support(values) | absent
        if not inside.all():
            raise self._outside(int(np.argmin(inside)), family)
        present = values[~absent] if missing else values
        totals = [float(np.sum(term)) for term in family.statistic(present)]
        return Sums.of(len(present), missing, totals)

    def _missing(self, i: int) -> DataError:
        return DataError(
            f"{self.where(i)}: the value is missing · fill it in, or leave such rows out with --missing drop "
            'on the command line, missing="drop" in Python'
        )

    def _outside(self, i: int, family: ModuleType) -> DataError:
        name = family.__name__.rpartition(".")[2]
        return DataError(
            f"{self.where(i)}: {float(self.values[i]):g} cannot happen under {name}, whose values are "
            f"{family.SUPPORT} · correct the value, or choose a family that allows it"
        )
