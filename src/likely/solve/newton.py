"""Damped Newton: maximise a log-likelihood from its own first and second derivatives.

Each step solves (−H + ridge)·step = g, with a ridge only where −H is not positive definite, and is halved
until the likelihood rises. Near the maximum the steps are pure Newton and double the digits each time.
Source: Nocedal & Wright 2006, Numerical Optimization, 2nd ed., §3.4.
"""

import math
from collections import namedtuple

from likely.formulas.elementary import INFINITY, Value, total
from likely.solve.coordinates import seeds
from likely.solve.jet import Jet, pairs

LONGEST = 4.0  # of one step, in free coordinates
FAR = 80.0  # a coordinate that has gone this far from the start is running away


# Where Newton stopped. `gradient` and `hessian` are in the free coordinates.
# `decrement` is gᵀ(−H)⁻¹g: the squared length of the last slope in standard errors.
Peak = namedtuple("Peak", "parameters loglik gradient hessian decrement iterations converged")


def maximise(
    likelihood: Value,
    start: Value,
    coordinates: Value,
    free: Value = None,
    most: int = 200,
    enough: float = 1e-24,
    unseen: bool = False,
) -> Value:
    """Climb from `start` over the parameters numbered `free` (all by default), for `most` steps, until the
    slope is `enough`, in squared standard errors.

    `unseen`: a last step whose outcome is foreseen to all digits is taken without a look at the likelihood. A
    pure step of Newton's squares the length of the slope, by a factor that the step before has shown.
    """
    free = list(range(len(start))) if free is None else list(free)
    here = [float(v) for v in start]
    value, gradient, hessian = derivatives(likelihood, here, coordinates, free)
    travelled = [0.0] * len(free)
    decrement, quiet, count = INFINITY, 0, 0
    while count < most:
        count += 1
        if not free:
            decrement = 0.0
            break
        step, decrement, definite = newton_step(gradient, hessian)
        longest = max(map(abs, step))
        if longest > LONGEST:
            step = [s * LONGEST / longest for s in step]
        noise = 1e-15 * (abs(value) + 1)
        fraction, accepted = 1.0, False
        there, found = here, (value, gradient, hessian)
        for _ in range(50):
            there = list(here)
            for i, s in zip(free, step):
                there[i] = coordinates[i].moved(here[i], fraction * s)
            found = derivatives(likelihood, there, coordinates, free)
            gain = found[0] - value
            small = definite and decrement < 1e-6
            if math.isfinite(found[0]) and (
                gain >= 1e-4 * fraction * decrement
                or (small and (gain >= -4 * noise or _nearer(found, decrement)))
            ):
                accepted = True
                break
            fraction /= 2
        if not accepted:
            break
        last = decrement
        here, (value, gradient, hessian) = there, found
        for k, s in enumerate(step):
            travelled[k] += fraction * s
        _, decrement, definite = newton_step(gradient, hessian)
        if max(map(abs, travelled)) > FAR:
            break
        if definite and decrement < 1e-9:
            foreseen = decrement * (decrement / last) ** 2 if last > 0 else INFINITY
            if unseen and fraction == 1 and foreseen < 1e-24 < decrement:
                step, rise, _ = newton_step(gradient, hessian)
                here = [float(v) for v in here]
                for i, s in zip(free, step):
                    here[i] = coordinates[i].moved(here[i], s)
                return Peak(
                    tuple(here), value + rise / 2, [0.0] * len(free), hessian, foreseen, count + 1, True
                )
        if definite and decrement < max(enough, 1e-9):
            quiet += 1
            if decrement < enough or quiet >= 4 or decrement > last / 4:
                break
    _, decrement, definite = newton_step(gradient, hessian) if free else ([], 0.0, True)
    converged = definite and decrement < max(enough, 1e-6) and max(map(abs, travelled), default=0.0) <= FAR
    return Peak(tuple(here), value, gradient, hessian, decrement, count, converged)


def _nearer(found: Value, decrement: float) -> bool:
    """Close to the top a sum's rounding hides what a step gains, and the slope still tells that it does."""
    _, left, definite = newton_step(found[1], found[2])
    return definite and left < decrement / 4


def derivatives(
    likelihood: Value, values: Value, coordinates: Value, free: Value
) -> tuple[float, list[float], list[list[float]]]:
    """Value, gradient and Hessian of the log-likelihood in the free coordinates."""
    size = len(free)
    try:
        got = likelihood(*seeds(coordinates, values, free))
    except (OverflowError, ZeroDivisionError, ValueError):
        return -INFINITY, [0.0] * size, [[0.0] * size for _ in range(size)]
    if not isinstance(got, Jet):
        return float(got), [0.0] * size, [[0.0] * size for _ in range(size)]
    gradient = [float(a or 0.0) for a in got.first]
    hessian = [[0.0] * size for _ in range(size)]
    for (i, j), part in zip(pairs(size), got.second):
        hessian[i][j] = hessian[j][i] = float(part or 0.0)
    value = float(got.value)
    if not all(map(math.isfinite, [value] + gradient + [x for row in hessian for x in row])):
        value = -INFINITY
    return value, gradient, hessian


def newton_step(gradient: list[float], hessian: list[list[float]]) -> tuple[list[float], float, bool]:
    """The step, its gᵀ·step, and whether −H was positive definite as it stood."""
    size = len(gradient)
    scale = max((abs(hessian[i][i]) for i in range(size)), default=0.0) or 1.0
    ridge = 0.0
    for attempt in range(60):
        matrix = [[-hessian[i][j] + (ridge if i == j else 0.0) for j in range(size)] for i in range(size)]
        factor = cholesky(matrix)
        if factor is not None:
            step = solve(factor, gradient)
            return step, total([g * s for g, s in zip(gradient, step)]), attempt == 0
        ridge = scale * 1e-3 if ridge == 0 else ridge * 4
    return list(gradient), total([g * g for g in gradient]), False


def cholesky(matrix: list[list[float]]) -> list[list[float]] | None:
    """The lower factor of a symmetric positive definite matrix; None if it is not one."""
    size = len(matrix)
    lower = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - total([lower[i][k] * lower[j][k] for k in range(j)])
            if i == j:
                if not rest > 1e-14 * abs(matrix[i][i]):
                    return None
                lower[i][i] = math.sqrt(rest)
            else:
                lower[i][j] = rest / lower[j][j]
    return lower


def solve(lower: list[list[float]], right: Value) -> list[float]:
    """x with L·Lᵀ·x = right."""
    size = len(lower)
    y = [0.0] * size
    for i in range(size):
        y[i] = (right[i] - total([lower[i][k] * y[k] for k in range(i)])) / lower[i][i]
    x = [0.0] * size
    for i in reversed(range(size)):
        x[i] = (y[i] - total([lower[k][i] * x[k] for k in range(i + 1, size)])) / lower[i][i]
    return x


def inverse(matrix: list[list[float]]) -> list[list[float]] | None:
    """The inverse of a symmetric positive definite matrix; None if it is not one."""
    lower = cholesky(matrix)
    if lower is None:
        return None
    size = len(matrix)
    return [solve(lower, [1.0 if i == j else 0.0 for i in range(size)]) for j in range(size)]
