"""Meter: an amount as a length."""

import pytest

from likely.stage.marks.meter import Meter
from likely.stage.picture import Axis, Frame

FRAME = Frame(Axis(0.0, 1.0, "", ()), Axis(0.0, 1.0, "", ()))
WIDTH = FRAME.width - FRAME.left - FRAME.right


def drawn(amount, row=0):
    elements = Meter("forward", "KL 1.0", amount, 4.0, row).elements(FRAME)
    return {element.id: dict(element.attributes) | {"text": element.text} for element in elements}


@pytest.mark.parametrize("amount", [0.0, 1.0, 4.0])
def test_its_length_is_the_amount(amount):
    strip = drawn(amount)["forward"]
    assert float(strip["x"]) == FRAME.left
    assert float(strip["width"]) == pytest.approx(WIDTH * amount / 4, abs=0.01)
    assert "cut" not in drawn(amount)["forward-end"]["class"]


@pytest.mark.parametrize("amount", [4.1, float("inf")])
def test_what_does_not_fit_ends_in_an_arrow(amount):
    strip = drawn(amount)
    assert float(strip["forward"]["width"]) == WIDTH
    assert "cut" in strip["forward-end"]["class"]


def test_rows_stand_below_each_other_and_keep_their_words():
    assert float(drawn(1.0, 1)["forward"]["y"]) == float(drawn(1.0)["forward"]["y"]) + 50
    assert drawn(1.0)["forward-label"]["text"] == "KL 1.0"
