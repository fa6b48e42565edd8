"""Pictures: a frame with two axes, and marks in it.

A mark is written in the units of the data. The frame turns them into places. Marks that would give
the answer away stand apart from the others, so that a locked picture cannot hold them.
"""

from collections import namedtuple

from likely.formulas.elementary import Value
from likely.stage.format import coordinate

# One SVG element. `attributes` is a tuple of (name, value) pairs, values being text.
Element = namedtuple("Element", ("id", "tag", "attributes", "text"))


class Axis:
    """The range of one axis in data units, its label, and its ticks with their texts."""

    def __init__(self, low: float, high: float, label: str, ticks: tuple[tuple[float, str], ...]) -> None:
        self.low = low
        self.high = high
        self.label = label
        self.ticks = ticks


class Frame:
    """The rectangle that is drawn in: 640 by 420 units, with room for labels around it.

    A page sets its sliders to the same margins, so that a handle stands under its place on the axis.
    """

    width = 640
    height = 420
    left = 56
    right = 16
    top = 76
    bottom = 58

    def __init__(self, x: Axis, y: Axis) -> None:
        self.x_axis = x
        self.y_axis = y
        self._drawn: dict[str, Value] = {}

    def x(self, value: float) -> float:
        """Where a data value lies from left to right."""
        inside = self.width - self.left - self.right
        return self.left + inside * (value - self.x_axis.low) / (self.x_axis.high - self.x_axis.low)

    def y(self, value: float) -> float:
        """Where a data value lies from top to bottom."""
        inside = self.height - self.top - self.bottom
        return (
            self.height
            - self.bottom
            - inside * (value - self.y_axis.low) / (self.y_axis.high - self.y_axis.low)
        )

    def shows_y(self, value: float) -> bool:
        """True if the value is inside the frame, neither above nor below."""
        return self.y_axis.low <= value <= self.y_axis.high

    def once(self, id: str, key: Value, draw: Value) -> list[Element]:
        """What `draw()` returned when `key` was last the same: a mark is drawn anew only when it changes.

        Dragging a slider asks for a picture sixty times a second, and most of it stays as it is.
        Without a key nothing is remembered.
        """
        if key is None:
            drawn: list[Element] = draw()
            return drawn
        known = self._drawn.get(id)
        if known is None or known[0] != key:
            known = (key, draw())
            self._drawn[id] = known
        elements: list[Element] = known[1]
        return elements

    def elements(self) -> list[Element]:
        """Axes, ticks and labels."""
        return self.once("", "axes", self._axes)

    def _axes(self) -> list[Element]:
        left, right = self.left, self.width - self.right
        top, bottom = self.top, self.height - self.bottom
        drawn = [
            line("axis-x", "axis", left, bottom, right, bottom),
            line("axis-y", "axis", left, top, left, bottom),
        ]
        for number, (value, text) in enumerate(self.x_axis.ticks):
            at = self.x(value)
            drawn.append(line(f"tick-x-{number}", "tick", at, bottom, at, bottom + 5))
            drawn.append(label(f"tick-x-{number}-text", "tick-text", at, bottom + 27, text, "middle"))
        for number, (value, text) in enumerate(self.y_axis.ticks):
            at = self.y(value)
            drawn.append(line(f"tick-y-{number}", "grid", left, at, right, at))
            drawn.append(label(f"tick-y-{number}-text", "tick-text", left - 8, at + 5, text, "end"))
        drawn.append(
            label(
                "axis-x-label", "axis-label", (left + right) / 2, self.height - 4, self.x_axis.label, "middle"
            )
        )
        drawn.append(label("axis-y-label", "axis-label", 8, top - 20, self.y_axis.label, "start"))
        return drawn


class Picture:
    """A frame, the marks that are always seen, and the marks that are the answer."""

    def __init__(self, frame: Frame, marks: tuple[Value, ...], answer: tuple[Value, ...]) -> None:
        self.frame = frame
        self.marks = marks
        self.answer = answer

    def elements(self, revealed: bool) -> list[Element]:
        """Every SVG element of the picture, back to front. The answer is there only when revealed."""
        drawn = list(self.frame.elements())
        for mark in self.marks + self.answer if revealed else self.marks:
            drawn += mark.elements(self.frame)
        return drawn


def line(id: str, kind: str, x1: float, y1: float, x2: float, y2: float) -> Element:
    """A straight line between two places."""
    ends = (("x1", coordinate(x1)), ("y1", coordinate(y1)), ("x2", coordinate(x2)), ("y2", coordinate(y2)))
    return Element(id, "line", (("class", kind),) + ends, "")


def label(id: str, kind: str, x: float, y: float, text: str, anchor: str) -> Element:
    """Words at a place; the anchor is start, middle or end."""
    where = (("x", coordinate(x)), ("y", coordinate(y)), ("text-anchor", anchor))
    return Element(id, "text", (("class", kind),) + where, text)
