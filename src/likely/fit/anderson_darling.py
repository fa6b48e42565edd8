"""Anderson and Darling's distance between the shares observed and the shares a model gives.

Source: Anderson & Darling 1954, J. Am. Stat. Assoc. 49, 765
"""

from __future__ import annotations

from typing import Any

ANDERSON = "Anderson–Darling"


def anderson_darling(below: Any, above: Any, reached: Any, n: float) -> float:
    """n·∫(Fₙ − F)²/(F·(1 − F)) dF, piece by piece between neighbours.

    below, above   log F and log(1 − F) at the observations, in rising order
    reached        Fₙ there; n, the number of observations
    """
    import numpy as np

    with np.errstate(all="ignore"):
        share, level = np.exp(below), reached[:-1]
        middle = level**2 * np.diff(below) - (1 - level) ** 2 * np.diff(above) - np.diff(share)
        ends = -above[0] - share[0] - below[-1] - 1 + share[-1]
        return n * float(np.sum(middle) + ends)
