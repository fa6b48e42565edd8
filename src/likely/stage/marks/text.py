"""Words at a place in the picture."""

from likely.stage.picture import Element, Frame, label


class Text:
    """`words` at (x, y) in data units, moved by `right` and `up` units of the picture.

    The anchor says which part of the words stands there: start, middle or end.
    """

    def __init__(
        self, id: str, words: str, x: float, y: float, anchor: str = "start", right: float = 0, up: float = 0
    ) -> None:
        self.id = id
        self.words = words
        self.x = x
        self.y = y
        self.anchor = anchor
        self.right = right
        self.up = up

    def elements(self, frame: Frame) -> list[Element]:
        """The words as one label."""
        x, y = frame.x(self.x) + self.right, frame.y(self.y) - self.up
        return [label(self.id + "-label", "mark-label " + self.id, x, y, self.words, self.anchor)]
