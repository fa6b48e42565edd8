"""The loss of a classifier or a language model: average cross-entropy of logits, and its gradient."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from likely import kernels
from likely.errors import DataError

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[Any]]

IGNORE = -100  # the target that leaves its row out
BLOCK = 1 << 20  # logits that NumPy turns into doubles at a time, where the kernels were not built


@dataclass(frozen=True)
class Loss:
    """`value` is the average over the `n` rows whose target is not ignored, in nats; NaN if there is none.

    `gradient` is the slope of `value` in each logit, softmax − one at the target, divided by n; it has the
    shape and type of the logits, or is None where it was not asked for. `rows` holds each row's loss.
    """

    value: float
    n: int
    rows: Array
    gradient: Array | None = None


def loss(logits: Any, targets: Any, *, ignore: int = IGNORE, gradient: bool = False) -> Loss:
    """Average of −log softmax(row)[target] over rows, in nats.

    logits     array of shape (rows, classes): float32, float64, or bfloat16 seen as uint16; −∞ is a class
               that cannot happen
    targets    array of shape (rows,): the number of the class that happened, or `ignore`

    Memory grows with the rows only (and with the gradient, if it is asked for): no probabilities are kept.
    A target that is no class is a DataError naming its row. A class of probability 0 that happened costs ∞.

    >>> import likely
    >>> import numpy as np
    >>> round(likely.loss(np.array([[0.0, 0.0]]), np.array([1])).value, 4)
    0.6931
    """
    import numpy as np

    logits, targets = np.asarray(logits), np.asarray(targets)
    if logits.ndim != 2 or targets.shape != logits.shape[:1]:
        raise DataError(
            f"logits have shape {logits.shape} and targets {targets.shape} · "
            "give logits of shape (rows, classes) and one target a row"
        )
    if logits.dtype not in (np.float32, np.float64, np.uint16) or targets.dtype.kind not in "iu":
        raise DataError(
            f"logits are {logits.dtype} and targets {targets.dtype} · give float32, float64 or bfloat16 seen "
            "as uint16, and whole numbers"
        )
    targets = targets.astype(np.int64, copy=False)
    counted = targets != ignore
    wrong = counted & ((targets < 0) | (targets >= logits.shape[1]))
    if wrong.any():
        row = int(np.argmax(wrong))
        raise DataError(
            f"row {row}: target {targets[row]} is none of the {logits.shape[1]} classes · correct it"
        )
    n = int(np.count_nonzero(counted))
    slope = np.empty(logits.shape, logits.dtype) if gradient else None
    work = _native if kernels.AVAILABLE else _numpy
    rows = work(logits, targets, ignore, slope, 1 / max(n, 1))
    return Loss(math.fsum(rows[counted]) / n if n else math.nan, n, rows, slope)


def _native(logits: Array, targets: Array, ignore: int, slope: Array | None, scale: float) -> Array:
    if slope is None:
        return kernels.rows_cross_entropy(logits, targets, ignore=ignore)
    return kernels.rows_softmax_minus_onehot(logits, targets, slope, scale=scale, ignore=ignore)


def _numpy(logits: Array, targets: Array, ignore: int, slope: Array | None, scale: float) -> Array:
    """The same, a block of rows at a time."""
    import numpy as np

    rows = np.zeros(len(logits))
    step = max(1, BLOCK // max(1, logits.shape[1]))
    for start in range(0, len(logits), step):
        block = slice(start, start + step)
        x = _doubles(logits[block])
        counted = targets[block] != ignore
        at = np.arange(len(x)), np.where(counted, targets[block], 0)
        with np.errstate(all="ignore"):
            top = x.max(axis=1, keepdims=True)
            top = np.where(np.isneginf(top), 0.0, top)
            total = top + np.log(np.exp(x - top).sum(axis=1, keepdims=True))
            rows[block] = np.where(counted, total[:, 0] - x[at], 0.0)
            if slope is not None:
                change = np.exp(x - total)
                change[at] -= 1
                slope[block] = _as_stored(change * (scale * counted)[:, None], logits.dtype)
    return rows


def _doubles(stored: Array) -> Array:
    import numpy as np

    if stored.dtype == np.uint16:  # bfloat16 is the upper half of a float32
        return (stored.astype(np.uint32) << 16).view(np.float32).astype(np.float64)
    return stored.astype(np.float64)


def _as_stored(values: Array, kind: np.dtype[Any]) -> Array:
    import numpy as np

    if kind != np.uint16:
        return values.astype(kind)
    bits = values.astype(np.float32).view(np.uint32).astype(np.uint64)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16)  # to the nearest, ties to even
