"""The likelihood around its maximum: a curve for one free parameter, contours for two."""

import math
from collections import namedtuple

from likely.formulas.elementary import INFINITY, NAN, Value, cos, sin
from likely.formulas.special import chi_square_quantile_1
from likely.solve.coordinates import Coordinate
from likely.solve.newton import cholesky, derivatives

LEVELS = (0.5, 0.95, 0.999)  # of the likelihood ratio of one parameter
PLACES = 121
GAP = 0.05  # of a contour's width or height: neighbours that stand further apart get a ray between them
FINER = 4  # times that this is looked at


# log L − its maximum, in nats, over one parameter, as points (value, height); the interval ends where it has
# fallen by `drop`.
Curve = namedtuple("Curve", "name points estimate interval drop")
# `lines` are (drop, closed line on which log L has fallen by it); the one of the interval's own level touches
# the ends of both profile intervals.
Contours = namedtuple("Contours", "names lines estimate intervals drop")


def landscape(
    problem: Value,
    values: Value,
    free: Value,
    intervals: Value,
    level: float,
) -> Value:
    """The view for one or two free parameters; None where it cannot be drawn."""
    drop = chi_square_quantile_1(level) / 2
    if len(free) == 1:
        return _curve(problem, list(values), free[0], intervals[free[0]], drop)
    if len(free) == 2:
        cornered = hasattr(problem.family, "intervals")
        return (_cornered if cornered else _contours)(problem, list(values), free, intervals, level)
    return None


def _curve(problem: Value, values: list[float], i: int, interval: tuple[float, float], drop: float) -> Value:
    p = problem.parameters[i]
    low, high = interval
    if not (math.isfinite(low) and math.isfinite(high)) or not low < high:
        return None
    top, estimate = _height(problem, values), values[i]
    reach = 0.6 * (high - low)
    first, last = max(low - reach, p.low), min(high + reach, p.high)
    points = []
    for k in range(PLACES):
        values[i] = first + (last - first) * k / (PLACES - 1)
        height = _height(problem, values) - top
        if math.isfinite(height):
            points.append((values[i], height))
    return Curve(p.name, tuple(points), estimate, interval, drop) if points else None


def _height(problem: Value, values: Value) -> float:
    try:
        return float(problem.likelihood(*values))
    except (ValueError, ZeroDivisionError, OverflowError):
        return NAN


def _care(problem: Value, level: float) -> Value:
    """(shares, rays, nats that an end may be off, how often to look for gaps), by what a look costs."""
    if getattr(problem, "costly", False) or (
        problem.table is not None and len(problem.table.weights) > 20000
    ):
        return [level], 24, 0.02, 1
    return sorted({LEVELS[0], level, LEVELS[2]}), 60, 1e-3, FINER


def _contours(
    problem: Value,
    values: list[float],
    free: Value,
    intervals: Value,
    level: float,
) -> Value:
    """Along rays from the maximum, in coordinates in which the curvature there is the same all around."""
    own = [v for p, v in zip(problem.parameters, values) if p.name in ("scale", "sigma")]
    unit = own[0] if own else problem.unit
    coordinates = [Coordinate(p, unit) for p in problem.parameters]
    top, _, hessian = derivatives(problem.likelihood, values, coordinates, free)
    lower = cholesky([[-h for h in row] for row in hessian])
    if lower is None or not math.isfinite(top):
        return None
    shares, rays, near, finer = _care(problem, level)
    lines = []
    for share in shares:
        drop = chi_square_quantile_1(share) / 2
        start = math.sqrt(2 * drop)

        def at(angle: float, start: float = start, wanted: float = top - drop) -> tuple[float, float]:
            b = sin(angle) / lower[1][1]
            a = (cos(angle) - lower[1][0] * b) / lower[0][0]
            return _along(problem, values, free, coordinates, (a, b), start, wanted, near)

        lines.append((drop, _loop(at, rays, finer)))
    names = tuple(problem.parameters[i].name for i in free)
    return Contours(
        (names[0], names[1]),
        tuple(lines),
        (values[free[0]], values[free[1]]),
        (intervals[free[0]], intervals[free[1]]),
        chi_square_quantile_1(level) / 2,
    )


def _cornered(
    problem: Value,
    values: list[float],
    free: Value,
    intervals: Value,
    level: float,
) -> Value:
    """Contours of a maximum without a curvature: at a kink, or on the edge of what the data allow.

    A parameter whose interval ends at its estimate cannot go further: rays leave on the other side only, and
    the contour closes along the edge. Rays are measured in the widths of the intervals.
    """
    ends = [intervals[i] for i in free]
    if not all(math.isfinite(end) for pair in ends for end in pair):
        return None
    widths = [high - low for low, high in ends]
    if not min(widths) > 0:
        return None
    edges = [(e[0] == values[i], e[1] == values[i]) for e, i in zip(ends, free)]
    coordinates = [
        Coordinate(p, widths[free.index(i)] if i in free else 1.0) for i, p in enumerate(problem.parameters)
    ]
    steps = [1 / (coordinates[i].slope(values[i]) / width) for i, width in zip(free, widths)]
    top = _height(problem, values)
    lines = []
    shares, rays, near, finer = _care(problem, level)
    for share in shares:
        drop = chi_square_quantile_1(share) / 2

        def at(angle: float, wanted: float = top - drop) -> tuple[float, float]:
            way = []
            for part, edge, step in zip((cos(angle), sin(angle)), edges, steps):
                if abs(part) < 1e-9:  # along an axis: not a digit across an edge
                    way.append(0.0)
                elif edge[1 if part > 0 else 0]:
                    return values[free[0]], values[free[1]]
                else:
                    way.append(part * step)
            return _along(problem, values, free, coordinates, (way[0], way[1]), 0.5, wanted, near)

        lines.append((drop, _loop(at, rays, finer)))
    names = (problem.parameters[free[0]].name, problem.parameters[free[1]].name)
    estimate = (values[free[0]], values[free[1]])
    return Contours(names, tuple(lines), estimate, tuple(ends), chi_square_quantile_1(level) / 2)


def _loop(at: Value, rays: int, finer: int) -> Value:
    """Places along rays all around, with more rays where neighbours stand far apart in the picture."""
    angles = [2 * math.pi * k / rays for k in range(rays)]
    places = [at(angle) for angle in angles]
    for _ in range(finer):
        wide = [max(p[i] for p in places) - min(p[i] for p in places) or 1.0 for i in range(2)]
        ends = angles[1:] + [angles[0] + 2 * math.pi]
        gaps = []
        for k in range(len(places)):
            p, q = places[k], places[(k + 1) % len(places)]
            if max(abs(p[0] - q[0]) / wide[0], abs(p[1] - q[1]) / wide[1]) > GAP:
                gaps.append(k)
        for k in reversed(gaps):
            angle = (angles[k] + ends[k]) / 2
            angles.insert(k + 1, angle)
            places.insert(k + 1, at(angle))
        if not gaps:
            break
    return tuple(places)


def _along(
    problem: Value,
    values: list[float],
    free: Value,
    coordinates: Value,
    direction: tuple[float, float],
    start: float,
    wanted: float,
    near: float,
) -> tuple[float, float]:
    """Where the log-likelihood along a ray has fallen to `wanted`: a bracket, then secants within it."""

    def place(distance: float) -> list[float]:
        there = list(values)
        for i, part in zip(free, direction):
            there[i] = coordinates[i].moved(values[i], distance * part)
        return there

    def excess(distance: float) -> float:
        height = _height(problem, place(distance)) - wanted
        return height if math.isfinite(height) else -1e300

    inner, outer, at = 0.0, INFINITY, start
    below = 0.0
    for _ in range(40):
        now = excess(at)
        if now >= 0:
            inner = at
        else:
            outer, below = at, now
        if abs(now) < near or outer - inner < 1e-4 * start or inner > 50 * start:
            break
        if math.isinf(outer):
            at = 1.6 * inner
        else:
            gain = excess(inner) if below > -20 else INFINITY
            ratio = gain / (gain - below) if math.isfinite(gain) else 0.5
            at = inner + (outer - inner) * min(0.95, max(0.05, ratio))
    there = place(at)
    return there[free[0]], there[free[1]]
