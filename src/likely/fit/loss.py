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
    """`value` is the sum of `rows` divided by `denominator`, in nats; NaN if nothing is counted.

    `n` rows have a target that is not ignored; the denominator is n, or, with class weights, the sum of the
    weights of their targets. `rows` holds each row's loss, 0 where it is ignored. `gradient` is the slope of
    `value` in each logit, of the shape and type of the logits: without weights and smoothing it is softmax −
    one at the target, divided by n. None where it was not asked for.

    >>> import likely
    >>> import numpy as np
    >>> likely.loss(np.array([[0.0, 0.0], [0.0, -np.inf]]), np.array([1, 0])).n
    2
    """

    value: float
    n: int
    rows: Array
    gradient: Array | None = None
    denominator: float = math.nan


def loss(
    logits: Any,
    targets: Any,
    *,
    ignore: int = IGNORE,
    weights: Any = None,
    smoothing: float = 0.0,
    gradient: bool = False,
) -> Loss:
    """Average of −log softmax(row)[target] over rows, in nats.

    logits     array of shape (rows, classes): float32, float64, or bfloat16 seen as uint16; −∞ is a class
               that cannot happen. Arrays and anything with DLPack (tensors), in main memory, uncopied
    targets    array of shape (rows,): the number of the class that happened, or `ignore`
    weights    array of shape (classes,), each 0 or more: a row counts as much as its target's class
    smoothing  e in [0, 1]: the target is 1 − e of what happened and e shared by all classes alike, each term
               with its class's weight. No longer the likelihood of what happened

    The value is divided by the number of rows counted; with weights, by the weights of their targets.

    Memory grows with the rows only (and with the gradient, if it is asked for): no probabilities are kept.
    A target that is no class is a DataError naming its row. A class of probability 0 that happened costs ∞.

    >>> import likely
    >>> import numpy as np
    >>> round(likely.loss(np.array([[0.0, 0.0]]), np.array([1])).value, 4)
    0.6931
    """
    import numpy as np

    logits, targets = _array("logits", logits), _array("targets", targets)
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
    if not 0 <= smoothing <= 1:
        raise DataError(f"smoothing is {smoothing:g} · it is from 0 to 1")
    shares = np.ones(logits.shape[1]) if weights is None else _weights(weights, logits.shape[1])
    denominator = n if weights is None else math.fsum(shares[targets[counted]])
    scale = 1 / (denominator or 1)
    rows = work(logits, targets, ignore, slope, scale)
    if weights is not None or smoothing:
        _reweigh(logits, targets, counted, shares, smoothing, rows, slope, scale)
    value = math.fsum(rows[counted]) / denominator if denominator else math.nan
    return Loss(value, n, rows, slope, denominator)


def _array(name: str, given: Any) -> Array:
    """An array as it is; what another library holds, seen where it lies."""
    import numpy as np

    if isinstance(given, np.ndarray) or not hasattr(given, "__dlpack__"):
        return np.asarray(given)
    try:
        return np.from_dlpack(given)
    except (BufferError, RuntimeError, TypeError, ValueError) as problem:
        raise DataError(
            f"{name} cannot be read where they lie: {str(problem).splitlines()[0]} · give a tensor in main "
            "memory, detached from its gradient; bfloat16 seen as uint16"
        ) from None


def _weights(given: Any, classes: int) -> Array:
    import numpy as np

    weights = _array("weights", given).astype(np.float64)
    if weights.shape != (classes,):
        raise DataError(f"weights have shape {weights.shape} · give one for each of the {classes} classes")
    if not (np.isfinite(weights) & (weights >= 0)).all():
        at = int(np.argmin(np.isfinite(weights) & (weights >= 0)))
        raise DataError(f"the weight of class {at} is {weights[at]:g} · give numbers from 0 up")
    return weights


def _reweigh(
    logits: Array,
    targets: Array,
    counted: Array,
    weights: Array,
    smoothing: float,
    rows: Array,
    slope: Array | None,
    scale: float,
) -> None:
    """Turns plain losses, and slopes p − 1 at the target, into those with weights and smoothing, in place.

    With w the weights, W their sum, y the target and K classes, a row's loss is
    (1 − e)·w[y]·(L − z[y]) + e/K·Σ w[c]·(L − z[c]), where L = log Σ exp z, and its slope in z[c] is
    ((1 − e)·w[y] + e·W/K)·p[c] − (1 − e)·w[y] at the target − e/K·w[c].
    """
    import numpy as np

    classes = logits.shape[1]
    used = np.flatnonzero(weights)
    spread, total = smoothing / classes, float(weights.sum())
    step = max(1, BLOCK // max(1, classes))
    for start in range(0, len(logits), step):
        block = slice(start, start + step)
        here, z = counted[block], _doubles(logits[block])
        at = np.arange(len(z)), np.where(here, targets[block], 0)
        own = (1 - smoothing) * weights[at[1]]
        with np.errstate(invalid="ignore"):
            found = np.where(own > 0, own * rows[block], 0.0)
            if smoothing:
                found += spread * (total * _log_sums(z) - z[:, used] @ weights[used])
        rows[block] = np.where(here, found, 0.0)
        if slope is not None:
            change = _doubles(slope[block]) * (own + spread * total)[:, None]
            change[at] += spread * total * scale
            change -= spread * scale * weights
            slope[block] = _as_stored(change * here[:, None], logits.dtype)


def _log_sums(z: Array) -> Array:
    """Log Σ exp of each row."""
    import numpy as np

    top = z.max(axis=1, keepdims=True)
    top = np.where(np.isneginf(top), 0.0, top)
    with np.errstate(divide="ignore"):
        found: Array = (top + np.log(np.exp(z - top).sum(axis=1, keepdims=True)))[:, 0]
    return found


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
