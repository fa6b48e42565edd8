"""Budget: a strip whose length never changes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from likely.stage.marks.budget import Budget
from likely.stage.picture import Axis, Frame

FRAME = Frame(Axis(0.0, 1.0, "", ()), Axis(0.0, 1.0, "", ()))
LENGTH = FRAME.width - FRAME.left - FRAME.right


def strip(shares, row=0):
    elements = Budget("p", "what happens", shares, row).elements(FRAME)
    rects = [dict(element.attributes) for element in elements if element.tag == "rect"]
    words = [element.text for element in elements if element.tag == "text"]
    return rects, words


@given(st.floats(0, 1), st.floats(0, 1))
def test_however_it_is_cut_it_is_as_long_as_the_frame(first, of_the_rest):
    second = (1 - first) * of_the_rest
    rects, _ = strip(((first, "", "a"), (second, "", "b"), (1 - first - second, "", "c")))
    assert sum(float(rect["width"]) for rect in rects) == pytest.approx(LENGTH, abs=0.02)
    for left, right in pairwise(rects):
        assert float(left["x"]) + float(left["width"]) == pytest.approx(float(right["x"]), abs=0.02)


def test_words_stand_only_where_they_fit():
    _, words = strip(((0.9, "sun 0.90", "a"), (0.1, "rain 0.10", "b")))
    assert words == ["what happens", "sun 0.90", ""]


def test_rows_do_not_overlap():
    (above,), _ = strip(((1.0, "", "a"),))
    (below,), _ = strip(((1.0, "", "a"),), row=1)
    assert float(above["y"]) + float(above["height"]) < float(below["y"])


def test_the_kind_is_a_class():
    rects, _ = strip(((0.4, "", "event"), (0.6, "", "rest")))
    assert [rect["class"] for rect in rects] == ["share event", "share rest"]
