"""Amounts that add up, one on top of the other: what a total is made of."""

from likely.stage.format import coordinate
from likely.stage.marks.rectangle import rectangle
from likely.stage.picture import Element, Frame, label


class Stack:
    """A column at x. Each part is (height, words, kind); the kind becomes a class, `name` is the total's.

    Words stand to the right of their part, the total's above the column. A column that does not fit is
    cut off at the top of the frame and ends there in an arrow.
    """

    width = 56

    def __init__(self, id: str, name: str, x: float, parts: tuple[tuple[float, str, str], ...]) -> None:
        self.id = id
        self.name = name
        self.x = x
        self.parts = parts

    def elements(self, frame: Frame) -> list[Element]:
        """For each part a rectangle and its words, then the end and the total's words."""
        drawn = []
        at, half, ceiling = frame.x(self.x), self.width / 2, frame.y_axis.high
        level = frame.y_axis.low
        for i, (height, words, kind) in enumerate(self.parts):
            low, high = min(level, ceiling), min(level + height, ceiling)
            level += height
            bottom, top = frame.y(low), frame.y(high)
            part, middle = f"{self.id}-{i}", (bottom + top) / 2 + 5
            drawn.append(rectangle(part, "part " + kind, at - half, top, self.width, bottom - top))
            drawn.append(label(part + "-label", "mark-label " + kind, at + half + 10, middle, words, "start"))
        whole = level <= ceiling
        end = frame.y(level if whole else ceiling)
        shape = f"M{coordinate(at - half)} {coordinate(end)}h{coordinate(self.width)}"
        if not whole:
            shape = f"M{coordinate(at - 12)} {coordinate(end)}l12 -12l12 12Z"
        kind = "stack-end" if whole else "stack-end cut"
        drawn.append(Element(self.id + "-end", "path", (("class", f"{kind} {self.id}"), ("d", shape)), ""))
        above = end - 9 if whole else end - 18
        drawn.append(label(self.id + "-label", "mark-label " + self.id, at, above, self.name, "middle"))
        return drawn
