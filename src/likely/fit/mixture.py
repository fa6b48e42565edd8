"""Mixtures of normals by EM, from several starts. Never called a global maximum.

With a resolution each observation is a cell, and the shares and moments are those of the normal within it.
Source: Dempster, Laird & Rubin 1977; McLachlan & Peel 2000, Finite Mixture Models, ch. 2.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from likely.data import reduce
from likely.data.column import Column
from likely.errors import UsageError
from likely.fit.censoring import off_grid, one_grid
from likely.fit.facts import ColumnFacts, facts_of
from likely.fit.mixture_intervals import MANY, around
from likely.fit.problem import Options, fields_of
from likely.fit.result import Estimate, Fit, Later
from likely.formulas.maximum import LOCAL, UNBOUNDED
from likely.formulas.normal_functions import log_normal_cdf
from likely.solve.mismatch import empirical_entropy

STARTS = 8
SAMPLED = 50_000  # rows from which samples are climbed first
MOST = 5000


@dataclass(frozen=True)
class Peak:
    """Where one run of EM stopped."""

    loglik: float
    weights: Any
    means: Any
    sigmas: Any
    steps: int


def fit_mixture(
    family: Any,
    data: Any,
    column: str | None,
    options: Options,
    components: int | None,
    level: float,
    interval: str = "profile",
) -> Fit:
    """Fit K normals; two by default."""
    import numpy as np

    k = 2 if components is None else components
    if k < 1:
        raise UsageError(f"components is {k} · it is a whole number from 1 up")
    table = reduce.table(
        fields_of(family, data, column, options), options.drop, None if options.weights is None else 1
    )
    d = options.resolution
    n = table.n
    rows = table.column() if d is None else None
    quick = None
    if rows is not None and rows.weights is None and len(table.values) >= SAMPLED:
        quick = _sampled(rows, k)
    if quick is not None:
        return _told(table, k, quick, (table.values, table.weights), None, level, interval)
    facts = facts_of(table)
    values, inverse = np.unique(table.values, return_inverse=True)
    weights = np.bincount(inverse, table.weights)
    if d is None and (facts.distinct <= k or (k > 1 and facts.most > 1)):
        rest = values != facts.most_at
        peak = None
        if k > 1 and int(rest.sum()) >= k:
            peak = _best(values[rest], weights[rest], k - 1, None)[0]
        share = facts.most / n
        w = [share, *(() if peak is None else (float(x) * (1 - share) for x in peak.weights))]
        m = [facts.most_at, *(() if peak is None else map(float, peak.means))]
        s = [0.0, *(() if peak is None else map(float, peak.sigmas))]
        reason = (
            f"no maximum: {facts.most:g} observations equal {facts.most_at:g}, and a component "
            "whose sigma → 0 there makes "
            "the likelihood grow without bound; a resolution (--resolution) makes the problem well posed"
        )
        return _fit(table, k, (w, m, s), math.inf, UNBOUNDED, reason, 0, None)
    return _told(table, k, _best(values, weights, k, d), (values, weights), d, level, interval)


def _told(
    table: reduce.Table,
    k: int,
    best: tuple[Peak, int],
    rows: tuple[Any, Any],
    d: float | None,
    level: float,
    interval: str,
) -> Fit:
    """The fit whose peak and number of climbs to it is `best`, over distinct `rows`, each with its weight."""
    import numpy as np

    peak, reached = best
    values, weights = rows
    reason = (
        f"the highest of {STARTS} climbs, {reached} of which ended there; it cannot be certified as global"
        + ("" if d is not None or k == 1 else ", because a component on a single observation has no bound")
    )
    entropy = None
    grid = d is None or one_grid(values, d)
    if d is not None and grid:
        entropy = empirical_entropy(reduce.Table((values,), weights, table.n, table.missing, table.rows))
    order = np.argsort(peak.means)
    found = tuple([float(x) for x in part[order]] for part in (peak.weights, peak.means, peak.sigmas))
    result = _fit(table, k, found, peak.loglik, LOCAL, reason, peak.steps, entropy)
    if d is not None and not grid:
        result = replace(result, warnings=(off_grid(d),))
    if interval == "none":
        return result
    later = Later(lambda: around(values, weights, found, d, level, interval))
    if (
        len(values) > MANY
    ):  # a pass with all second derivatives costs as much as the fit: not before it is asked
        warning = f"with more than {MANY:,} distinct values the intervals of a mixture are Wald's"
        return replace(
            result,
            parameters=_with(result, later, lambda make: Later(make), "wald"),
            warnings=(*result.warnings, *((warning,) if interval == "profile" else ())),
        )
    sure = later.get()
    return replace(
        result,
        parameters=_with(result, later, lambda make: make(), sure.method),
        warnings=(*result.warnings, *((sure.warning,) if sure.warning else ())),
    )


def _with(
    result: Fit, later: Later, when: Callable[[Callable[[], Any]], Any], method: str
) -> dict[str, Estimate]:
    """The parameters with standard errors and intervals; `when` makes them now, or puts them off."""
    return {
        name: Estimate(
            one.estimate,
            when(partial(_part, later, "stderr", name)),
            when(partial(_part, later, "interval", name)),
            method,
        )
        for name, one in result.parameters.items()
    }


def _part(later: Later, what: str, name: str) -> Any:
    found = getattr(later.get(), what)
    return None if found is None else found[name]


def _sampled(column: Column, k: int) -> tuple[Peak, int] | None:
    """The peak of many rows, no two of them equal, by the kernels; None where that is not so."""
    from likely.fit.mixture_climb import best_of_many

    if ColumnFacts(column).most > 1:
        return None
    try:
        top, reached = best_of_many(column, k, STARTS)
    except ArithmeticError:
        return None
    return (Peak(top.loglik, *top.parts, top.steps), reached) if top.settled else None


def _fit(
    table: Any,
    k: int,
    parts: Any,
    loglik: float,
    verdict: str,
    reason: str,
    steps: int,
    entropy: float | None,
) -> Fit:
    order = sorted(range(len(parts[1])), key=lambda i: parts[1][i])
    size = 3 * k - 1
    n = table.n
    names = ("weights", "means", "sigmas")
    parameters = {
        name: Estimate([part[i] for i in order], None, None, "none")
        for name, part in zip(names, parts, strict=True)
    }
    return Fit(
        family="gaussian_mixture",
        n=int(n) if n == int(n) else n,
        n_missing=table.missing,
        parameters=parameters,
        loglik=loglik,
        nll=-loglik / n,
        entropy=entropy,
        kl=None if entropy is None else max(0.0, -loglik / n - entropy),
        aic=2 * size - 2 * loglik,
        bic=size * math.log(n) - 2 * loglik,
        verdict=verdict,
        message=reason,
        iterations=steps,
    )


def _best(values: Any, weights: Any, k: int, d: float | None) -> tuple[Peak, int]:
    """The highest of several climbs that did not run into a spike, and how many ended there."""
    import numpy as np

    rng = np.random.default_rng(20240229)
    n = float(np.sum(weights))
    centre = float(np.sum(weights * values)) / n
    spread = math.sqrt(float(np.sum(weights * (values - centre) ** 2)) / n) or (d or 1.0)
    z = (values - centre) / spread
    step = None if d is None else d / spread
    peaks = []
    for start in range(STARTS if k > 1 else 1):
        share = (np.arange(k) + 0.5) / k if start == 0 else np.sort(rng.random(k))
        reached = np.cumsum(weights) / n
        means = z[np.minimum(np.searchsorted(reached, share), len(z) - 1)]
        sigmas = np.full(k, 1.0 / k if start % 2 == 0 else 0.3 / k)
        peaks.append(_climb(z, weights, np.full(k, 1.0 / k), means, sigmas, step))
    proper = [
        p for p in peaks if math.isfinite(p.loglik) and (d is not None or float(p.sigmas.min()) > 1e-6)
    ] or peaks
    best = max(proper, key=lambda p: p.loglik)
    reached_it = sum(abs(p.loglik - best.loglik) < 1e-6 * (1 + abs(best.loglik)) for p in proper)
    shift = 0.0 if d is not None else -n * math.log(spread)
    return Peak(
        best.loglik + shift, best.weights, centre + spread * best.means, spread * best.sigmas, best.steps
    ), reached_it


def _climb(z: Any, counts: Any, weights: Any, means: Any, sigmas: Any, d: float | None) -> Peak:
    import numpy as np

    n = float(np.sum(counts))
    last = -math.inf
    quiet = step = 0
    loglik = -math.inf
    with np.errstate(all="ignore"):
        for step in range(1, MOST + 1):
            logs, first, second = _moments(z, means, sigmas, d)
            logs = logs + np.log(weights)[:, None]
            top = logs.max(axis=0)
            parts = np.exp(logs - top)
            sums = parts.sum(axis=0)
            loglik = float(np.sum(counts * (top + np.log(sums))))
            share = counts * parts / sums
            mass = share.sum(axis=1)
            if not math.isfinite(loglik) or float(mass.min()) <= 0:
                return Peak(-math.inf, weights, means, sigmas, step)
            weights = mass / n
            fresh = np.sum(share * first, axis=1) / mass
            spread = (
                np.sum(share * second, axis=1) / mass
                - 2 * fresh * np.sum(share * first, axis=1) / mass
                + fresh**2
            )
            means, sigmas = fresh, np.sqrt(np.maximum(spread, 1e-300))
            if d is None and float(sigmas.min()) < 1e-9:
                return Peak(loglik, weights, means, sigmas, step)
            quiet = quiet + 1 if abs(loglik - last) <= 1e-13 * (1 + abs(loglik)) else 0
            if quiet >= 3:
                break
            last = loglik
    return Peak(loglik, weights, means, sigmas, step)


def _moments(z: Any, means: Any, sigmas: Any, d: float | None) -> tuple[Any, Any, Any]:
    """Each component's log probability of each value, and the mean and mean square of x given both."""
    import numpy as np

    m, s = means[:, None], sigmas[:, None]
    if d is None:
        u = (z - m) / s
        return (
            -0.5 * u * u - np.log(s) - 0.9189385332046728,
            np.broadcast_to(z, u.shape),
            np.broadcast_to(z * z, u.shape),
        )
    a, b = (z - d / 2 - m) / s, (z + d / 2 - m) / s
    flip = a > 0
    low, high = np.where(flip, -b, a), np.where(flip, -a, b)
    top, bottom = log_normal_cdf(high), log_normal_cdf(low)
    log_p = top + np.log(-np.expm1(np.minimum(bottom - top, -1e-300)))
    phi_a, phi_b = (
        np.exp(-0.5 * a * a - 0.9189385332046728 - log_p),
        np.exp(-0.5 * b * b - 0.9189385332046728 - log_p),
    )
    lift = phi_a - phi_b
    bend = 1 + a * phi_a - b * phi_b
    first = np.clip(m + s * lift, z - d / 2, z + d / 2)
    second = np.maximum(m * m + 2 * m * s * lift + s * s * bend, first * first)
    return log_p, np.where(np.isfinite(first), first, z), np.where(np.isfinite(second), second, z * z)
