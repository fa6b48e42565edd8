"""Free coordinates: a parameter's interval stretched over the whole line, so that no step can leave it.

(low, ∞) by its logarithm, (low, high) by its log odds, (−∞, ∞) in units given with the start.
"""

import math

from likely.formulas.elementary import INFINITY, Value
from likely.formulas.parameters import Parameter
from likely.solve.jet import Jet


class Coordinate:
    """One parameter's coordinate. `unit` is the length of one step where the parameter has no bound."""

    __slots__ = ("parameter", "unit")

    def __init__(self, parameter: Parameter, unit: float = 1.0) -> None:
        self.parameter = parameter
        self.unit = unit

    def moved(self, value: float, step: float) -> float:
        """The value after a step in the free coordinate."""
        low, high = self.parameter.low, self.parameter.high
        step = max(-700.0, min(700.0, step))
        if low == -INFINITY:
            return value + self.unit * step
        if high == INFINITY:
            grown = (value - low) * math.exp(step)
            return low + max(5e-324, min(grown, 1.7e308))
        odds = (value - low) / (high - value) * math.exp(step)
        return low + (high - low) * (odds / (1 + odds)) if odds < 1e300 else high

    def slope(self, value: float) -> float:
        """d value / d coordinate."""
        low, high = self.parameter.low, self.parameter.high
        if low == -INFINITY:
            return self.unit
        if high == INFINITY:
            return value - low
        return (value - low) * (high - value) / (high - low)

    def bend(self, value: float) -> float:
        """Second derivative of the value in the coordinate."""
        low, high = self.parameter.low, self.parameter.high
        if low == -INFINITY:
            return 0.0
        if high == INFINITY:
            return value - low
        return (value - low) * (high - value) * ((high - value) - (value - low)) / (high - low) ** 2

    def distance(self, start: float, end: float) -> float:
        """How far apart two values are in the coordinate."""
        low, high = self.parameter.low, self.parameter.high
        if low == -INFINITY:
            return (end - start) / self.unit
        if high == INFINITY:
            return math.log((end - low) / (start - low))
        return math.log((end - low) / (high - end)) - math.log((start - low) / (high - start))


def seeds(coordinates: Value, values: Value, free: Value) -> Value:
    """The parameters as jets in the free coordinates numbered `free`; the others stay floats."""
    out: Value = list(values)
    for k, i in enumerate(free):
        c = coordinates[i]
        out[i] = Jet.seed(values[i], k, len(free), c.slope(values[i]), c.bend(values[i]))
    return out
