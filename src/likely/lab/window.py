"""The range of one slider: positions from 0 to `STEPS`, and the values of a parameter they stand for."""

import math

from likely.formulas.elementary import INFINITY, Value, exp, log
from likely.formulas.parameters import Parameter

STEPS = 1000


class Window:
    """Values from `low` to `high`, in equal steps, or in equal ratios if `ratios` (then both are above 0)."""

    def __init__(self, low: float, high: float, ratios: bool = False) -> None:
        self.low = low
        self.high = high
        self.ratios = ratios

    def value(self, position: float) -> float:
        """The value at a position; one outside the range is taken to its end."""
        share = min(max(position / STEPS, 0.0), 1.0)
        if self.ratios:
            return float(exp(log(self.low) + share * (log(self.high) - log(self.low))))
        return self.low + share * (self.high - self.low)

    def position(self, value: float) -> Value:
        """The nearest position to a value."""
        if self.ratios:
            share = (log(max(value, self.low)) - log(self.low)) / (log(self.high) - log(self.low))
        else:
            share = (value - self.low) / (self.high - self.low)
        return round(min(max(share, 0.0), 1.0) * STEPS)


def blind(parameter: Parameter, estimate: float, stderr: Value, low: float, high: float, turn: int) -> Window:
    """The range while the reader still guesses: wide, and the maximum is not in its middle.

    low, high    the extremes of the data, for a parameter that is a place among them
    turn         a number that moves the maximum about within the range
    """
    if math.isfinite(parameter.low) and math.isfinite(parameter.high):
        reach = parameter.high - parameter.low
        return Window(parameter.low + 0.01 * reach, parameter.high - 0.01 * reach)
    if parameter.low == -INFINITY:
        reach = (high - low) or abs(low) or 1.0
        return Window(low - 0.1 * reach, high + 0.1 * reach)
    width = max(2.2, 10 * (stderr or 0.0) / estimate) if estimate > 0 else 2.2
    share = 0.3 + 0.4 * ((turn * 0.6180339887) % 1)
    start = estimate if estimate > 0 else 1.0
    return Window(start * exp(-share * width), start * exp((1 - share) * width), True)


def near(parameter: Parameter, estimate: float, ends: Value) -> Window:
    """The range once the maximum is known: the interval, and as much again around it."""
    low, high = ends if ends is not None else (estimate, estimate)
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        reach = abs(estimate) or 1.0
        low, high = estimate - reach / 2, estimate + reach
    reach = 0.6 * (high - low)
    first, last = low - reach, high + reach
    if parameter.low > -INFINITY:
        first = max(first, parameter.low + 0.02 * (low - parameter.low))
    if parameter.high < INFINITY:
        last = min(last, parameter.high - 0.02 * (parameter.high - high))
    return Window(first, last)
