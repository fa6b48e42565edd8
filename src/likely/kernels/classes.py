"""Σ weight·log softmax over rows whose scores are linear in their columns, with slopes and information.

The formula is `likely.formulas.models.softmax`, which the tests hold this to; here it is fused with the sums,
so that no probability of a row is ever stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from likely.kernels import _native
from likely.kernels.columns import default_threads

if TYPE_CHECKING:
    import numpy as np

    Doubles = np.ndarray[Any, np.dtype[np.float64]]


def classes_log_likelihood(
    rows: Doubles,
    coefficients: Doubles,
    chosen: Doubles,
    weights: Doubles,
    *,
    derivatives: bool = True,
    threads: int | None = None,
) -> tuple[float, Doubles | None, Doubles | None]:
    """The log-likelihood in nats, its slopes, and minus its second derivatives (None, None without them).

    rows           (n, p) float64, any strides
    coefficients   (K − 1, p), contiguous: the scores of classes 1 to K − 1; class 0 has the score 0
    chosen         (n,) float64: the number of the class that happened
    weights        (n,) float64

    Slopes have the shape of the coefficients, the information (K − 1, K − 1, p, p). The same for any number
    of threads. Scores that are not a number make the result none, either.
    """
    import numpy as np

    others, p = coefficients.shape
    chosen, weights = np.ascontiguousarray(chosen), np.ascontiguousarray(weights)
    args = rows, others + 1, coefficients.ravel(), chosen, weights, threads or default_threads()
    if not derivatives:
        return _native.rows_classes(*args, None, None), None, None
    pairs = others * (others + 1) // 2
    slopes, packed = np.empty(others * p), np.empty(p * (p + 1) // 2 * pairs)
    value = _native.rows_classes(*args, slopes, packed)
    found = np.empty((others, others, p, p))
    j, m = np.triu_indices(p)
    k, n = np.triu_indices(others)
    table = packed.reshape(-1, pairs).T
    for rows_of, columns_of in ((j, m), (m, j)):
        found[k[:, None], n[:, None], rows_of, columns_of] = table
        found[n[:, None], k[:, None], rows_of, columns_of] = table
    return value, slopes.reshape(others, p), found
