"""Censored observations: the Kaplan–Meier estimate beside the fitted share that outlives each time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from likely.solve.survival import staircase

PLACES = 201


@dataclass(frozen=True)
class Survival:
    """Corners of the staircase (time, share still to come), and the model's curve."""

    steps: tuple[tuple[float, float], ...]
    curve: tuple[tuple[float, float], ...] | None


def survival(
    formulas: Any, lower: Any, upper: Any, weights: Any, parameters: tuple[Any, ...] | None
) -> Survival | None:
    """Both; None if some row is bounded from above without being exact."""
    import numpy as np

    exact = lower == upper
    if not (exact | np.isinf(upper)).all() or not exact.any():
        return None
    times = np.unique(lower[exact])
    order = np.argsort(lower, kind="stable")
    at_risk = np.cumsum(weights[order][::-1])[::-1]
    risk = at_risk[np.searchsorted(lower[order], times)]
    died = np.array(np.bincount(np.searchsorted(times, lower[exact]), weights[exact], len(times)))
    start = min(0.0, float(lower.min()))
    corners = staircase(start, float(lower.max()), times, died, risk)
    curve = None
    if parameters is not None:
        x = np.linspace(start, corners[-1][0], PLACES)
        with np.errstate(all="ignore"):
            share = np.exp(formulas.log_sf(x, *parameters))
        curve = tuple((float(a), float(b)) for a, b in zip(x, share, strict=True) if np.isfinite(b))
    return Survival(corners, curve)
