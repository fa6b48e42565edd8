"""Text: words at a place."""

from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame

FRAME = Frame(Axis(0.0, 1.0, "", ()), Axis(0.0, 1.0, "", ()))


def test_it_stands_at_its_place_moved_right_and_up():
    (element,) = Text("peak", "highest", 0.5, 0.5, "end", right=10, up=4).elements(FRAME)
    where = dict(element.attributes)
    assert (float(where["x"]), float(where["y"])) == (FRAME.x(0.5) + 10, FRAME.y(0.5) - 4)
    assert (where["text-anchor"], element.text, element.id) == ("end", "highest", "peak-label")
