"""Readouts and invariants: the numbers beside the picture, and what must hold between them."""

from likely.formulas.elementary import Value
from likely.stage.format import fixed


class Readout:
    """A labelled number, taken from the stage's values by its key."""

    def __init__(
        self, id: str, label: str, unit: str, note: str, digits: int = 4, signed: bool = False
    ) -> None:
        self.id = id
        self.label = label
        self.unit = unit
        self.note = note
        self.digits = digits
        self.signed = signed

    def text(self, values: dict[str, float]) -> str:
        """The number as the page shows it, with its unit."""
        number = fixed(values[self.id], self.digits, self.signed)
        return number + " " + self.unit if self.unit else number


class Invariant:
    """An identity that is checked live: `left` and `right` are functions of the stage's values."""

    def __init__(self, id: str, statement: str, left: Value, right: Value) -> None:
        self.id = id
        self.statement = statement
        self.left = left
        self.right = right

    def error(self, values: dict[str, float]) -> float:
        """How far apart the two sides are. Equal infinities agree."""
        left, right = self.left(values), self.right(values)
        return 0.0 if left == right else float(abs(left - right))
