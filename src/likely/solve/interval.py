"""Intervals for a parameter, from the likelihood itself."""

import math

from likely.formulas.elementary import INFINITY, NAN, Value, total
from likely.formulas.parameters import Parameter
from likely.formulas.special import chi_square_quantile_1
from likely.solve.newton import LONGEST, cholesky, derivatives, inverse, maximise

STEPS = 12  # of Newton for one end; it needs three or four
NEAR = 1e-6  # standard errors: a step this short leaves an error of its square


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
    rough: bool = False,
) -> tuple[float, float]:
    """The same for one of several parameters, the others maximised anew at each value.

    `stderr` is the parameter's standard error in its free coordinate: where a cautious search starts. Each
    end is first sought by Newton on all parameters at once; where that is not sure of itself, by Newton
    inside a bracket on the profile, whose slope is the likelihood's own slope there. `rough` says that the
    others may have several peaks, so that the first way must show that it followed the highest.
    """
    drop = chi_square_quantile_1(level) / 2
    others = [i for i in free if i != index]
    ends = []
    bend = 0.0
    for side in (-1.0, 1.0):
        found = straight(likelihood, peak, index, coordinates, free, side, drop, bend)
        if found is None or (
            rough and not _highest(likelihood, peak, index, coordinates, others, found[0], drop)
        ):
            ends.append(_end(likelihood, peak, index, coordinates, others, side, stderr, drop))
        else:
            ends.append(found[0])
            bend = found[1]
    return ends[0], ends[1]


def straight(
    likelihood: Value,
    peak: Value,
    index: int,
    coordinates: Value,
    free: Value,
    side: float,
    drop: float,
    bend: float = 0.0,
) -> tuple[float, float] | None:
    """One end of a profile interval, and how far it lies from where a parabola would have put it.

    Newton for the p equations  log L = its maximum − drop  and  slope of log L in every other parameter = 0.
    From the parabola's answer it doubles its digits at each step, each one evaluation of log L with its
    derivatives. `bend` moves the start: to third order both ends are off by the same. None if it strays, or
    if what it finds is no maximum in the other parameters.

    Source: Venzon & Moolgavkar 1988, Applied Statistics 37, 87.
    """
    k = free.index(index)
    size = len(free)
    covariance = inverse([[-h for h in row] for row in peak.hessian])
    if covariance is None:
        return None
    stderr = math.sqrt(covariance[k][k])
    reach = math.sqrt(2 * drop)
    parabola = [side * reach * covariance[k][j] / stderr for j in range(size)]
    at = [part * (1 + side * bend) for part in parabola]
    if not all(map(math.isfinite, at)) or max(map(abs, at)) > LONGEST:
        return None
    widths = [math.sqrt(covariance[j][j]) for j in range(size)]
    for _ in range(STEPS):
        here = list(peak.parameters)
        for i, part in zip(free, at):
            here[i] = coordinates[i].moved(peak.parameters[i], part)
        value, gradient, hessian = derivatives(likelihood, here, coordinates, free)
        if not math.isfinite(value):
            return None
        right = [peak.loglik - drop - value] + [-g for j, g in enumerate(gradient) if j != k]
        matrix = [gradient] + [row for j, row in enumerate(hessian) if j != k]
        step = _eliminate(matrix, right)
        if step is None:
            return None
        length = max(abs(s) / w for s, w in zip(step, widths))
        at = [part + s for part, s in zip(at, step)]
        if not side * at[k] > 0 or not length < 2 * reach:
            return None
        if length < NEAR:
            # the curvature in the others is that of the last point, `NEAR` away
            rest = [[-h for j, h in enumerate(row) if j != k] for i, row in enumerate(hessian) if i != k]
            if rest and cholesky(rest) is None:
                return None
            if not side * gradient[k] < 0:
                return None
            end = coordinates[index].moved(peak.parameters[index], at[k])
            return end, side * (at[k] / parabola[k] - 1)
    return None


def _highest(
    likelihood: Value,
    peak: Value,
    index: int,
    coordinates: Value,
    others: Value,
    end: float,
    drop: float,
) -> bool:
    """True if a climb from the maximum's own values of the others finds nothing above this end."""
    start = list(peak.parameters)
    start[index] = end
    rival = maximise(likelihood, start, coordinates, others, most=60)
    return not rival.loglik > peak.loglik - drop + 1e-7 * drop


def _eliminate(matrix: list[list[float]], right: list[float]) -> list[float] | None:
    """x with matrix·x = right, by elimination with the largest pivot of rows scaled to 1."""
    size = len(right)
    scales = [max(map(abs, row)) for row in matrix]
    if not all(0 < scale < INFINITY for scale in scales):
        return None
    rows = [[a / t for a in row] + [b / t] for row, b, t in zip(matrix, right, scales)]
    for i in range(size):
        best = max(range(i, size), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        if rows[i][i] == 0:
            return None
        for r in range(i + 1, size):
            share = rows[r][i] / rows[i][i]
            rows[r] = [a - share * b for a, b in zip(rows[r], rows[i])]
    x = [0.0] * size
    for i in reversed(range(size)):
        x[i] = (rows[i][size] - total([rows[i][j] * x[j] for j in range(i + 1, size)])) / rows[i][i]
    return x


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
