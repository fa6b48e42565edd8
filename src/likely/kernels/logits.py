"""Rows of logits: log-sum-exp, cross-entropy and its gradient, in memory that grows with the rows only.

`logits` has two dimensions, any strides, and holds float32, float64, or bfloat16 seen as uint16. Targets are
int64, one column number a row. −∞ is a class that cannot happen; a row of nothing else has log-sum-exp −∞;
NaN in a row makes that row NaN. Results are in nats, in float64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from likely.kernels import _native
from likely.kernels.columns import default_threads

if TYPE_CHECKING:
    import numpy as np

    Doubles = np.ndarray[tuple[int], np.dtype[np.float64]]

IGNORE = -100  # the target that says: leave this row out


def rows_logsumexp(logits: Any, *, threads: int | None = None) -> Doubles:
    """Log Σ exp of each row."""
    result, none = _empty(logits), _empty(logits)[:0]
    _native.rows_logsumexp(logits, None, IGNORE, threads or default_threads(), result, none)
    return result


def rows_cross_entropy(
    logits: Any, targets: Any, *, ignore: int = IGNORE, threads: int | None = None
) -> Doubles:
    """−log softmax(row)[target] of each row; 0 where the target is `ignore`. IndexError at a bad target."""
    result, picked = _empty(logits), _empty(logits)
    _native.rows_logsumexp(logits, targets, ignore, threads or default_threads(), result, picked)
    return _difference(result, picked, targets, ignore)


def rows_softmax_minus_onehot(
    logits: Any,
    targets: Any,
    out: Any,
    *,
    scale: float = 1.0,
    ignore: int = IGNORE,
    threads: int | None = None,
) -> Doubles:
    """Writes scale·(softmax(row) − one at the target) into `out` and returns what rows_cross_entropy does.

    `out` has the shape and type of the logits and may be the logits. Rows to be ignored become 0. After an
    IndexError the contents of `out` are undefined.
    """
    result, picked = _empty(logits), _empty(logits)
    _native.rows_softmax_minus_onehot(
        logits, targets, out, scale, ignore, threads or default_threads(), result, picked
    )
    return _difference(result, picked, targets, ignore)


def _empty(logits: Any) -> Doubles:
    import numpy as np

    return np.empty(len(logits))


def _difference(result: Doubles, picked: Doubles, targets: Any, ignore: int) -> Doubles:
    import numpy as np

    with np.errstate(invalid="ignore"):  # ∞ − ∞ is NaN, as it should be
        result -= picked
    result[np.asarray(targets) == ignore] = 0.0
    return result
