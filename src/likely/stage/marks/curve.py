"""A function drawn as a line, labelled at its own end."""

from likely.formulas.elementary import Value
from likely.stage.format import coordinate
from likely.stage.picture import Element, Frame, label


class Curve:
    """`function` evaluated at `points` equally spaced places from low to high.

    What leaves the frame is cut off where it leaves: a picture never draws outside its axes.
    `key` holds what the function depends on besides its argument; while it stays the same, the curve is
    not computed again. Without a key it is computed every time.
    """

    def __init__(
        self,
        id: str,
        name: str,
        function: Value,
        low: float,
        high: float,
        points: int = 99,
        key: Value = None,
    ) -> None:
        self.id = id
        self.name = name
        self.function = function
        self.low = low
        self.high = high
        self.points = points
        self.key = key

    def elements(self, frame: Frame) -> list[Element]:
        """The line as one path, and its label at the last place that is seen."""
        return frame.once(self.id, self.key, lambda: self._draw(frame))

    def _draw(self, frame: Frame) -> list[Element]:
        step = (self.high - self.low) / (self.points - 1)
        top = frame.y_axis.high
        path, seen, before = [], None, None
        for i in range(self.points):
            x = self.low + i * step
            y = self.function(x)
            if y <= top:
                if before is not None and before[1] > top:
                    path.append(self._place(frame, "M", _crossing(before, (x, y), top), top))
                path.append(self._place(frame, "L" if path else "M", x, y))
                seen = (x, y)
            elif before is not None and before[1] <= top:
                path.append(self._place(frame, "L", _crossing(before, (x, y), top), top))
            before = (x, y)
        drawn = [Element(self.id, "path", (("class", "curve " + self.id), ("d", "".join(path))), "")]
        if seen is not None:
            at = min(frame.x(seen[0]), frame.width - frame.right)
            drawn.append(
                label(
                    self.id + "-label",
                    "mark-label " + self.id,
                    at - 6,
                    frame.y(seen[1]) - 10,
                    self.name,
                    "end",
                )
            )
        return drawn

    def _place(self, frame: Frame, letter: str, x: float, y: float) -> str:
        return letter + coordinate(frame.x(x)) + " " + coordinate(frame.y(y))


def _crossing(start: tuple[float, float], end: tuple[float, float], level: float) -> float:
    """Where the straight line between two points meets a level; a point at infinity is beyond any."""
    if start[1] - start[1] != 0:
        return end[0]
    if end[1] - end[1] != 0:
        return start[0]
    return start[0] + (level - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
