"""A value on the horizontal axis, marked by a line from bottom to top or by a thumb on the axis."""

from likely.stage.picture import Element, Frame, coordinate, label, line


class Marker:
    """A dash-dotted vertical line at x, labelled at its top."""

    def __init__(self, id: str, name: str, x: float) -> None:
        self.id = id
        self.name = name
        self.x = x

    def elements(self, frame: Frame) -> list[Element]:
        """The line and its label, which stays inside the frame."""
        at = frame.x(self.x)
        bottom = frame.height - frame.bottom
        anchor, shift = ("end", -6) if self.x > (frame.x_axis.low + frame.x_axis.high) / 2 else ("start", 6)
        return [
            line(self.id, "marker " + self.id, at, frame.top, at, bottom),
            label(self.id + "-label", "mark-label " + self.id, at + shift, frame.top + 12, self.name, anchor),
        ]


class Thumb:
    """A triangle on the horizontal axis that shows where the reader's parameter stands."""

    def __init__(self, id: str, x: float) -> None:
        self.id = id
        self.x = x

    def elements(self, frame: Frame) -> list[Element]:
        """The triangle, its tip on the axis."""
        at, bottom = frame.x(self.x), frame.height - frame.bottom
        corners = ((at, bottom), (at - 8, bottom + 13), (at + 8, bottom + 13))
        points = " ".join(coordinate(x) + "," + coordinate(y) for x, y in corners)
        return [Element(self.id, "polygon", (("class", "thumb " + self.id), ("points", points)), "")]
