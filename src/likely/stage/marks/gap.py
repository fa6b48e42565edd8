"""The distance between two heights at one place: a mismatch that can be seen."""

from likely.stage.picture import Element, Frame, coordinate, label, line


class Gap:
    """A thick vertical bar from `low` up to `high` at x, with a dot at its top and a label beside it.

    The label stands at the height of the dot, on the side where there is room: right, or left if `left`.
    When the top is above the frame the bar ends at the frame's edge in an arrow, and the label says so.
    """

    def __init__(self, id: str, name: str, x: float, low: float, high: float, left: bool = False) -> None:
        self.id = id
        self.name = name
        self.x = x
        self.low = low
        self.high = high
        self.left = left

    def elements(self, frame: Frame) -> list[Element]:
        """Bar, end and label."""
        seen = frame.shows_y(self.high)
        at, top, bottom = (
            frame.x(self.x),
            frame.y(self.high if seen else frame.y_axis.high),
            frame.y(self.low),
        )
        if seen:
            shape = f"M{coordinate(at - 5)} {coordinate(top)}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z"
        else:
            shape = f"M{coordinate(at)} {coordinate(top - 6)}l7 12h-14Z"
        anchor, shift = ("end", -12) if self.left else ("start", 12)
        words = self.name if seen else self.name + " (above the picture)"
        return [
            line(self.id, "gap " + self.id, at, bottom, at, top),
            Element(self.id + "-end", "path", (("class", "gap-end " + self.id), ("d", shape)), ""),
            label(
                self.id + "-label",
                "mark-label " + self.id,
                at + shift,
                top - 7 if seen else top + 18,
                words,
                anchor,
            ),
        ]
