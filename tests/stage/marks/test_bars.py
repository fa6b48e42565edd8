"""Bars: a height is an amount."""

from likely.stage.marks.bars import Bars
from likely.stage.picture import Axis, Frame

FRAME = Frame(Axis(-0.5, 2.5, "", ()), Axis(0.0, 2.0, "", ()))
BOTTOM = FRAME.height - FRAME.bottom


def drawn(mark):
    return {element.id: dict(element.attributes) | {"text": element.text} for element in mark.elements(FRAME)}


def test_heights_are_in_proportion_and_stand_on_the_axis():
    bars = drawn(Bars("rest", ((0.0, 0.5, "half"), (1.0, 1.0, "one"))))
    half, one = bars["rest-0"], bars["rest-1"]
    assert float(one["height"]) == 2 * float(half["height"]) == FRAME.y(0.0) - FRAME.y(1.0)
    for bar in (half, one):
        assert float(bar["y"]) + float(bar["height"]) == BOTTOM


def test_a_bar_is_centred_and_its_words_stand_above():
    bars = drawn(Bars("event", ((1.0, 0.25, "0.25"),), width=40))
    bar, words = bars["event-0"], bars["event-0-label"]
    assert float(bar["x"]) + 20 == FRAME.x(1.0) == float(words["x"])
    assert float(words["y"]) < float(bar["y"])
    assert words["text"] == "0.25"


def test_the_id_is_a_class():
    assert drawn(Bars("event", ((0.0, 1.0, ""),)))["event-0"]["class"] == "bar event"


def test_what_is_too_high_ends_at_the_frame():
    bar = drawn(Bars("rest", ((0.0, float("inf"), "∞"),)))["rest-0"]
    assert float(bar["y"]) == FRAME.top
