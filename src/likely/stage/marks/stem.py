"""A height as a bar from the horizontal axis: how much of the whole lies below."""

from likely.stage.picture import Element, Frame, line


class Stem:
    """A thick line at x from the bottom of the frame up to y. What it means is labelled elsewhere."""

    def __init__(self, id: str, x: float, y: float) -> None:
        self.id = id
        self.x = x
        self.y = y

    def elements(self, frame: Frame) -> list[Element]:
        """The line."""
        at = frame.x(self.x)
        return [line(self.id, "stem " + self.id, at, frame.height - frame.bottom, at, frame.y(self.y))]
