"""Region: the area under a curve."""

import re

import pytest

from likely.stage.marks.region import Region
from likely.stage.picture import Axis, Frame

FRAME = Frame(Axis(-1.0, 1.0, "", ()), Axis(0.0, 2.0, "", ()))


def corners(mark):
    (element,) = mark.elements(FRAME)
    path = dict(element.attributes)["d"]
    assert path.startswith("M")
    assert path.endswith("Z")
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+?) ([\d.]+)", path)]


def area(places):
    """The shoelace formula, in units of the data."""
    pairs = zip(places, [*places[1:], places[0]], strict=True)
    twice = abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs))
    return twice / 2 / (FRAME.x(1.0) - FRAME.x(0.0)) / (FRAME.y(0.0) - FRAME.y(1.0))


def test_it_begins_and_ends_on_the_axis():
    places = corners(Region("event", lambda x: 1.0, -0.5, 0.5))
    bottom = FRAME.height - FRAME.bottom
    assert places[0] == (FRAME.x(-0.5), bottom)
    assert places[-1] == (FRAME.x(0.5), bottom)


@pytest.mark.parametrize(
    ("function", "expected"), [(lambda x: 1.0, 1.0), (lambda x: 1 + x, 1.0), (lambda x: x * x, 1 / 12)]
)
def test_the_drawn_area_is_the_area(function, expected):
    assert area(corners(Region("event", function, -0.5, 0.5))) == pytest.approx(expected, abs=1e-3)


def test_what_is_too_high_is_cut_off():
    assert min(y for _, y in corners(Region("event", lambda x: 9.0, 0.0, 1.0))) == FRAME.top


def test_with_a_key_it_is_computed_once():
    frame = Frame(FRAME.x_axis, FRAME.y_axis)
    asked = []

    def draw(key):
        return Region("event", lambda x: asked.append(x) or 1.0, 0.0, 1.0, 5, key).elements(frame)

    assert draw(0.2) is draw(0.2)
    assert len(asked) == 5
    draw(0.3)
    assert len(asked) == 10


def test_a_base_takes_the_place_of_the_axis():
    assert area(corners(Region("mismatch", lambda x: 1.5, -0.5, 0.5, base=1.0))) == pytest.approx(0.5)
    assert area(corners(Region("mismatch", lambda x: 1.5, -0.5, 0.5, base=0.0))) == pytest.approx(1.5)
