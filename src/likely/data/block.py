"""A block of observations: values of one column, and the way back to the rows they came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Block:
    """`values` are doubles in row order, NaN where a value is missing: a list, or a NumPy array.

    `where(i)` says in words where value i stands: file, row, line, column.
    """

    values: list[float] | np.ndarray[tuple[int], np.dtype[np.float64]]
    where: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Later:
    """Rows still to be read, by whichever thread calls `blocks`: their blocks in row order."""

    blocks: Callable[[], Iterable[Block]]
