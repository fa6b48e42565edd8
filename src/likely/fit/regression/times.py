"""Accelerated failure time: log T = η + scale·noise, with times known exactly or only between bounds.

weibull: scale parameter e^η, shape 1/scale · exponential: rate e^−η · lognormal: mu η, sigma scale ·
loglogistic: logistic log T with location η. Coefficients and scale are those of R's survreg.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from likely.fit.regression.model import Columns, Model, coefficients, least_squares, linear, scale_of, single
from likely.fit.regression.parts import Part, embedded
from likely.formulas.between import log_between
from likely.formulas.elementary import exp
from likely.formulas.families import exponential, lognormal, weibull
from likely.formulas.models import loglogistic


@dataclass(frozen=True)
class Noise:
    """A family of times, its parameters from (η, log scale), and mean and spread of its log noise."""

    family: Any
    parameters: Callable[..., tuple[Any, ...]]
    scaled: bool
    mean: float
    spread: float


NOISES = {
    "exponential": Noise(
        exponential, lambda eta: (exp(-eta),), False, -0.5772156649015329, 1.2825498301618641
    ),
    "weibull": Noise(
        weibull, lambda eta, s: (exp(-s), exp(eta)), True, -0.5772156649015329, 1.2825498301618641
    ),
    "lognormal": Noise(lognormal, lambda eta, s: (eta, exp(s)), True, 0.0, 1.0),
    "loglogistic": Noise(loglogistic, lambda eta, s: (eta, exp(s)), True, 0.0, 1.8137993642342178),
}


class Times(Part):
    """Rows whose directions are those of (−coefficients/scale, 1/scale): the noise z = log t/scale
    − η/scale.
    """

    def cone(self, size: int) -> list[tuple[Any, bool]]:
        """z may not move for an exact time, may only fall past a lower bound and only rise below
        an upper one.
        """
        import numpy as np

        matrix = -embedded(self.predictors[0], len(self), size)
        matrix = matrix.toarray() if hasattr(matrix, "toarray") else matrix
        found = []
        for t, side in zip(self.data, SIDES[len(self.data), self.tails[0] or 0], strict=True):
            own = matrix.copy()
            if self.scaled:
                own[:, -1] = np.log(t)
            found.append((own * (side or 1), side != 0))
        return found

    @property
    def scaled(self) -> bool:
        """True if the scale is free."""
        return len(self.predictors) == 2

    def limit(self, gone: Any) -> list[Part]:
        """Bounds that are kept with certainty say nothing any more."""
        if len(gone) == 1:
            return [one for one in [self.taken(~gone[0])] if len(one)]
        low, high = gone
        log_sf, log_cdf = self.without[0], self.without[1]
        parts = [self.taken(~(low | high))]
        for mask, k, formula, tail in ((low & ~high, 1, log_cdf, -1), (high & ~low, 0, log_sf, 1)):
            from dataclasses import replace

            part = self.taken(mask, formula)
            tails = (tail, *part.tails[1:])
            parts.append(replace(part, data=(part.data[k],), tails=tails))
        return [part for part in parts if len(part)]


# which way z may move: (number of times in a row, tail of η) → the side of each time
SIDES = {(1, 0): (0,), (1, 1): (-1,), (1, -1): (1,), (2, 0): (-1, 1)}


def _exact(noise: Noise, t: Any, *etas: Any) -> Any:
    return noise.family.log_prob(t, *noise.parameters(*etas))


def _after(noise: Noise, t: Any, *etas: Any) -> Any:
    return noise.family.log_sf(t, *noise.parameters(*etas))


def _before(noise: Noise, t: Any, *etas: Any) -> Any:
    return noise.family.log_cdf(t, *noise.parameters(*etas))


def _between(noise: Noise, low: Any, high: Any, *etas: Any) -> Any:
    return log_between(noise.family, low, high, noise.parameters(*etas))


def times_model(name: str, lower: Any, upper: Any, columns: Columns, offset: Any, weights: Any) -> Model:
    """Rows known to lie between bounds: equal bounds are exact, 0 or ∞ are open ends."""
    import numpy as np

    noise = NOISES[name]
    size = columns.count + noise.scaled
    scale = (single(size - 1),) if noise.scaled else ()
    rest: tuple[int | None, ...] = (None,) * len(scale)
    whole = linear(columns, offset)
    exact = lower == upper
    right, left = ~exact & ~np.isfinite(upper), ~exact & (lower <= 0) & np.isfinite(upper)
    inside = ~(exact | right | left)
    kinds = (
        (exact, _exact, (lower,), 0),
        (right & (lower > 0), _after, (lower,), 1),
        (left, _before, (upper,), -1),
        (inside, _between, (lower, upper), 0),
    )
    parts = []
    for rows, formula, data, tail in kinds:
        if rows.any():
            without = {0: partial(_after, noise), 1: partial(_before, noise)} if formula is _between else {}
            parts.append(
                Times(
                    partial(formula, noise),
                    tuple(one[rows] for one in data),
                    (whole.taken(rows), *scale),
                    weights[rows],
                    (tail, *rest),
                    without,
                    np.nonzero(rows)[0],
                )
            )
    known = exact | inside | left | (right & (lower > 0))
    low = np.where(lower > 0, lower, upper)
    middle = np.log(
        np.where(np.isfinite(upper), np.sqrt(low) * np.sqrt(np.where(np.isfinite(upper), upper, 1)), low)
    )
    weight = np.where(known, weights, 0.0)
    middle = np.where(known, middle, 0.0)
    target = middle - (0.0 if offset is None else offset)
    beta = least_squares(columns, target - noise.mean * 0, weight)
    left_over = target - columns.matrix @ beta
    spread = math.sqrt(float(np.sum(weight * left_over**2)) / max(float(np.sum(weight)), 1e-300))
    width = max(spread, 1e-3) / noise.spread
    if columns.intercept is not None:
        beta[columns.intercept] -= noise.mean * (width if noise.scaled else 1.0)
    start = np.append(beta, math.log(width)) if noise.scaled else beta
    reported = coefficients(columns, size)
    if noise.scaled:
        reported.append(scale_of("scale", size - 1, size))
    return Model(
        tuple(parts),
        start,
        tuple(reported),
        "the log-likelihood is concave in the coefficients divided by the scale and in 1/scale"
        if noise.scaled
        else "the log-likelihood is strictly concave in the coefficients",
        slack=size - 1 if noise.scaled else None,
        extra={"events": float(weights[exact | inside].sum()), "exact": exact, "middle": middle},
    )
