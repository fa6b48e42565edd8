"""Sums of primitives over columns and rows, in C++. Kernels know sums, not models.

`AVAILABLE` says whether the extension was built; without it nothing else here can be called.

Columns are anything with the buffer protocol (NumPy arrays, `memoryview`, `array.array`): one dimension,
any stride, any alignment, read-only or not, of booleans, integers, float32 or float64 in this machine's
byte order. Anything else is a TypeError. NaN is missing: left out and counted. Every result is the same,
bit for bit, for any number of threads; the sums over columns also for any instruction set.
"""

from __future__ import annotations

try:
    from likely.kernels import _native as _native
except ImportError:
    AVAILABLE = False
else:
    AVAILABLE = True
    from likely.kernels.classes import classes_log_likelihood
    from likely.kernels.columns import (
        absolute_sums,
        count_values,
        exponential_sums,
        logistic_sums,
        logs,
        median,
        moments,
        order_statistics,
        power_sums,
        quadratic_softmax_sums,
        quantile,
        rational_sums,
        ties_at_most,
    )
    from likely.kernels.logits import rows_cross_entropy, rows_logsumexp, rows_softmax_minus_onehot
    from likely.kernels.values import Counts, Moments, Ranked, Totals, merge

    __all__ = [
        "AVAILABLE",
        "Counts",
        "Moments",
        "Ranked",
        "Totals",
        "absolute_sums",
        "classes_log_likelihood",
        "count_values",
        "exponential_sums",
        "instruction_set",
        "logistic_sums",
        "logs",
        "median",
        "merge",
        "moments",
        "order_statistics",
        "power_sums",
        "quadratic_softmax_sums",
        "quantile",
        "rational_sums",
        "rows_cross_entropy",
        "rows_logsumexp",
        "rows_softmax_minus_onehot",
        "ties_at_most",
    ]


def instruction_set() -> str | None:
    """portable, avx2 or avx512; None where the kernels were not built.

    The best this processor has, unless the environment variable LIKELY_KERNELS named another.
    """
    return _native.chosen() if AVAILABLE else None
