"""Do predicted probabilities come true as often as they say? Rows in bins, and the picture of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from likely.stage.drawing import drawn
from likely.stage.marks.outline import Outline
from likely.stage.marks.scatter import Scatter
from likely.stage.picture import Axis, Frame
from likely.stage.svg import write
from likely.stage.ticks import ticks

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Rows whose probability lies in [low, high): how many, their mean, and the share that came true."""

    low: float
    high: float
    n: int
    probability: float
    observed: float


def bins_of(p: Any, target: Any, binary: bool) -> tuple[Bin, ...]:
    """Ten bins of equal width; the last one holds 1 too. Empty ones are left out.

    p (rows, classes), target (rows,). The probability is that of class 1 if `binary`, else the likeliest's.
    """
    import numpy as np

    sure = p[:, 1] if binary else p.max(axis=1)
    right = target == 1 if binary else np.argmax(p, axis=1) == target
    which = np.minimum((sure * BINS).astype(int), BINS - 1)
    found = []
    for k in range(BINS):
        inside = which == k
        n = int(inside.sum())
        if n:
            found.append(
                Bin(k / BINS, (k + 1) / BINS, n, float(sure[inside].mean()), float(right[inside].mean()))
            )
    return tuple(found)


def reliability_picture(before: Sequence[Bin], after: Sequence[Bin] | None = None) -> str:
    """How often what was predicted came true, bin by bin, as SVG."""
    frame = Frame(
        Axis(0.0, 1.0, "probability given", ticks(0.0, 1.0)),
        Axis(0.0, 1.0, "share that came true", ticks(0.0, 1.0, 5)),
    )
    frame.top = 44
    marks: list[Any] = [Outline("diagonal", "", ((0.0, 0.0), (1.0, 1.0)))]
    for id, some in (("data", before), ("model", after or ())):
        places = tuple((one.probability, one.observed) for one in some)
        marks += [Outline(id, "", places), Scatter(id + " bins", places)] if places else []
    return write(
        drawn(frame, marks), "reliability", "Reliability: how often it came true against what was given"
    )


def reliability_words(whose: str, after: bool = False) -> str:
    """The caption of that picture."""
    text = f"Each point is a bin of rows by their probability {whose}: its mean, and how often it came true. "
    return (
        text
        + "On the dashed line the two agree."
        + (" Cool: as given. Warm: with the fitted temperature." if after else "")
    )
