"""Scatter, Outline and Extent: what they draw, and that nothing leaves the frame."""

import re

from likely.stage.marks.extent import Extent
from likely.stage.marks.outline import Outline
from likely.stage.marks.scatter import Scatter
from likely.stage.picture import Axis, Frame


def frame() -> Frame:
    return Frame(Axis(0.0, 1.0, "x", ()), Axis(0.0, 2.0, "y", ()))


def test_points_are_circles_at_their_places_and_outside_ones_are_left_out():
    (path,) = Scatter("data", ((0.5, 1.0), (2.0, 1.0), (0.5, -1.0))).elements(frame())
    d = dict(path.attributes)["d"]
    assert d.count("M") == 1
    assert d.startswith(f"M{frame().x(0.5) - 3.2:.10g} {frame().y(1.0):.10g}")


def test_an_outline_stays_inside_and_closes():
    path, words = Outline("loop", "−1.9", ((0.2, 0.5), (5.0, 9.0), (0.1, 1.0)), closed=True).elements(frame())
    d = dict(path.attributes)["d"]
    assert d.endswith("Z")
    numbers = [float(x) for x in re.findall(r"[\d.]+", d)]
    assert max(numbers[::2]) <= frame().x(1.0)
    assert min(numbers[1::2]) >= frame().y(2.0)
    assert words.text == "−1.9"
    assert len(Outline("line", "", ((0.0, 0.0), (1.0, 1.0))).elements(frame())) == 1


def test_a_span_crosses_only_the_ends_that_are_seen():
    whole, cut = (
        dict(Extent("i", 0.2, high).elements(frame())[0].attributes)["d"].count("v12") for high in (0.8, 1.7)
    )
    assert (whole, cut) == (2, 1)
    upright = dict(Extent("i", 0.2, 0.8, upright=True).elements(frame())[0].attributes)["d"]
    assert upright.count("h12") == 2
