"""Points: observations at their places."""

from likely.stage.marks.points import Points
from likely.stage.picture import Axis, Frame

FRAME = Frame(Axis(0.0, 2.0, "", ()), Axis(0.0, 1.0, "", ()))


def drawn(*points):
    return [dict(element.attributes) for element in Points("data", points).elements(FRAME)]


def test_each_stands_where_its_numbers_say():
    (point,) = drawn((0.5, 0.25, True))
    assert (float(point["cx"]), float(point["cy"])) == (FRAME.x(0.5), FRAME.y(0.25))


def test_filled_and_hollow_differ():
    filled, hollow = drawn((0.5, 0.5, True), (0.5, 0.5, False))
    assert filled["class"] == "dot happened"
    assert hollow["class"] == "dot"


def test_what_is_outside_stays_at_the_edge():
    (point,) = drawn((9.0, -3.0, True))
    assert (float(point["cx"]), float(point["cy"])) == (FRAME.x(2.0), FRAME.y(0.0))
