"""Controls: what a reader may move."""

from likely.formulas.elementary import Value


class Slider:
    """A number the reader chooses, with a slider and a number field.

    `describe` turns the value into the words a screen reader speaks, such as "14 of 20 successes".
    """

    def __init__(
        self, id: str, label: str, low: float, high: float, step: float, start: float, describe: Value
    ) -> None:
        self.id = id
        self.label = label
        self.low = low
        self.high = high
        self.step = step
        self.start = start
        self.describe = describe

    def nearest(self, value: float) -> float:
        """The value on the slider's own grid that is closest to the one given."""
        steps = round((min(max(value, self.low), self.high) - self.low) / self.step)
        return self.low + steps * self.step

    def takes(self, value: Value) -> bool:
        """True if the value is one of the slider's own."""
        return not isinstance(value, str) and abs(self.nearest(value) - value) <= 1e-9

    def reach(self) -> list[float]:
        """Every value the slider can take, in order."""
        return [self.low + i * self.step for i in range(round((self.high - self.low) / self.step) + 1)]


class Choice:
    """One of several named options. Its value in a state is the option's index, counted from 0.

    It has what a slider has, so that whatever visits all states of a stage need not tell them apart. Words
    that a reader types are a `TextField`.
    """

    def __init__(self, id: str, label: str, options: tuple[str, ...], start: int = 0) -> None:
        self.id = id
        self.label = label
        self.options = options
        self.low = 0
        self.high = len(options) - 1
        self.step = 1
        self.start = start

    def describe(self, value: float) -> str:
        """The name of the option at an index."""
        return self.options[self.nearest(value)]

    def nearest(self, value: float) -> int:
        """The index closest to the one given."""
        return round(min(max(value, self.low), self.high))

    def takes(self, value: Value) -> bool:
        """True if the value is an index."""
        return not isinstance(value, str) and self.nearest(value) == value

    def reach(self) -> list[int]:
        """Every index, in order."""
        return list(range(len(self.options)))
