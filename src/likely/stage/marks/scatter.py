"""Pairs of numbers as points."""

from likely.stage.format import coordinate
from likely.stage.picture import Element, Frame


class Scatter:
    """A small circle at each (x, y). Points outside the frame are left out."""

    radius = 3.2

    def __init__(self, id: str, points: tuple[tuple[float, float], ...]) -> None:
        self.id = id
        self.points = points

    def elements(self, frame: Frame) -> list[Element]:
        """All circles as one path, so that thousands of points stay one element."""
        r, shape = coordinate(self.radius), []
        turn = coordinate(2 * self.radius)
        for x, y in self.points:
            if frame.x_axis.low <= x <= frame.x_axis.high and frame.shows_y(y):
                left = coordinate(frame.x(x) - self.radius)
                shape.append(
                    f"M{left} {coordinate(frame.y(y))}a{r} {r} 0 1 0 {turn} 0a{r} {r} 0 1 0 -{turn} 0Z"
                )
        return [Element(self.id, "path", (("class", "scatter " + self.id), ("d", "".join(shape))), "")]
