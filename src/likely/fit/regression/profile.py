"""Profile-likelihood intervals: where the likelihood, maximised over the rest, has fallen enough.

Each end is a root of r(v) = √(2·(top − profile(v))), which is nearly straight, so Newton's method in v
needs few steps; the slope of the profile is the multiplier of the constrained climb.
Source: Venzon & Moolgavkar 1988, Applied Statistics 37, 87.
"""

from __future__ import annotations

import math
from typing import Any

from likely.fit.regression.climb import Curvature, Objective, climb
from likely.formulas.special import chi_square_quantile_1


def profile_end(
    objective: Objective, top: float, values: Any, hessian: Any, along: Any, side: float, level: float
) -> float:
    """One end for the linear combination along·values; ±∞ if the likelihood never falls enough."""
    import numpy as np

    reach = math.sqrt(chi_square_quantile_1(level))
    curvature = Curvature(hessian)
    turned = curvature.solve(along)
    spread = math.sqrt(max(float(along @ turned), 1e-300))
    centre = float(along @ values)
    inner, outer = 0.0, math.inf  # distances in standard errors, inside and outside the interval
    at, here = reach, np.array(values)
    here = here + side * reach / spread * turned
    for _ in range(60):
        found = climb(objective, here, along, most=60, until=1e-16)
        lack = 2 * (top - found.loglik)
        if not math.isfinite(lack):
            outer = at
            here = (here + np.asarray(values)) / 2
            at = abs(float(along @ here) - centre) / spread
            continue
        root = math.sqrt(max(lack, 0.0))
        if abs(root - reach) < 1e-9 * reach:
            return centre + side * at * spread
        if root < reach:
            inner = max(inner, at)
        else:
            outer = min(outer, at)
        slope = -side * found.multiplier * spread / root if root > 0 else 0.0
        guess = at + (reach - root) / slope if slope > 0 else math.nan
        if not inner < guess < min(outer, 5 * at + 5):
            guess = (inner + outer) / 2 if math.isfinite(outer) else 3 * at
        if guess > 1e7:
            return side * math.inf
        if math.isfinite(outer) and outer - inner < 1e-12 * outer:
            return centre + side * at * spread
        tangent = Curvature(found.hessian).solve(along)
        length = float(along @ tangent)
        here = found.values + side * (guess - at) * spread / length * tangent
        at = guess
    return centre + side * at * spread


def open_end(objective: Objective, top: float, start: Any, along: Any, side: float, level: float) -> float:
    """The end of a one-sided interval for a combination that runs to −side·∞, where the supremum `top` is.

    The profile rises all the way to the supremum, so the end is the root of a function that falls steadily.
    """
    import numpy as np
    from scipy import optimize

    enough = chi_square_quantile_1(level) / 2
    _, _, hessian = objective.derivatives(np.asarray(start))
    tangent = Curvature(hessian).solve(along)
    tangent = tangent / float(along @ tangent)
    unit = max(math.sqrt(1 / max(float(-tangent @ hessian @ tangent), 1e-12)), 1e-6)
    centre = float(along @ start)
    here = np.array(start, dtype=float)

    def lack(distance: float) -> float:
        nonlocal here
        move = centre - side * distance * unit - float(along @ here)
        found = climb(objective, here + move * tangent, along, most=60, until=1e-16)
        if not math.isfinite(found.loglik):
            return 1e6
        here = found.values
        return float(top - found.loglik - enough)

    near, far, first = 0.0, 1.0, lack(0.0)
    if first < 0:
        far = -1.0
    while (lack(far) < 0) == (first < 0):
        near, far = far, 2 * far
        if abs(far) > 1e6:
            return side * math.inf
    root = optimize.brentq(lack, min(near, far), max(near, far), xtol=1e-10, rtol=1e-10)
    return centre - side * float(root) * unit
