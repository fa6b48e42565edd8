"""Observations at their places: filled circles, hollow ones for the other kind."""

from likely.stage.picture import Element, Frame, coordinate


class Points:
    """A circle at each (x, y, filled). What lies outside the frame is left at its edge."""

    def __init__(self, id: str, points: tuple[tuple[float, float, bool], ...]) -> None:
        self.id = id
        self.points = points

    def elements(self, frame: Frame) -> list[Element]:
        """One circle a point."""
        return frame.once(self.id, self.points, lambda: self._draw(frame))

    def _draw(self, frame: Frame) -> list[Element]:
        drawn = []
        for i, (x, y, filled) in enumerate(self.points):
            x = min(max(x, frame.x_axis.low), frame.x_axis.high)
            y = min(max(y, frame.y_axis.low), frame.y_axis.high)
            place = (("cx", coordinate(frame.x(x))), ("cy", coordinate(frame.y(y))), ("r", "6"))
            kind = "dot happened" if filled else "dot"
            drawn.append(Element(f"{self.id}-{i}", "circle", (("class", kind),) + place, ""))
        return drawn
