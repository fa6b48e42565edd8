"""The peak of a mixture of normals on many rows: EM, then Newton on EM's own map, over a kernel's sums.

One EM step takes parameters to parameters, φ → G(φ); a peak is a point that it leaves alone. Newton for
φ = G(φ) needs the slope of G, which differences of G on a sample of the rows give closely enough: the steps
with all rows, a handful, then gain some digits each. A step that lowers the likelihood is taken back, and one
of EM, which never does, takes its place.

Source: Lange 1995, JRSS B 57, 425 (Newton on the EM map); McLachlan & Krishnan 2008, The EM Algorithm, ch. 4.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from likely import kernels
from likely.data.column import Column
from likely.formulas.families import normal

CLOSE = 1e-8  # a last step of this many standard deviations leaves an error of its square
WARM = 30  # steps of EM before Newton is tried
MOST = 200
BRIEF = 60  # steps of a climb over a sample, whose end need not be exact
SLOW = 0.3  # a step of Newton that is not this much shorter than the one before
DIFFERENCE = 1e-5
LOWER = 10.0  # nats: a peak of the first sample that is lower by this is no rival with all rows
FIRST, SECOND = 4096, 20_000  # rows of the samples that are climbed before all rows are


class Top(NamedTuple):
    """Where a climb stopped. `parts` is (weights, means, sigmas)."""

    loglik: float
    parts: tuple[Any, Any, Any]
    steps: int
    settled: bool


def step_of(column: Column, parts: tuple[Any, Any, Any]) -> tuple[float, tuple[Any, Any, Any]]:
    """The log-likelihood at a point, and where one step of EM leads from there."""
    _, means, sigmas = parts
    heights = [
        math.log(w) + float(normal.log_prob(m, m, s)) for w, m, s in zip(*map(list, parts), strict=True)
    ]
    sums = column.pass_of(kernels.quadratic_softmax_sums, heights, list(means), list(sigmas))
    mass, first, second = (np.array(sums[1 + i :: 3]) for i in range(3))
    with np.errstate(all="ignore"):
        lift = first / mass
        spread = np.maximum(second / mass - lift * lift, 0.0)
        return sums[0], (mass / column.n, means + sigmas * lift, sigmas * np.sqrt(spread))


def climb(
    column: Column, sample: Column, parts: tuple[Any, Any, Any], warm: int = WARM, most: int = MOST
) -> Top:
    """Climb over the rows of `column` from a point; slopes come from `sample`, which may be the same."""
    loglik, after = step_of(column, parts)
    wait = warm
    slope: Any = None
    source, last = sample, math.inf
    for count in range(1, most):
        trial = None
        if wait <= 0:
            if slope is None or source is column:
                slope = _slope(source, parts)
            trial = _newton(parts, after, slope)
        by_newton = trial is not None
        there = after if trial is None else trial
        found = step_of(column, there) if _proper(there) else (-math.inf, there)
        if by_newton and (math.isnan(found[0]) or found[0] < loglik - 1e-13 * abs(loglik)):
            wait, slope, there, by_newton = 10, None, after, False
            found = step_of(column, there) if _proper(there) else (-math.inf, there)
        if not math.isfinite(found[0]):
            return Top(-math.inf, parts, count, settled=False)
        length = float(np.max(np.abs(_between(parts, there))))
        parts, (loglik, after) = there, found
        wait -= 1
        if by_newton and length > SLOW * last:
            source = column  # the sample's slope is not close enough here: the rows' own is
        last = length if by_newton else math.inf
        if length < CLOSE and (by_newton or length < CLOSE * CLOSE):
            return Top(loglik, parts, count, settled=True)
    return Top(loglik, parts, most, settled=False)


def _proper(parts: tuple[Any, Any, Any]) -> bool:
    weights, means, sigmas = parts
    finite = all(map(math.isfinite, [*weights, *means, *sigmas]))
    return finite and min(weights) > 1e-300 and 1e-290 < min(sigmas) <= max(sigmas) < 1e290


def _between(a: tuple[Any, Any, Any], b: tuple[Any, Any, Any]) -> Any:
    """The way from a to b: logarithms of weights and sigmas, means in standard deviations."""
    return np.concatenate([np.log(b[0] / a[0]), (b[1] - a[1]) / a[2], np.log(b[2] / a[2])])


def _moved(a: tuple[Any, Any, Any], way: Any) -> tuple[Any, Any, Any]:
    k = len(a[0])
    weights = a[0] * np.exp(way[:k])
    return weights / weights.sum(), a[1] + a[2] * way[k : 2 * k], a[2] * np.exp(way[2 * k :])


def _slope(sample: Column, parts: tuple[Any, Any, Any]) -> Any:
    """The derivative of the EM map at a point, by central differences."""
    size = 3 * len(parts[0])
    columns = []
    for i in range(size):
        ends = []
        for side in (-DIFFERENCE, DIFFERENCE):
            way = np.zeros(size)
            way[i] = side
            k = len(parts[0])
            there = (
                parts[0] * np.exp(way[:k]),
                parts[1] + parts[2] * way[k : 2 * k],
                parts[2] * np.exp(way[2 * k :]),
            )
            ends.append(_between(parts, step_of(sample, there)[1]))
        columns.append((ends[1] - ends[0]) / (2 * DIFFERENCE))
    return np.array(columns).T


def _newton(parts: Any, after: Any, slope: Any) -> Any:
    """Where Newton leads; None if it would go far."""
    try:
        way = np.linalg.solve(np.eye(len(slope)) - slope, _between(parts, after))
    except np.linalg.LinAlgError:
        return None
    if not np.all(np.isfinite(way)) or np.max(np.abs(way)) > 1:
        return None
    return _moved(parts, way)


def best_of_many(column: Column, k: int, starts: int) -> tuple[Top, int]:
    """The highest peak of a large column, and how many of the climbs over a sample led to it."""
    values = column.values
    second = Column(np.ascontiguousarray(values[:: max(1, len(values) // SECOND)]))
    first = Column(np.ascontiguousarray(second.values[:: max(1, len(second.values) // FIRST)]))
    ordered = np.sort(first.values)
    moments = column.moments()
    sd = math.sqrt(moments.variance)
    rng = np.random.default_rng(20240229)
    tops: list[Top] = []
    for start in range(starts if k > 1 else 1):
        share = (np.arange(k) + 0.5) / k if start == 0 else np.sort(rng.random(k))
        means = ordered[np.minimum((share * len(ordered)).astype(int), len(ordered) - 1)]
        sigmas = np.full(k, (1.0 if start % 2 == 0 else 0.3) / k * sd)
        top = climb(first, first, (np.full(k, 1.0 / k), means, sigmas), most=BRIEF)
        if math.isfinite(top.loglik) and min(top.parts[2]) > 1e-4 * sd:
            tops.append(top)
    tops.sort(key=lambda top: -top.loglik)
    distinct: list[tuple[Top, int]] = []
    for top in tops:
        near = [i for i, (other, _) in enumerate(distinct) if abs(other.loglik - top.loglik) < 0.01]
        if near:
            distinct[near[0]] = distinct[near[0]][0], distinct[near[0]][1] + 1
        else:
            distinct.append((top, 1))
    rivals = [one for one in distinct[:2] if one[0].loglik > distinct[0][0].loglik - LOWER]
    again = [(climb(second, second, top.parts, most=BRIEF), many) for top, many in rivals]
    again.sort(key=lambda one: -one[0].loglik)
    for top, many in again:
        found = climb(column, second, top.parts, warm=1)
        if math.isfinite(found.loglik):
            return found, many
    raise ArithmeticError("no climb over the sample led to a peak of all rows")
