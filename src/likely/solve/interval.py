"""Intervals for a parameter, from the likelihood itself."""

import math

from likely.formulas.elementary import INFINITY, NAN, Value
from likely.formulas.parameters import Parameter
from likely.formulas.special import chi_square_quantile_1
from likely.solve.newton import derivatives, maximise


def profile(
    log_likelihood: Value, estimate: float, parameter: Parameter, level: float
) -> tuple[float, float]:
    """All values whose log-likelihood is within half a chi-square quantile of the largest.

    `log_likelihood` rises to the estimate and falls after it. Where it never falls far enough the
    interval ends where the parameter space ends. Source: Venzon & Moolgavkar 1988, Applied Statistics 37.
    """
    enough = log_likelihood(estimate) - chi_square_quantile_1(level) / 2
    ends = (parameter.low, parameter.high)
    low, high = (_crossing(lambda value: log_likelihood(value) - enough, estimate, end) for end in ends)
    return low, high


def profile_with_nuisance(
    likelihood: Value,
    peak: Value,
    index: int,
    coordinates: Value,
    free: Value,
    stderr: float,
    level: float,
) -> tuple[float, float]:
    """The same for one of several parameters, the others maximised anew at each value.

    `stderr` is the parameter's standard error in its free coordinate: where the search starts. The slope of
    the profile is the likelihood's own slope there, so each end is a root found by Newton inside a bracket.
    """
    drop = chi_square_quantile_1(level) / 2
    others = [i for i in free if i != index]
    ends = [_end(likelihood, peak, index, coordinates, others, side, stderr, drop) for side in (-1.0, 1.0)]
    return ends[0], ends[1]


def _end(
    likelihood: Value,
    peak: Value,
    index: int,
    coordinates: Value,
    others: Value,
    side: float,
    stderr: float,
    drop: float,
) -> float:
    coordinate = coordinates[index]
    centre = peak.parameters[index]
    outermost = coordinate.parameter.high if side > 0 else coordinate.parameter.low
    safe = list(peak.parameters)  # the others' best values, from the last place that was not far below
    inner, outer = 0.0, INFINITY
    at = stderr * math.sqrt(2 * drop)
    for _ in range(100):
        start = list(safe)
        start[index] = coordinate.moved(centre, side * at)
        found = maximise(likelihood, start, coordinates, others, most=60)
        excess = found.loglik - peak.loglik + drop
        if not math.isfinite(found.loglik):
            excess = -INFINITY
        else:
            start = list(found.parameters)
        if excess > -10 * drop:
            safe = start
        if excess >= 0:
            inner = at
        else:
            outer = at
        if abs(excess) < 1e-10 * drop or (math.isfinite(outer) and outer - inner < 1e-13 * outer):
            break
        if inner > 300 or not math.isfinite(start[index]):
            return float(outermost)
        at = _next(likelihood, start, coordinates, index, side, at, excess, inner, outer)
    return float(coordinate.moved(centre, side * at))


def _next(
    likelihood: Value,
    values: Value,
    coordinates: Value,
    index: int,
    side: float,
    at: float,
    excess: float,
    inner: float,
    outer: float,
) -> float:
    """Newton's next distance if it lies well inside the bracket, else a cautious one."""
    guess = NAN
    if math.isfinite(excess):
        _, gradient, _ = derivatives(likelihood, values, coordinates, [index])
        slope = side * gradient[0]
        guess = at - excess / slope if slope < 0 else NAN
    if inner < guess < min(outer, 4 * at):
        return guess
    return 2 * at if math.isinf(outer) else (inner + outer) / 2


def _crossing(excess: Value, inside: float, end: float) -> float:
    """Where `excess` turns negative between a point inside and a finite end, to the last bit."""
    if excess(end) >= 0:
        return end
    outside = end
    while True:
        middle = inside + (outside - inside) / 2
        if middle in (inside, outside):
            return inside
        if excess(middle) >= 0:
            inside = middle
        else:
            outside = middle
