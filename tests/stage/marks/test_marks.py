"""Marks: what every one of them keeps, and what each of the first ones draws."""

import re

import pytest

from likely.stage.marks.arrow import Arrow
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.curve import Curve
from likely.stage.marks.dots import Dots
from likely.stage.marks.gap import Gap
from likely.stage.marks.marker import Marker, Thumb
from likely.stage.picture import Axis, Element, Frame
from likely.stage.svg import write

INFINITY = float("inf")
MARKS = [
    Arrow("m", "words", 0.2, 0.8, 0.5),
    Arrow("m", "words", 0.8, 0.2, 0.5),
    Arrow("m", "words", 0.5, 0.5, 0.5),
    Baseline("m", "words", 0.0),
    Baseline("m", "words", 1.9, right=True),
    Curve("m", "words", lambda x: 4 * x, 0.0, 1.0),
    Curve("m", "words", lambda x: INFINITY if x < 0.5 else x, 0.0, 1.0),
    Curve("m", "words", lambda x: 9.0, 0.0, 1.0),
    Dots("m", 3, 7),
    Dots("m", 0, 60),
    Gap("m", "words", 0.3, 0.5, 1.5),
    Gap("m", "words", 0.9, 0.5, INFINITY, left=True),
    Marker("m", "words", 0.0),
    Marker("m", "words", 1.0),
    Thumb("m", 0.25),
]


def frame() -> Frame:
    return Frame(Axis(0.0, 1.0, "x", ()), Axis(0.0, 2.0, "y", ()))


def drawn(mark: object) -> dict[str, Element]:
    elements: list[Element] = mark.elements(frame())  # type: ignore[attr-defined]
    return {element.id: element for element in elements}


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: type(mark).__name__)
def test_every_mark_is_text_with_ids_of_its_own_inside_the_picture(mark: object) -> None:
    elements = mark.elements(frame())  # type: ignore[attr-defined]
    ids = [element.id for element in elements]
    assert len(ids) == len(set(ids))
    assert all(id == "m" or id.startswith("m-") for id in ids)
    for element in elements:
        assert dict(element.attributes)["class"]
        for name, value in element.attributes:
            assert isinstance(value, str)
            assert "inf" not in value
            assert "nan" not in value
            if name in ("x", "x1", "x2", "cx"):
                assert 0 <= float(value) <= Frame.width
            if name in ("y", "y1", "y2", "cy"):
                assert 0 <= float(value) <= Frame.height
    assert write(elements, "stage", "").startswith("<svg")


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: type(mark).__name__)
def test_a_mark_drawn_twice_is_the_same(mark: object) -> None:
    assert drawn(mark) == drawn(mark)


def test_a_curve_is_cut_where_it_leaves_the_frame() -> None:
    f = frame()
    path = dict(drawn(Curve("m", "", lambda x: 4 * x, 0.0, 1.0, 11))["m"].attributes)["d"]
    pairs = [tuple(numbers(part)) for part in re.findall(r"[ML]([^ML]*)", path)]
    assert pairs[0] == (f.left, f.height - f.bottom)
    x, y = pairs[-1]
    assert y == pytest.approx(f.top)
    assert x == pytest.approx(f.x(0.5), abs=0.01)


def test_a_curve_that_comes_back_is_drawn_in_pieces() -> None:
    path = dict(drawn(Curve("m", "", lambda x: 3 if 0.3 < x < 0.7 else 1.0, 0.0, 1.0, 11))["m"].attributes)[
        "d"
    ]
    assert path.count("M") == 2


def test_a_curve_with_a_key_is_computed_once_for_that_key() -> None:
    calls: list[float] = []
    f = frame()

    def line(x: float) -> float:
        calls.append(x)
        return x

    for key in (1, 1, 2):
        Curve("m", "", line, 0.0, 1.0, 5, key=key).elements(f)
    assert len(calls) == 10


def test_a_gap_above_the_picture_says_so() -> None:
    assert drawn(Gap("m", "KL 1.2", 0.5, 0.4, 1.6))["m-label"].text == "KL 1.2"
    above = drawn(Gap("m", "KL 9.9", 0.5, 0.4, 9.0))
    assert above["m-label"].text == "KL 9.9 (above the picture)"
    assert dict(above["m"].attributes)["y2"] == str(Frame.top)
    assert (
        dict(above["m-end"].attributes)["d"]
        != dict(drawn(Gap("m", "", 0.5, 0.4, 1.6))["m-end"].attributes)["d"]
    )


def test_dots_that_happened_differ_in_class() -> None:
    kinds = [dict(dot.attributes)["class"] for dot in drawn(Dots("m", 3, 7)).values()]
    assert kinds == ["dot happened"] * 3 + ["dot"] * 4


def test_an_arrow_points_where_it_goes() -> None:
    def tip(start: float, end: float) -> str:
        return dict(drawn(Arrow("m", "", start, end, 1.0))["m"].attributes)["d"]

    f = frame()
    assert numbers(tip(0.2, 0.8))[2] == pytest.approx(f.x(0.8), abs=0.01)
    assert tip(0.2, 0.8) != tip(0.8, 0.2)
    assert tip(0.5, 0.5).endswith("v10"), "no direction: a tick"
