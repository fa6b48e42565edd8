"""An amount as the length of a strip: costs that can be compared with one look."""

from likely.stage.format import coordinate
from likely.stage.marks.rectangle import rectangle
from likely.stage.picture import Element, Frame, label


class Meter:
    """A strip above the frame whose length is `amount` of `most`; the frame's width stands for `most`.

    The words stand above it. An amount beyond `most`, or without limit, ends in an arrow at the right.
    `row` counts strips from the top; a frame needs room for them: 50 units a row.
    """

    height = 16

    def __init__(self, id: str, words: str, amount: float, most: float, row: int = 0) -> None:
        self.id = id
        self.words = words
        self.amount = amount
        self.most = most
        self.row = row

    def elements(self, frame: Frame) -> list[Element]:
        """The words, the strip, and the arrow or the flat end."""
        top = 50 * self.row + 22
        fits = self.amount <= self.most
        length = (frame.width - frame.left - frame.right) * (max(self.amount, 0.0) / self.most if fits else 1)
        end, middle = frame.left + length, top + self.height / 2
        shape = f"M{coordinate(end)} {coordinate(top)}v{self.height}"
        if not fits:
            shape = f"M{coordinate(end)} {coordinate(middle - 12)}l13 12l-13 12Z"
        kind = "stack-end" if fits else "stack-end cut"
        return [
            label(self.id + "-label", "mark-label " + self.id, frame.left, top - 7, self.words, "start"),
            rectangle(self.id, "meter " + self.id, frame.left, top, length, self.height),
            Element(self.id + "-end", "path", (("class", f"{kind} {self.id}"), ("d", shape)), ""),
        ]
