"""An equation to be compared with its code, and what came of it: values alone, without what computes them."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """What an author wrote about an equation, all of it text."""

    tex: str
    states: str
    where: str = ""
    draws: str = ""


@dataclass(frozen=True)
class Agreement:
    """At how many points how many sides were compared, and the largest difference."""

    points: int
    sides: int
    worst: float

    def __str__(self) -> str:
        difference = "no difference"
        if self.worst:  # a power of ten, which is the same on every machine, unlike the last digits
            difference = f"worst difference below 1e−{-math.ceil(math.log10(self.worst))}"
        points = "1 point" if self.points == 1 else f"{self.points:,} points"
        return f"checked against the code: {points}, {difference}"


class Disagreement(ValueError):
    """A side is not what the code gives; the message names the worst point and both values."""
