"""The area under a curve between two places: how much probability lies there."""

from likely.formulas.elementary import Value
from likely.stage.format import coordinate
from likely.stage.picture import Element, Frame


class Region:
    """The area between `function` and the horizontal axis, or the height `base`, from low to high.

    The function is evaluated at `points` equally spaced places. What is higher than the frame is cut off.
    `key` holds what the function depends on besides its argument; while it stays the same, the area is not
    computed again. Without a key it is computed every time.
    """

    def __init__(
        self,
        id: str,
        function: Value,
        low: float,
        high: float,
        points: int = 41,
        key: Value = None,
        base: Value = None,
    ) -> None:
        self.id = id
        self.function = function
        self.low = low
        self.high = high
        self.points = points
        self.key = key
        self.base = base

    def elements(self, frame: Frame) -> list[Element]:
        """One closed path along the base and back along the curve."""
        return frame.once(self.id, self.key, lambda: self._draw(frame))

    def _draw(self, frame: Frame) -> list[Element]:
        step = (self.high - self.low) / (self.points - 1)
        ceiling = frame.y_axis.high
        bottom = frame.height - frame.bottom if self.base is None else frame.y(self.base)
        path = [f"M{coordinate(frame.x(self.low))} {coordinate(bottom)}"]
        for i in range(self.points):
            x = self.low + i * step
            path.append(f"L{coordinate(frame.x(x))} {coordinate(frame.y(min(self.function(x), ceiling)))}")
        path.append(f"L{coordinate(frame.x(self.high))} {coordinate(bottom)}Z")
        return [Element(self.id, "path", (("class", "region " + self.id), ("d", "".join(path))), "")]
