"""Amounts side by side, one bar each: the masses of a distribution."""

from likely.stage.marks.rectangle import rectangle
from likely.stage.picture import Element, Frame, label


class Bars:
    """Bars on the horizontal axis. Each is (x, height, words); the words stand above it.

    Several `Bars` in one picture differ by their id, which is also a class: filled beside hollow,
    say. What is higher than the frame is cut off at its top.
    """

    def __init__(self, id: str, bars: tuple[tuple[float, float, str], ...], width: float = 56) -> None:
        self.id = id
        self.bars = bars
        self.width = width

    def elements(self, frame: Frame) -> list[Element]:
        """For each bar a rectangle and its words."""
        drawn = []
        bottom = frame.height - frame.bottom
        for i, (x, height, words) in enumerate(self.bars):
            at, top = frame.x(x), frame.y(min(max(height, frame.y_axis.low), frame.y_axis.high))
            name, left = f"{self.id}-{i}", at - self.width / 2
            drawn.append(rectangle(name, "bar " + self.id, left, top, self.width, bottom - top))
            drawn.append(label(name + "-label", "mark-label " + self.id, at, top - 8, words, "middle"))
        return drawn
