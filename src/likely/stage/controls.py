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

    def count(self) -> int:
        """How many values the slider can take."""
        return round((self.high - self.low) / self.step) + 1
