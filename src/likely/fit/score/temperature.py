"""Temperature: the one number that makes a classifier as sure as it should be, by maximum likelihood.

softmax(z/T) with T above 0. In b = 1/T the loss is convex, with slope Σ softmax(b·z)·z − z[target] on
average, so there is at most one valley. The slope is negative at b = 0 unless the logits do no better than
chance, and positive far out unless every row is right: those are the two ways in which no best T exists.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from likely.fit.loss import loss
from likely.fit.plain import plain
from likely.formulas.maximum import INTERIOR, NOT_ATTAINED, NOT_UNIQUE
from likely.formulas.scoring import tempered

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Temperature:
    """The best T, and what it does to the average loss, in nats. T is 0 or ∞ where none is attained."""

    value: float
    verdict: str
    message: str
    nll_before: float
    nll_after: float

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "value": plain(self.value),
            "verdict": self.verdict,
            "message": self.message,
            "nll_before": plain(self.nll_before),
            "nll_after": plain(self.nll_after),
        }


def temperature(logits: Array, target: Array) -> Temperature:
    """Fit T to rows of logits (rows, classes) and the classes that happened. −∞ is a class that cannot.

    Bisection of the slope in log b, from a bracket that doubles: 200 evaluations at most.
    """
    before = loss(logits, target).value
    picked = logits[np.arange(len(target)), target]
    possible = np.isfinite(logits)
    if np.isinf(picked).any():
        row = int(np.argmax(np.isinf(picked)))
        return Temperature(
            1.0,
            NOT_UNIQUE,
            f"every temperature is as bad: the class that happened had probability 0 (first in row {row + 1} "
            "of those scored), and no temperature changes a 0",
            before,
            before,
        )
    top = np.where(possible, logits, -np.inf).max(axis=1)
    finite = np.where(possible, logits, 0.0)
    mean = finite.sum(axis=1) / possible.sum(axis=1)
    if np.all(top - np.where(possible, logits, np.inf).min(axis=1) == 0):
        return Temperature(
            1.0, NOT_UNIQUE, "the logits of each row are equal, so no temperature matters", before, before
        )
    if np.all(picked == top):
        ties = (logits == top[:, None]).sum(axis=1)
        return Temperature(
            0.0,
            NOT_ATTAINED,
            "no maximum: every row is right, so the loss falls all the way as T → 0, towards certainty",
            before,
            float(np.mean(np.log(ties))),
        )
    if float(np.sum(mean - picked)) >= 0:
        return Temperature(
            math.inf,
            NOT_ATTAINED,
            "no maximum: the logits of what happened are no higher than average, so the loss falls all the "
            "way as T → ∞, where all classes that can happen are alike",
            before,
            float(np.mean(np.log(possible.sum(axis=1)))),
        )

    def slope(b: float) -> float:
        gradient = loss(tempered(logits, b), target, gradient=True).gradient
        assert gradient is not None
        return float(np.sum(gradient * finite))

    low, high = 1.0, 1.0
    while slope(high) < 0 and high < 1e300:
        low, high = high, high * 2
    while slope(low) > 0 and low > 1e-300:
        low, high = low / 2, low
    while high / low > 1 + 1e-14:
        middle = math.sqrt(low) * math.sqrt(high)
        if not low < middle < high:
            break
        if slope(middle) < 0:
            low = middle
        else:
            high = middle
    best = math.sqrt(low) * math.sqrt(high)
    return Temperature(
        1 / best,
        INTERIOR,
        "the loss is convex in 1/T and its slope changes sign here, so it is the only minimum",
        before,
        loss(tempered(logits, best), target).value,
    )
