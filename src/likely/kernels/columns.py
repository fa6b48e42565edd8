"""Sums over a column of numbers. `x` and `weights`: see likely.kernels; weights ≥ 0, as many as x.

A row that weighs nothing is as if it were not there. `threads=None` uses the processors this process may
run on, up to 16.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Literal

from likely.kernels import _native
from likely.kernels.values import Counts, Moments, Ranked, Totals

_FLAGS = {"log": _native.LOG, "log1m": _native.LOG1M, "reciprocal": _native.RECIPROCAL}
MOST_THREADS = 16
MOST_COMPONENTS = 64
SMALLEST = 1e-300


def default_threads() -> int:
    """Processors this process may run on, at most 16."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(allowed, MOST_THREADS)


def moments(
    x: Any,
    weights: Any | None = None,
    *,
    gaps: Sequence[Literal["log", "log1m", "reciprocal"]] = (),
    of: Literal["x", "log"] = "x",
    threads: int | None = None,
) -> Moments:
    """Counts, extent, mean, centred square, and the `gaps` asked for, in one pass.

    `of="log"` takes the moments of log x; a value ≤ 0 then counts as infinite. Infinities are seen in
    `low`, `high` and `infinite`, and are left out of the sums.
    """
    wanted = 0
    for gap in gaps:
        if gap not in _FLAGS:
            raise ValueError(f"there is no gap {gap!r}: log, log1m, reciprocal")
        wanted |= _FLAGS[gap]
    if of not in ("x", "log"):
        raise ValueError(f'of is "x" or "log", not {of!r}')
    of_log = of == "log"
    return Moments(*_native.moments(x, weights, wanted, of_log, threads or default_threads()), wanted, of_log)


def count_values(x: Any, cap: int = 4096, *, threads: int | None = None) -> Counts:
    """How often each of 0 … cap − 1 occurs; numbers that are none of these are told apart."""
    return Counts(*_count(x, cap, threads))


def _count(x: Any, cap: int, threads: int | None) -> tuple[tuple[int, ...], int, int, int, int, int]:
    if cap < 0:
        raise ValueError(f"cap must not be negative, and is {cap}")
    counts, above, negative, fractional, missing = _native.count_values(x, cap, threads or default_threads())
    return counts, cap, above, negative, fractional, missing


def ties_at_most(x: Any, *, threads: int | None = None) -> int:
    """A bound: no number but NaN occurs more often. Near a 4,096th of the rows where none is frequent."""
    return _native.ties_at_most(x, threads or default_threads())


def logs(x: Any, out: Any, unit: float = 1.0, *, threads: int | None = None) -> None:
    """log(x·unit) of each number into `out`, doubles that lie together: −∞ at 0, NaN below."""
    _native.logs(x, unit, out, threads or default_threads())


def order_statistics(x: Any, first: int, last: int, *, threads: int | None = None) -> Ranked:
    """The values of ranks first ≤ last, from 0, among the numbers that are not NaN; IndexError beyond them.

    One pass in a bracket found from a sample; memory: the pieces between the bracket's ends.
    """
    if not 0 <= first <= last:
        raise ValueError(f"ranks must satisfy 0 ≤ first ≤ last, and are {first} and {last}")
    found = Ranked(*_native.ranked(x, first, last, threads or default_threads()))
    if found.low != found.low:
        raise IndexError(f"there is no rank {last}: too few numbers")
    return found


def quantile(x: Any, k: int, *, threads: int | None = None) -> float:
    """The value of rank k, from 0: the (k + 1)-th smallest number that is not NaN."""
    return order_statistics(x, k, k, threads=threads).low


def median(x: Any, *, threads: int | None = None) -> Ranked:
    """The two middle values (the same one, if the count is odd). IndexError if there are no numbers."""
    n = len(x)
    missing = 0
    while n > missing:
        many = n - missing
        found = Ranked(*_native.ranked(x, (many - 1) // 2, many // 2, threads or default_threads()))
        if found.missing == missing:
            return found
        missing = found.missing
    raise IndexError("there are no numbers to have a median")


def absolute_sums(x: Any, centre: float, weights: Any | None = None, *, threads: int | None = None) -> Totals:
    """Weights below, at and above the centre, and Σ w·|x − centre|."""
    return _totals("absolute", x, weights, [centre], threads)


def power_sums(
    x: Any, power: float, scale: float, weights: Any | None = None, *, threads: int | None = None
) -> Totals:
    """With u = log(x/scale) and p = (x/scale)^power:  Σ w·u, Σ w·p, Σ w·p·u, Σ w·p·u².

    With the largest x as scale (the smallest, if the power is negative) nothing overflows.
    """
    _positive("scale", scale)
    return _totals("power", x, weights, [power, scale], threads)


def rational_sums(
    x: Any,
    location: float,
    scale: float,
    df: float = 1.0,
    weights: Any | None = None,
    *,
    threads: int | None = None,
) -> Totals:
    """With z = (x − location)/scale and r = 1/(1 + z²/df):

    Σ w·log(1 + z²/df), Σ w·r, Σ w·r·z, Σ w·r·z², Σ w·r², Σ w·r²·z, Σ w·r²·z².
    """
    _positive("scale", scale)
    _positive("df", df)
    return _totals("rational", x, weights, [location, scale, df], threads)


def exponential_sums(
    x: Any, location: float, scale: float, weights: Any | None = None, *, threads: int | None = None
) -> Totals:
    """With z = (x − location)/scale:  Σ w·exp(−z), Σ w·z·exp(−z), Σ w·z²·exp(−z).

    The scale may be negative. With the smallest x as location (the largest, if negative) nothing overflows.
    """
    _positive("scale", abs(scale))
    return _totals("exponential", x, weights, [location, scale], threads)


def logistic_sums(
    x: Any, location: float, scale: float, weights: Any | None = None, *, threads: int | None = None
) -> Totals:
    """With z = (x − location)/scale, t = tanh(z/2) and q = (1 − t²)/4:

    Σ w·log(2·cosh(z/2)), Σ w·t, Σ w·t·z, Σ w·q, Σ w·q·z, Σ w·q·z².
    """
    _positive("scale", scale)
    return _totals("logistic", x, weights, [location, scale], threads)


def quadratic_softmax_sums(
    x: Any,
    heights: Sequence[float],
    locations: Sequence[float],
    scales: Sequence[float],
    weights: Any | None = None,
    *,
    threads: int | None = None,
) -> Totals:
    """With z_j = (x − location_j)/scale_j, h_j = height_j − z_j²/2 and their softmax r_j = exp h_j / Σ exp h:

    Σ w·log Σ_j exp h_j, then for each j in turn  Σ w·r_j, Σ w·r_j·z_j, Σ w·r_j·z_j².  At most 64.
    """
    if not len(heights) == len(locations) == len(scales) <= MOST_COMPONENTS or not heights:
        raise ValueError(
            f"heights, locations and scales must be as many as each other, 1 to {MOST_COMPONENTS}"
        )
    for scale in scales:
        _positive("scale", scale)
    return _totals("quadratic_softmax", x, weights, [len(heights), *heights, *locations, *scales], threads)


def _totals(
    name: str, x: Any, weights: Any | None, parameters: Sequence[float], threads: int | None
) -> Totals:
    return Totals(
        *_native.totals(name, x, weights, [float(p) for p in parameters], threads or default_threads())
    )


def _positive(name: str, value: float) -> None:
    if not SMALLEST <= value <= 1 / SMALLEST:  # its reciprocal must be a number too; NaN fails this
        raise ValueError(f"{name} must lie between {SMALLEST} and {1 / SMALLEST}, not {value}")
