"""Standard errors and intervals, by the theory that holds at the maximum in hand."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from likely.fit import interval as intervals
from likely.fit.coordinates import Coordinate
from likely.fit.newton import Peak, inverse
from likely.fit.problem import Problem
from likely.fit.result import Estimate, Later
from likely.formulas.intervals import wald
from likely.formulas.maximum import BOUNDARY, INTERIOR, LOCAL, NOT_ATTAINED, NOT_UNIQUE, Maximum

MATERIAL = 0.1  # profile and Wald disagree when an end moves by more than this share of the width


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """An estimate for each parameter in order, what confirms the verdict, and what to warn of."""

    estimates: tuple[Estimate, ...]
    confirmation: str = ""
    warnings: tuple[str, ...] = ()


def uncertainty(
    problem: Problem,
    maximum: Maximum,
    peak: Peak | None,
    coordinates: Sequence[Coordinate],
    free: Sequence[int],
    method: str,
    level: float,
) -> Uncertainty:
    """What can be said about the parameters at this maximum."""
    family, values = problem.family, maximum.parameters
    if maximum.verdict in (BOUNDARY, NOT_ATTAINED) and hasattr(family, "edge_interval") and problem.summary:
        ends = family.edge_interval(problem.n, *problem.summary, level)
        if ends is not None:
            warning = (
                ()
                if method == "profile"
                else ("on the edge a Wald interval means nothing; this one is exact",)
            )
            return Uncertainty((Estimate(values[0], None, ends, "exact"),), "", warning)
    if hasattr(family, "intervals") and maximum.verdict in (INTERIOR, NOT_UNIQUE):
        found = family.intervals(problem.n, problem.summary, values, level, problem.table)
        return Uncertainty(tuple(Estimate(v, s, e, m) for v, (s, e, m) in zip(values, found, strict=True)))
    if maximum.verdict not in (INTERIOR, LOCAL) or peak is None:
        whole = [
            Estimate(v, None, (p.low, p.high), "none")
            for v, p in zip(values, problem.parameters, strict=True)
        ]
        return Uncertainty(tuple(whole))
    return _regular(problem, maximum, peak, coordinates, free, method, level)


def _regular(
    problem: Problem,
    maximum: Maximum,
    peak: Peak,
    coordinates: Sequence[Coordinate],
    free: Sequence[int],
    method: str,
    level: float,
) -> Uncertainty:
    covariance = inverse([[-h for h in row] for row in peak.hessian])
    if hasattr(problem.family, "relative_covariance") and not problem.iterative:
        expected = problem.family.relative_covariance(*maximum.parameters)
        covariance = [[part / problem.n for part in row] for row in expected]
    if covariance is None:
        whole = [
            Estimate(v, None, (p.low, p.high), "none")
            for v, p in zip(maximum.parameters, problem.parameters, strict=True)
        ]
        return Uncertainty(
            tuple(whole), "", ("the information matrix is singular: these data do not fix all parameters",)
        )
    estimates = [Estimate(v, 0.0, (v, v), "fixed") for v in maximum.parameters]
    warnings: list[str] = []
    for k, i in enumerate(free):
        value, parameter = maximum.parameters[i], problem.parameters[i]
        own = math.sqrt(covariance[k][k])
        stderr = own * abs(coordinates[i].slope(value))
        ends: Any = Later(partial(_profile, problem, maximum, peak, i, coordinates, free, own, level))
        if method == "wald":
            sought, ends = ends.get(), wald(value, stderr, level)
            if _far_apart(ends, sought):
                whose = f" of {parameter.name}" if len(free) > 1 else ""
                warnings.append(
                    f"the Wald interval{whose} and the profile interval [{sought[0]:.4g}, "
                    f"{sought[1]:.4g}] disagree materially; trust the profile interval"
                )
        estimates[i] = Estimate(value, stderr, ends, method)
    return Uncertainty(
        tuple(estimates), _confirmation(problem, maximum, peak, coordinates, free), tuple(warnings)
    )


def _profile(
    problem: Problem,
    maximum: Maximum,
    peak: Peak,
    i: int,
    coordinates: Sequence[Coordinate],
    free: Sequence[int],
    own: float,
    level: float,
) -> tuple[float, float]:
    """The profile interval of parameter number i, whose standard error in its coordinate is `own`."""
    parameter = problem.parameters[i]
    if len(free) == 1 and math.isfinite(parameter.low) and math.isfinite(parameter.high):
        along = _along(problem, maximum.parameters, i)
        return intervals.profile(along, maximum.parameters[i], parameter, level)
    rough = maximum.verdict == LOCAL or getattr(problem.family, "ROUGH", False)
    return intervals.profile_with_nuisance(problem.likelihood, peak, i, coordinates, free, own, level, rough)


def _along(problem: Problem, values: Sequence[float], i: int) -> Callable[[float], float]:
    def log_likelihood(value: float) -> float:
        return float(problem.likelihood(*[value if k == i else v for k, v in enumerate(values)]))

    return log_likelihood


def _far_apart(plain: tuple[float, float], ends: tuple[float, float]) -> bool:
    width = ends[1] - ends[0]
    return not max(abs(a - b) for a, b in zip(plain, ends, strict=True)) <= MATERIAL * width


def _confirmation(
    problem: Problem, maximum: Maximum, peak: Peak, coordinates: Sequence[Coordinate], free: Sequence[int]
) -> str:
    """Slope and curvature at the maximum, in words."""
    if len(free) == 1:
        i = free[0]
        value = maximum.parameters[i]
        slope = abs(coordinates[i].slope(value)) or 1.0
        curvature = -peak.hessian[0][0] / slope / slope if slope > 1e-150 else math.inf
        return f"; its slope there is {_shown_slope(peak):.2g} and its curvature {curvature:.4g}"
    return (
        f"; its slope there is {_shown_slope(peak):.2g} standard errors and it curves down in every direction"
    )


def _shown_slope(peak: Peak) -> float:
    size = math.sqrt(max(peak.decrement, 0.0))
    return 0.0 if size < 1e-7 else size
