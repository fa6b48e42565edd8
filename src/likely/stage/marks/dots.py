"""Observations as a row of dots: filled ones happened."""

from likely.stage.picture import Element, Frame, coordinate


class Dots:
    """`total` dots in a row above the frame, as wide as the frame, the first `filled` of them filled."""

    def __init__(self, id: str, filled: int, total: int) -> None:
        self.id = id
        self.filled = filled
        self.total = total

    def elements(self, frame: Frame) -> list[Element]:
        """One circle an observation; colour is not the only difference, since empty ones are hollow."""
        drawn = []
        each = (frame.width - frame.left - frame.right) / self.total
        radius = min(7.0, 0.4 * each)
        for i in range(self.total):
            at = frame.left + each * (i + 0.5)
            place = (("cx", coordinate(at)), ("cy", coordinate(radius + 8)), ("r", coordinate(radius)))
            kind = "dot happened" if i < self.filled else "dot"
            drawn.append(Element(f"{self.id}-{i}", "circle", (("class", kind),) + place, ""))
        return drawn
