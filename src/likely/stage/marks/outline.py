"""A line through given places, open or closed: a contour, a staircase, a diagonal."""

from likely.stage.format import coordinate
from likely.stage.picture import Element, Frame, label


class Outline:
    """A line through (x, y) places in order, closed into a loop if `closed`, labelled at its top.

    Places outside the frame are moved to its edge.
    """

    def __init__(
        self, id: str, name: str, points: tuple[tuple[float, float], ...], closed: bool = False
    ) -> None:
        self.id = id
        self.name = name
        self.points = points
        self.closed = closed

    def elements(self, frame: Frame) -> list[Element]:
        """The line as one path, and its name if it has one."""
        places = [self._inside(frame, x, y) for x, y in self.points]
        shape = "L".join([coordinate(x) + " " + coordinate(y) for x, y in places])
        path = "M" + shape + ("Z" if self.closed else "")
        drawn = [Element(self.id, "path", (("class", "curve outline " + self.id), ("d", path)), "")]
        if self.name:
            x, y = min(places, key=lambda place: place[1])
            drawn.append(label(self.id + "-label", "mark-label " + self.id, x, y - 6, self.name, "middle"))
        return drawn

    def _inside(self, frame: Frame, x: float, y: float) -> tuple[float, float]:
        x = min(max(x, frame.x_axis.low), frame.x_axis.high)
        y = min(max(y, frame.y_axis.low), frame.y_axis.high)
        return frame.x(x), frame.y(y)
