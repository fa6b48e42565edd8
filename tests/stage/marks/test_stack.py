"""Stack: parts that add up."""

import pytest

from likely.stage.marks.stack import Stack
from likely.stage.picture import Axis, Frame

FRAME = Frame(Axis(0.0, 2.0, "", ()), Axis(0.0, 2.5, "", ()))
NAT = FRAME.y(0.0) - FRAME.y(1.0)


def drawn(*parts):
    stack = Stack("forward", "total", 0.5, parts)
    return {
        element.id: dict(element.attributes) | {"text": element.text} for element in stack.elements(FRAME)
    }


def test_each_part_stands_on_the_one_before():
    column = drawn((1.0, "H", "entropy"), (0.5, "KL", "kl"))
    low, high = column["forward-0"], column["forward-1"]
    assert float(low["y"]) + float(low["height"]) == FRAME.y(0.0)
    assert float(high["y"]) + float(high["height"]) == pytest.approx(float(low["y"]), abs=0.02)
    assert float(low["y"]) == FRAME.y(1.0)
    assert float(high["y"]) == FRAME.y(1.5)
    assert float(high["height"]) == NAT / 2


def test_the_words_stand_beside_their_part_and_the_total_above():
    column = drawn((1.0, "H", "entropy"), (0.5, "KL", "kl"))
    assert column["forward-1-label"]["text"] == "KL"
    assert column["forward-1-label"]["class"] == "mark-label kl"
    assert float(column["forward-1-label"]["x"]) > FRAME.x(0.5) + Stack.width / 2
    assert column["forward-label"]["text"] == "total"
    assert float(column["forward-label"]["y"]) < FRAME.y(1.5)


def test_what_has_no_top_ends_in_an_arrow_at_the_frame():
    column = drawn((1.0, "H", "entropy"), (float("inf"), "KL ∞", "kl"))
    assert float(column["forward-1"]["y"]) == FRAME.top
    assert column["forward-end"]["class"] == "stack-end cut forward"
    assert "nan" not in str(column)
    assert "inf" not in str(column)


def test_no_part_is_an_empty_column():
    column = drawn((0.0, "H", "entropy"), (0.0, "KL", "kl"))
    assert float(column["forward-0"]["height"]) == float(column["forward-1"]["height"]) == 0
