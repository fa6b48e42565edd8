"""A rectangle, the shape that bars, strips and columns are made of."""

from likely.stage.format import coordinate
from likely.stage.picture import Element


def rectangle(id: str, kind: str, x: float, y: float, width: float, height: float) -> Element:
    """A rectangle with its upper left corner at (x, y), in units of the picture."""
    place = (
        ("x", coordinate(x)),
        ("y", coordinate(y)),
        ("width", coordinate(width)),
        ("height", coordinate(height)),
    )
    return Element(id, "rect", (("class", kind),) + place, "")
