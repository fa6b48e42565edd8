"""Span: an interval above the frame."""

import pytest

from likely.stage.marks.span import Span
from likely.stage.picture import Axis, Frame

FRAME = Frame(Axis(0.0, 1.0, "", ()), Axis(0.0, 1.0, "", ()))


def drawn(low, high, row=0):
    elements = Span("wald", "Wald", low, high, row).elements(FRAME)
    return {element.id: dict(element.attributes) | {"text": element.text} for element in elements}


def test_it_begins_and_ends_where_the_interval_does():
    span = drawn(0.25, 0.75)
    assert float(span["wald"]["x1"]) == FRAME.x(0.25)
    assert float(span["wald"]["x2"]) == FRAME.x(0.75)
    assert span["wald-low"]["d"].endswith("v14")
    assert span["wald-label"]["text"] == "Wald"


@pytest.mark.parametrize(("low", "high", "cut"), [(-0.2, 0.5, "wald-low"), (0.5, 1.2, "wald-high")])
def test_what_leaves_the_frame_is_cut_and_ends_in_an_arrow(low, high, cut):
    span = drawn(low, high)
    assert float(span["wald"]["x1"]) >= FRAME.x(0.0)
    assert float(span["wald"]["x2"]) <= FRAME.x(1.0)
    assert "l" in span[cut]["d"]


def test_rows_stand_below_each_other():
    assert float(drawn(0.1, 0.2, 1)["wald"]["y1"]) == float(drawn(0.1, 0.2)["wald"]["y1"]) + 50
