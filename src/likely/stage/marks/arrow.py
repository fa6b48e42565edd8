"""A horizontal arrow: a direction and how far."""

from likely.stage.picture import Element, Frame, coordinate, label


class Arrow:
    """An arrow from x `start` to x `end`, drawn at a height given in data units, with a label."""

    def __init__(self, id: str, name: str, start: float, end: float, y: float) -> None:
        self.id = id
        self.name = name
        self.start = start
        self.end = end
        self.y = y

    def elements(self, frame: Frame) -> list[Element]:
        """Shaft and head as one path; an arrow too short for a head is a tick."""
        a, b, at = frame.x(self.start), frame.x(self.end), frame.y(self.y)
        head = 8 if b > a else -8
        shape = f"M{coordinate(a)} {coordinate(at)}H{coordinate(b)}"
        if abs(b - a) >= 10:
            shape += (
                f"M{coordinate(b - head)} {coordinate(at - 5)}L{coordinate(b)} "
                f"{coordinate(at)}L{coordinate(b - head)} {coordinate(at + 5)}"
            )
        else:
            shape += f"M{coordinate(a)} {coordinate(at - 5)}v10"
        return [
            Element(self.id, "path", (("class", "arrow " + self.id), ("d", shape)), ""),
            label(self.id + "-label", "mark-label " + self.id, (a + b) / 2, at - 9, self.name, "middle"),
        ]
