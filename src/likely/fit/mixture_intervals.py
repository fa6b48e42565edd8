"""How sure a peak of a mixture is: standard errors and profile intervals of weights, means and sigmas.

The peak is one of several, so all of this speaks of its own hill: a profile is followed from the peak
outwards by Newton on all parameters at once, and where the hill ends before the likelihood has fallen far
enough (the components swap, or a spike begins) there is no end to find. Then the Wald interval stands in, in
the logarithm of a sigma and the log odds of a weight, and the fit says so.

Source  McLachlan & Peel 2000, Finite Mixture Models, §2.15-2.16 (observed information); Venzon & Moolgavkar
        1988, Applied Statistics 37, 87 (profiles)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from likely.data.reduce import Table
from likely.fit.likelihood import of_table
from likely.formulas.between import log_between
from likely.formulas.elementary import INFINITY, exp, log, where
from likely.formulas.families import gaussian_mixture, normal
from likely.formulas.parameters import Parameter
from likely.formulas.special import chi_square_quantile_1
from likely.solve.coordinates import Coordinate
from likely.solve.interval import straight
from likely.solve.newton import Peak, derivatives, inverse

MANY = 20_000  # distinct values: above it profiles would take minutes, and Wald's are as good
PARTS = ("weights", "means", "sigmas")


@dataclass(frozen=True)
class Around:
    """Standard errors, ends and how the ends were found, for each of weights, means, sigmas."""

    stderr: dict[str, list[float]] | None
    interval: dict[str, list[tuple[float, float]]] | None
    method: str
    warning: str = ""


def around(
    values: Any, counts: Any, parts: Sequence[Sequence[float]], d: float | None, level: float, method: str
) -> Around:
    """What can be said of the components with weights, means and sigmas `parts`, sorted by mean.

    values, counts   distinct observations and how often each occurs, shape (m,)
    d                the resolution, or None
    method           "profile" or "wald"
    """
    k = len(parts[0])
    coordinates, start = _coordinates(parts)
    likelihood = _likelihood(values, counts, k, d)
    free = list(range(len(start)))
    value, gradient, hessian = derivatives(likelihood, start, coordinates, free)
    covariance = inverse([[-h for h in row] for row in hessian]) if math.isfinite(value) else None
    if covariance is None:
        return Around(None, None, "none", "the information at the peak is singular: no standard errors")
    peak = Peak(tuple(start), value, gradient, hessian, 0.0, 0, True)
    errors = dict(zip(PARTS, _errors(parts, covariance), strict=True))
    if method == "profile" and len(values) <= MANY:
        found = _profiles(parts, values, counts, d, level, peak, coordinates)
        if found is not None:
            return Around(errors, found, "profile")
        warning = (
            "the hill of this peak ends before the likelihood has fallen far enough for a profile interval; "
            "these are Wald intervals, and --bootstrap makes better ones"
        )
    else:
        warning = ""
    return Around(errors, _wald(parts, errors, level), "wald", warning)


def _coordinates(parts: Sequence[Sequence[float]]) -> tuple[list[Coordinate], list[float]]:
    """Shares of the rest for the weights (k − 1 of them), means in units of their sigma, sigmas."""
    weights, means, sigmas = parts
    share = Parameter("share", "", "", 0.0, 1.0)
    coordinates = [Coordinate(share) for _ in weights[1:]]
    coordinates += [Coordinate(Parameter("mean", "", ""), s) for s in sigmas]
    coordinates += [Coordinate(Parameter("sigma", "", "", 0.0)) for _ in sigmas]
    return coordinates, [*_shares(weights), *means, *sigmas]


def _shares(weights: Sequence[float]) -> list[float]:
    """Each weight but the last, as a share of what the ones before it left over."""
    return [w / math.fsum(weights[i:]) for i, w in enumerate(weights[:-1])]


def _weights(shares: Sequence[Any]) -> list[Any]:
    """The weights again."""
    found, rest = [], 1.0
    for share in shares:
        found.append(rest * share)
        rest = rest * (1 - share)
    return [*found, rest]


def _likelihood(values: Any, counts: Any, k: int, d: float | None) -> Callable[..., Any]:
    def contribution(x: Any, *free: Any) -> Any:
        weights, means, sigmas = _weights(free[: k - 1]), free[k - 1 : 2 * k - 1], free[2 * k - 1 :]
        if d is None:
            return gaussian_mixture.log_prob(x, weights, means, sigmas)
        terms = [
            log(w) + log_between(normal, x - 0.5 * d, x + 0.5 * d, (m, s))
            for w, m, s in zip(weights, means, sigmas, strict=True)
        ]
        best = terms[0]
        for term in terms[1:]:
            best = where(term > best, term, best)
        return best + log(sum(exp(term - best) for term in terms))

    return of_table(contribution, Table((values,), counts, float(counts.sum()), 0, len(values)))


def _errors(parts: Sequence[Sequence[float]], covariance: list[list[float]]) -> list[list[float]]:
    """From free coordinates to the parameters themselves: slopes of each in each, by the delta method."""
    weights, _, sigmas = parts
    k = len(weights)
    shares = _shares(weights)
    slopes = []
    for j in range(k):
        row = [0.0] * len(covariance)
        for i, share in enumerate(shares[: j + 1]):
            row[i] = weights[j] * ((1 - share) if i == j else -share)
        slopes.append(row)
    spread = [
        math.sqrt(sum(row[a] * covariance[a][b] * row[b] for a in range(k - 1) for b in range(k - 1)))
        for row in slopes
    ]
    own = [math.sqrt(covariance[i][i]) for i in range(len(covariance))]
    return [
        spread,
        [s * e for s, e in zip(sigmas, own[k - 1 : 2 * k - 1], strict=True)],
        [s * e for s, e in zip(sigmas, own[2 * k - 1 :], strict=True)],
    ]


def _wald(
    parts: Sequence[Sequence[float]], errors: dict[str, list[float]], level: float
) -> dict[str, list[tuple[float, float]]]:
    reach = math.sqrt(chi_square_quantile_1(level))
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in PARTS}
    for w, e in zip(parts[0], errors["weights"], strict=True):
        c = Coordinate(Parameter("", "", "", 0.0, 1.0))
        step = reach * e / (w * (1 - w)) if 0 < w < 1 else 0.0
        found["weights"].append((c.moved(w, -step), c.moved(w, step)))
    for m, e in zip(parts[1], errors["means"], strict=True):
        found["means"].append((m - reach * e, m + reach * e))
    for s, e in zip(parts[2], errors["sigmas"], strict=True):
        found["sigmas"].append((s * math.exp(-reach * e / s), s * math.exp(reach * e / s)))
    return found


def _profiles(
    parts: Sequence[Sequence[float]],
    values: Any,
    counts: Any,
    d: float | None,
    level: float,
    peak: Any,
    coordinates: list[Coordinate],
) -> dict[str, list[tuple[float, float]]] | None:
    """Every end, or None if one is not found. A weight is put first, where its share is itself."""
    k = len(parts[0])
    drop = chi_square_quantile_1(level) / 2
    free = list(range(len(coordinates)))
    likelihood = _likelihood(values, counts, k, d)
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in PARTS}
    for j in range(k):
        if k == 1:
            found["weights"].append((1.0, 1.0))
            break
        turned = [[part[j], *part[:j], *part[j + 1 :]] for part in map(list, parts)]
        at, start = _coordinates(turned)
        value, gradient, hessian = derivatives(likelihood, start, at, free)
        ends = _ends(likelihood, Peak(tuple(start), value, gradient, hessian, 0.0, 0, True), 0, at, drop)
        if ends is None:
            return None
        found["weights"].append(ends)
    for name, first in (("means", k - 1), ("sigmas", 2 * k - 1)):
        for j in range(k):
            ends = _ends(likelihood, peak, first + j, coordinates, drop)
            if ends is None:
                return None
            found[name].append(ends)
    return found


def _ends(
    likelihood: Callable[..., Any], peak: Any, index: int, coordinates: list[Coordinate], drop: float
) -> tuple[float, float] | None:
    free = list(range(len(coordinates)))
    both = [straight(likelihood, peak, index, coordinates, free, side, drop) for side in (-1.0, 1.0)]
    if both[0] is None or both[1] is None or not all(abs(x) < INFINITY for x, _ in (both[0], both[1])):
        return None
    return both[0][0], both[1][0]
