"""A level across the whole picture, labelled on the left."""

from likely.stage.picture import Element, Frame, label, line


class Baseline:
    """A dashed horizontal line at height y."""

    def __init__(self, id: str, name: str, y: float) -> None:
        self.id = id
        self.name = name
        self.y = y

    def elements(self, frame: Frame) -> list[Element]:
        """The line and its label."""
        at = frame.y(self.y)
        left, right = frame.left, frame.width - frame.right
        return [
            line(self.id, "baseline " + self.id, left, at, right, at),
            label(self.id + "-label", "mark-label " + self.id, left + 8, at + 16, self.name, "start"),
        ]
