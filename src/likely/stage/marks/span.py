"""A stretch of the horizontal axis, drawn above the frame: where an interval begins and ends."""

from likely.stage.format import coordinate
from likely.stage.picture import Element, Frame, label, line


class Span:
    """A thick line from x `low` to x `high` with a tick at each end, and words above it.

    What lies outside the frame is cut off there, and ends in an arrow instead of a tick.
    `row` counts spans from the top; a frame needs room for them: 50 units a row.
    """

    def __init__(self, id: str, words: str, low: float, high: float, row: int = 0) -> None:
        self.id = id
        self.words = words
        self.low = low
        self.high = high
        self.row = row

    def elements(self, frame: Frame) -> list[Element]:
        """The words, the line, and its two ends."""
        at = 50 * self.row + 30
        first, last = frame.x_axis.low, frame.x_axis.high
        left, right = frame.x(max(self.low, first)), frame.x(min(self.high, last))
        return [
            label(self.id + "-label", "mark-label " + self.id, frame.left, at - 13, self.words, "start"),
            line(self.id, "span " + self.id, left, at, right, at),
            self._end("low", left, at, self.low < first, -9),
            self._end("high", right, at, self.high > last, 9),
        ]

    def _end(self, which: str, x: float, at: float, cut: bool, ahead: float) -> Element:
        shape = f"M{coordinate(x)} {coordinate(at - 7)}v14"
        if cut:
            shape = f"M{coordinate(x)} {coordinate(at - 7)}l{coordinate(ahead)} 7l{coordinate(-ahead)} 7"
        return Element(f"{self.id}-{which}", "path", (("class", "span " + self.id), ("d", shape)), "")
