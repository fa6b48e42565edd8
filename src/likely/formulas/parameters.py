"""What a parameter of a family may be, declared once.

From this one declaration come validation, the text of the documentation, the range of a slider and
the random draws of the tests.
"""

from likely.formulas.elementary import INFINITY, Value


class Parameter:
    """One parameter: its name, its symbol, and the interval it lives on.

    `low` and `high` bound the interval. `closed_low` and `closed_high` say whether the end itself
    belongs to the parameter space. On an open end a likelihood can be approached but not attained.
    """

    def __init__(
        self,
        name: str,
        symbol: str,
        meaning: str,
        low: float = -INFINITY,
        high: float = INFINITY,
        closed_low: bool = False,
        closed_high: bool = False,
    ) -> None:
        self.name = name
        self.symbol = symbol
        self.meaning = meaning
        self.low = low
        self.high = high
        self.closed_low = closed_low
        self.closed_high = closed_high

    def contains(self, value: Value) -> Value:
        """True where the value lies in the parameter space (ends included only if closed)."""
        above = value >= self.low if self.closed_low else value > self.low
        below = value <= self.high if self.closed_high else value < self.high
        return above & below

    def opened(self) -> "Parameter":
        """The same parameter on the open interval."""
        return Parameter(self.name, self.symbol, self.meaning, self.low, self.high)

    def interval(self) -> str:
        """The parameter space in the usual notation, such as [0, 1] or (0, ∞)."""
        left = "[" if self.closed_low else "("
        right = "]" if self.closed_high else ")"
        return left + _end(self.low) + ", " + _end(self.high) + right


def _end(value: float) -> str:
    if value == INFINITY:
        return "∞"
    if value == -INFINITY:
        return "−∞"
    return f"{value:g}"
