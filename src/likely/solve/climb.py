"""Where a likelihood is largest: the family's theorem, then Newton where it iterates, then confirmation.

A `problem` has: family, parameters, n, likelihood, maximum (by theory), iterative, summary, unit, starts,
confirm, table. `likely.fit.problem.Problem` is one, and the Lab's is another.
"""

import math
from collections import namedtuple

from likely.formulas.elementary import INFINITY, Value
from likely.formulas.maximum import INTERIOR, LOCAL, NOT_ATTAINED, UNBOUNDED, Maximum
from likely.solve.coordinates import Coordinate
from likely.solve.newton import Peak, derivatives, maximise, newton_step

# The maximum, the peak that Newton saw (or None), log L there, and how it was climbed, before anything is
# said of uncertainty. `free` numbers the parameters that are not held.
Climb = namedtuple("Climb", "maximum peak loglik coordinates free iterations")


def climb(problem: Value, held: Value, later: Value = None) -> Climb:
    """Theory, then Newton where the family iterates, then confirmation. `held`: number → value.

    `later`, given a function, returns what stands for its result: the derivatives at a maximum in closed form
    say how sure it is, and can wait until that is read. Without it they are taken at once.
    """
    maximum = problem.maximum
    coordinates = coordinates_of(problem, maximum)
    free = [i for i in range(len(problem.parameters)) if i not in held]
    peak: Value = None
    iterations = 0
    loglik: Value = None
    if maximum.verdict in (INTERIOR, LOCAL) and problem.iterative:
        starts = problem.starts or (maximum.parameters,)
        peaks = [
            maximise(
                problem.likelihood,
                [held.get(i, v) for i, v in enumerate(one)],
                coordinates,
                free,
                unseen=getattr(problem, "unseen", False),
            )
            for one in starts
        ]
        peak = max(peaks, key=lambda one: (one.converged, one.loglik))
        iterations = sum([one.iterations for one in peaks])
        loglik = peak.loglik
        if peak.converged:
            maximum = Maximum(peak.parameters, maximum.verdict, maximum.reason)
        else:
            maximum = _ran_away(problem, maximum, peak, free)
        if problem.confirm is not None:
            found = problem.confirm(maximum, peak.loglik)
            if found is not None:
                maximum, loglik = found
    elif maximum.verdict in (INTERIOR, LOCAL):
        if later is None:
            peak = _closed(problem, maximum.parameters, coordinates, free)
            loglik = peak.loglik if math.isfinite(peak.loglik) else None
        else:
            peak = later(lambda: _closed(problem, maximum.parameters, coordinates, free))
    loglik = _loglik(problem, maximum) if loglik is None else loglik
    return Climb(maximum, peak, loglik, coordinates, free, iterations)


def coordinates_of(problem: Value, maximum: Maximum) -> list[Coordinate]:
    """A parameter without bounds is measured in units of the scale, if the family has one."""
    unit = problem.unit
    for p, value in zip(problem.parameters, maximum.parameters):
        if p.name in ("scale", "sigma") and 0 < value < INFINITY:
            unit = value
    return [Coordinate(p, unit) for p in problem.parameters]


def _closed(problem: Value, values: tuple[float, ...], coordinates: Value, free: Value) -> Value:
    """A closed-form maximum with its derivatives."""
    value, gradient, hessian = derivatives(problem.likelihood, values, coordinates, free)
    decrement = newton_step(gradient, hessian)[1] if gradient else 0.0
    return Peak(values, value, gradient, hessian, decrement, 0, converged=True)


def _ran_away(problem: Value, maximum: Maximum, peak: Value, free: list[int]) -> Maximum:
    """Newton did not stop at a point: the likelihood still rises along some parameter."""
    moved = []
    limits = list(peak.parameters)
    for i in free:
        p, value, start = problem.parameters[i], peak.parameters[i], maximum.parameters[i]
        if p.low == 0 and p.high == INFINITY and (value > 1e8 * start or value < 1e-8 * start):
            limits[i] = INFINITY if value > start else 0.0
            moved.append(f"{p.name} → {'∞' if value > start else '0'}")
    if moved:
        reason = (
            f"no maximum: the likelihood still rises as {' and '.join(moved)}, where it "
            f"is {peak.loglik:.6g} nats"
        )
        return Maximum(tuple(limits), NOT_ATTAINED, reason)
    reason = (
        f"not certified: Newton's steps stopped after {peak.iterations} with a slope of "
        f"{math.sqrt(abs(peak.decrement)):.2g} standard errors"
    )
    return Maximum(peak.parameters, LOCAL, reason)


def _loglik(problem: Value, maximum: Maximum) -> float:
    supremum = getattr(problem.family, "supremum", None)
    if supremum is not None and maximum.verdict not in (INTERIOR, LOCAL):
        found = supremum(problem.n, *problem.summary, maximum)
        if found is not None:
            return float(found)
    if maximum.verdict == UNBOUNDED:
        return INFINITY
    if maximum.verdict == NOT_ATTAINED and any(math.isnan(v) for v in maximum.parameters):
        return 0.0
    found = float(problem.likelihood(*maximum.parameters))
    if math.isnan(found):  # on the edge itself the formula has no value: its limit is what is wanted
        near = [
            v if p.contains(v) else _just_inside(v, problem.unit)
            for p, v in zip(problem.parameters, maximum.parameters)
        ]
        found = float(problem.likelihood(*near))
    return found


def _just_inside(edge: float, unit: float) -> float:
    """A point so near an open edge, 0 or ∞, that the likelihood is its limit to the last digits."""
    return 1e-12 * unit if edge == 0 else 1e12 * unit


def average_nll(problem: Value, maximum: Maximum, loglik: float) -> float:
    """−log L/n, by the family's own formula where it has one."""
    if hasattr(problem.family, "nll"):
        return float(problem.family.nll(*problem.summary, *maximum.parameters)) + 0.0
    return float(-loglik / problem.n) + 0.0
