"""Standard errors and intervals, by the theory that holds at the maximum in hand."""

import math
from collections import namedtuple

from likely.formulas.elementary import INFINITY, Value
from likely.formulas.intervals import wald
from likely.formulas.maximum import BOUNDARY, INTERIOR, LOCAL, NOT_ATTAINED, NOT_UNIQUE, Maximum
from likely.solve import interval as intervals
from likely.solve.newton import inverse

MATERIAL = 0.1  # profile and Wald disagree when an end moves by more than this share of the width


# One parameter: its value, its standard error or None, the ends of its interval, and how that was made.
Around = namedtuple("Around", "value stderr ends method")
# An `Around` for each parameter in order, what confirms the verdict, and what to warn of.
Uncertainty = namedtuple("Uncertainty", "estimates confirmation warnings")


def uncertainty(
    problem: Value,
    maximum: Maximum,
    peak: Value,
    coordinates: Value,
    free: Value,
    method: str,
    level: float,
    later: Value = None,
) -> Uncertainty:
    """What can be said about the parameters at this maximum.

    `later`, given a function, returns what stands for its result: profile intervals cost more than all the
    rest, and can wait until they are read. Without it they are computed at once.
    """
    family, values = problem.family, maximum.parameters
    if maximum.verdict in (BOUNDARY, NOT_ATTAINED) and hasattr(family, "edge_interval") and problem.summary:
        ends = family.edge_interval(problem.n, *problem.summary, level)
        if ends is not None:
            warning = (
                ()
                if method == "profile"
                else ("on the edge a Wald interval means nothing; this one is exact",)
            )
            return Uncertainty((Around(values[0], None, ends, "exact"),), "", warning)
    if hasattr(family, "intervals") and maximum.verdict in (INTERIOR, NOT_UNIQUE):
        if later is not None and hasattr(family, "INTERVALS"):  # they read the rows again, many times
            sought = later(lambda: family.intervals(problem.n, problem.summary, values, level, problem.table))
            around = [
                Around(
                    v, later(lambda i=i: sought.get()[i][0]), later(lambda i=i: sought.get()[i][1]), method
                )
                for i, (v, method) in enumerate(zip(values, family.INTERVALS))
            ]
            return Uncertainty(tuple(around), "", ())
        found = family.intervals(problem.n, problem.summary, values, level, problem.table)
        return Uncertainty(tuple([Around(v, s, e, m) for v, (s, e, m) in zip(values, found)]), "", ())
    if maximum.verdict not in (INTERIOR, LOCAL) or peak is None:
        whole = [Around(v, None, (p.low, p.high), "none") for v, p in zip(values, problem.parameters)]
        return Uncertainty(tuple(whole), "", ())
    return _regular(problem, maximum, peak, coordinates, free, method, level, later)


def _regular(
    problem: Value,
    maximum: Maximum,
    peak: Value,
    coordinates: Value,
    free: Value,
    method: str,
    level: float,
    later: Value,
) -> Uncertainty:
    covariance = inverse([[-h for h in row] for row in peak.hessian])
    if hasattr(problem.family, "relative_covariance") and not problem.iterative:
        expected = problem.family.relative_covariance(*maximum.parameters)
        covariance = [[part / problem.n for part in row] for row in expected]
    if covariance is None:
        whole = [
            Around(v, None, (p.low, p.high), "none") for v, p in zip(maximum.parameters, problem.parameters)
        ]
        return Uncertainty(
            tuple(whole), "", ("the information matrix is singular: these data do not fix all parameters",)
        )
    estimates = [Around(v, 0.0, (v, v), "fixed") for v in maximum.parameters]
    warnings: list[str] = []
    for k, i in enumerate(free):
        value, parameter = maximum.parameters[i], problem.parameters[i]
        own = math.sqrt(covariance[k][k])
        stderr = own * abs(coordinates[i].slope(value))
        sought = _sought(problem, maximum, peak, i, coordinates, free, own, level)
        if method == "wald":
            ends, plain = sought(), wald(value, stderr, level)
            if _far_apart(plain, ends):
                whose = f" of {parameter.name}" if len(free) > 1 else ""
                warnings.append(
                    f"the Wald interval{whose} and the profile interval [{ends[0]:.4g}, "
                    f"{ends[1]:.4g}] disagree materially; trust the profile interval"
                )
            estimates[i] = Around(value, stderr, plain, method)
        else:
            estimates[i] = Around(value, stderr, later(sought) if later else sought(), method)
    return Uncertainty(
        tuple(estimates), _confirmation(problem, maximum, peak, coordinates, free), tuple(warnings)
    )


def _sought(
    problem: Value,
    maximum: Maximum,
    peak: Value,
    i: int,
    coordinates: Value,
    free: Value,
    own: float,
    level: float,
) -> Value:
    """What seeks the profile interval of parameter number i; `own` is its standard error in coordinates."""
    parameter = problem.parameters[i]
    if len(free) == 1 and math.isfinite(parameter.low) and math.isfinite(parameter.high):
        along = _along(problem, maximum.parameters, i)
        return lambda: intervals.profile(along, maximum.parameters[i], parameter, level)
    rough = maximum.verdict == LOCAL or getattr(problem.family, "ROUGH", False)
    return lambda: intervals.profile_with_nuisance(
        problem.likelihood, peak, i, coordinates, free, own, level, rough
    )


def _along(problem: Value, values: tuple[float, ...], i: int) -> Value:
    def log_likelihood(value: float) -> float:
        return float(problem.likelihood(*[value if k == i else v for k, v in enumerate(values)]))

    return log_likelihood


def _far_apart(plain: tuple[float, float], ends: tuple[float, float]) -> bool:
    width = ends[1] - ends[0]
    return not max([abs(a - b) for a, b in zip(plain, ends)]) <= MATERIAL * width


def _confirmation(problem: Value, maximum: Maximum, peak: Value, coordinates: Value, free: Value) -> str:
    """Slope and curvature at the maximum, in words."""
    if len(free) == 1:
        i = free[0]
        value = maximum.parameters[i]
        slope = abs(coordinates[i].slope(value)) or 1.0
        curvature = -peak.hessian[0][0] / slope / slope if slope > 1e-150 else INFINITY
        return f"; its slope there is {_shown_slope(peak):.2g} and its curvature {curvature:.4g}"
    return (
        f"; its slope there is {_shown_slope(peak):.2g} standard errors and it curves down in every direction"
    )


def _shown_slope(peak: Value) -> float:
    size = math.sqrt(max(peak.decrement, 0.0))
    return 0.0 if size < 1e-7 else size
