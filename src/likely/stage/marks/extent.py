"""A stretch of an axis: an interval for a parameter, drawn where the parameter is read off."""

from likely.stage.format import coordinate
from likely.stage.picture import Element, Frame


class Extent:
    """A thick line along the horizontal axis from `low` to `high`, or along the vertical one if `upright`.

    An end that lies outside the frame ends at its edge, without the cross stroke of an end that is seen.
    """

    def __init__(self, id: str, low: float, high: float, upright: bool = False) -> None:
        self.id = id
        self.low = low
        self.high = high
        self.upright = upright

    def elements(self, frame: Frame) -> list[Element]:
        """One path: the line, and a stroke across each end."""
        axis = frame.y_axis if self.upright else frame.x_axis
        ends = [min(max(value, axis.low), axis.high) for value in (self.low, self.high)]
        seen = [axis.low <= value <= axis.high for value in (self.low, self.high)]
        if self.upright:
            at = coordinate(frame.left + 6)
            a, b = [coordinate(frame.y(value)) for value in ends]
            shape = f"M{at} {a}L{at} {b}"
            crosses = [f"M{coordinate(frame.left)} {place}h12" for place in (a, b)]
        else:
            at = coordinate(frame.height - frame.bottom - 6)
            a, b = [coordinate(frame.x(value)) for value in ends]
            shape = f"M{a} {at}L{b} {at}"
            crosses = [f"M{place} {coordinate(frame.height - frame.bottom - 12)}v12" for place in (a, b)]
        shape += "".join([cross for cross, shown in zip(crosses, seen) if shown])
        return [Element(self.id, "path", (("class", "span " + self.id), ("d", shape)), "")]
