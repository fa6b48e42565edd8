"""A whole cut into shares: a strip whose length never changes, however it is divided."""

from likely.stage.marks.rectangle import rectangle
from likely.stage.picture import Element, Frame, label

LETTER = 10  # what a letter takes in length where text is largest, on a small screen


class Budget:
    """A strip above the frame, as wide as the frame, for probabilities that sum to 1.

    Each share is (probability, words, kind); the kind becomes a class. Words stand in their share where
    they fit. `row` counts strips from the top; a frame needs room for them: 50 units a row.
    """

    height = 24

    def __init__(self, id: str, name: str, shares: tuple[tuple[float, str, str], ...], row: int = 0) -> None:
        self.id = id
        self.name = name
        self.shares = shares
        self.row = row

    def elements(self, frame: Frame) -> list[Element]:
        """The strip's name, and for each share a rectangle and its words."""
        top = 50 * self.row + 22
        length = frame.width - frame.left - frame.right
        drawn = [label(self.id + "-label", "mark-label " + self.id, frame.left, top - 7, self.name, "start")]
        start = 0.0
        for i, (share, words, kind) in enumerate(self.shares):
            part, wide = f"{self.id}-{i}", length * share
            left = frame.left + length * start
            drawn.append(rectangle(part, "share " + kind, left, top, wide, self.height))
            said = words if wide >= LETTER * len(words) else ""
            drawn.append(
                label(part + "-label", "share-label " + kind, left + wide / 2, top + 17, said, "middle")
            )
            start += share
        return drawn
