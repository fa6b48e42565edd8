"""Observations as a row of dots: filled ones happened."""

from likely.stage.picture import Element, Frame, coordinate


class Dots:
    """`total` dots in a row above the frame, the first `filled` of them filled."""

    def __init__(self, id: str, filled: int, total: int) -> None:
        self.id = id
        self.filled = filled
        self.total = total

    def elements(self, frame: Frame) -> list[Element]:
        """One circle an observation; colour is not the only difference, since empty ones are hollow."""
        drawn = []
        for i in range(self.total):
            place = (("cx", coordinate(frame.left + 14 + 14 * i)), ("cy", coordinate(frame.top - 18)), ("r", "4.5"))
            kind = "dot happened" if i < self.filled else "dot"
            drawn.append(Element(f"{self.id}-{i}", "circle", (("class", kind),) + place, ""))
        return drawn
