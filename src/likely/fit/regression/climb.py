"""Newton's method for a regression: Cholesky steps, halved until the likelihood rises.

Source: Nocedal & Wright 2006, Numerical Optimization, 2nd ed., §3.4, and §16.1 for steps that keep a linear
constraint.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from likely.fit.regression.parts import Part, derivatives, log_likelihood


@dataclass(frozen=True)
class Objective:
    """The log-likelihood of parts. `flat` holds, as rows, directions along which it does not change.

    `afar`: the rows are read anew for each look, so that nothing is computed that was not asked for.
    """

    parts: tuple[Part, ...]
    flat: Any = None
    afar: bool = False

    def value(self, values: Any) -> float:
        """log L in nats; −∞ where it is not a number."""
        found = log_likelihood(self.parts, values)
        return found if math.isfinite(found) else -math.inf

    def derivatives(self, values: Any) -> tuple[float, Any, Any]:
        """log L, its gradient and its Hessian; flat directions are curved, so that steps stay out of them."""
        import numpy as np

        value, gradient, hessian = derivatives(self.parts, values)
        if self.flat is not None and len(self.flat):
            size = max(float(np.abs(np.diag(hessian)).max(initial=0.0)), 1e-300)
            hessian = hessian - size * self.flat.T @ self.flat
            gradient = gradient - self.flat.T @ (self.flat @ gradient)
        if not (math.isfinite(value) and np.isfinite(gradient).all() and np.isfinite(hessian).all()):
            return -math.inf, gradient, hessian
        return value, gradient, hessian


@dataclass(frozen=True)
class Summit:
    """Where Newton stopped; `decrement` is the squared length of the slope in standard errors.

    `multiplier` is the slope of the profile along the constraint, if there was one.
    """

    values: Any
    loglik: float
    gradient: Any
    hessian: Any
    step: Any
    decrement: float
    iterations: int
    converged: bool
    multiplier: float = 0.0


class Curvature:
    """The factored negative Hessian, lifted where it is not positive definite."""

    def __init__(self, hessian: Any) -> None:
        import numpy as np
        from scipy import linalg

        negative = -hessian
        diagonal = np.diag(negative).copy()
        largest = float(np.abs(diagonal).max(initial=0.0)) or 1.0
        self.scale = 1 / np.sqrt(np.where(diagonal > 1e-300, diagonal, largest))
        scaled = negative * self.scale[:, None] * self.scale[None, :]
        ridge = 0.0
        self.definite = True
        for _ in range(60):
            try:
                self.factor = linalg.cho_factor(
                    scaled + ridge * np.eye(len(scaled)), lower=True, check_finite=False
                )
            except linalg.LinAlgError:
                ridge = 1e-8 if ridge == 0 else ridge * 10
                self.definite = False
                continue
            if ridge or float(np.diag(self.factor[0]).min(initial=1.0)) > 1e-8:
                break
            ridge, self.definite = 1e-8, False

    def solve(self, right: Any) -> Any:
        """(−H)⁻¹·right."""
        from scipy import linalg

        scale = self.scale if right.ndim == 1 else self.scale[:, None]
        return scale * linalg.cho_solve(self.factor, scale * right, check_finite=False)


def climb(
    objective: Objective, start: Any, along: Any = None, most: int = 100, until: float = 1e-22
) -> Summit:
    """Climb from `start` to the top; with `along`, on the plane where along·values keeps its value."""
    import numpy as np

    here = np.array(start, dtype=float)
    value, gradient, hessian = objective.derivatives(here)
    quiet = 0
    step, decrement, multiplier, definite = _step(gradient, hessian, along)
    count = 0
    while count < most and math.isfinite(value) and len(here):
        if definite and decrement < until:
            break
        count += 1
        noise = 1e-14 * (abs(value) + 1)
        fraction, found = 1.0, None
        state = objective.derivatives(here + step)  # the whole step is nearly always taken
        for _ in range(40):
            there = here + fraction * step
            reached = state[0] if fraction == 1 else objective.value(there)
            gain = reached - value
            small = definite and decrement < 1e-6
            if gain >= 1e-4 * fraction * decrement or (small and gain >= -noise):
                found = there
                break
            fraction /= 2
        if found is None:
            break
        last = decrement
        state = state if fraction == 1 else objective.derivatives(found)
        if not math.isfinite(state[0]):
            break
        here, (value, gradient, hessian) = found, state
        step, decrement, multiplier, definite = _step(gradient, hessian, along)
        if definite and decrement < 1e-9:
            quiet += 1
            if quiet >= 3 or decrement > last / 4:
                break
    converged = math.isfinite(value) and definite and decrement < 1e-7
    return Summit(here, value, gradient, hessian, step, decrement, count, converged, multiplier)


def _step(gradient: Any, hessian: Any, along: Any) -> tuple[Any, float, float, bool]:
    if not len(gradient):
        return gradient, 0.0, 0.0, True
    import numpy as np

    if not (np.isfinite(gradient).all() and np.isfinite(hessian).all()):
        return np.zeros_like(gradient), math.inf, 0.0, False
    curvature = Curvature(hessian)
    multiplier = 0.0
    with np.errstate(over="ignore", invalid="ignore"):  # hardly any curvature: no step
        step = curvature.solve(gradient)
        if along is not None:
            turned = curvature.solve(along)
            multiplier = float(along @ step) / float(along @ turned)
            step = step - multiplier * turned
            gradient = gradient - multiplier * along
    if not np.isfinite(step).all():
        return np.zeros_like(gradient), math.inf, multiplier, False
    return step, float(gradient @ step), multiplier, curvature.definite


def stack(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Parts that have rows."""
    return tuple(part for part in parts if len(part))
