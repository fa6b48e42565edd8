"""A level across the whole picture, labelled at one end."""

from likely.stage.picture import Element, Frame, label, line


class Baseline:
    """A dashed horizontal line at height y, labelled on the left, or on the right if `right`."""

    def __init__(self, id: str, name: str, y: float, right: bool = False) -> None:
        self.id = id
        self.name = name
        self.y = y
        self.right = right

    def elements(self, frame: Frame) -> list[Element]:
        """The line and its label: below it, or above where the axis is too near."""
        at = frame.y(self.y)
        left, right = frame.left, frame.width - frame.right
        below = at + 20 if at + 28 < frame.height - frame.bottom else at - 10
        place, anchor = (right - 8, "end") if self.right else (left + 8, "start")
        return [
            line(self.id, "baseline " + self.id, left, at, right, at),
            label(self.id + "-label", "mark-label " + self.id, place, below, self.name, anchor),
        ]
