"""Frames and pictures."""

from likely.stage.picture import Axis, Frame, Picture, label


class Dot:
    def __init__(self, id: str) -> None:
        self.id = id

    def elements(self, frame: Frame) -> list[object]:
        return [label(self.id, "dot", frame.x(0.5), frame.y(1.0), self.id, "middle")]


def frame() -> Frame:
    return Frame(Axis(0.0, 1.0, "x", ((0.0, "0"), (1.0, "1"))), Axis(0.0, 2.0, "y", ((2.0, "2"),)))


def test_data_units_become_places() -> None:
    f = frame()
    assert f.x(0.0) == f.left
    assert f.x(1.0) == f.width - f.right
    assert f.y(0.0) == f.height - f.bottom
    assert f.y(2.0) == f.top
    assert f.shows_y(2.0)
    assert not f.shows_y(2.001)
    assert not f.shows_y(float("inf"))


def test_a_locked_picture_holds_nothing_of_the_answer() -> None:
    picture = Picture(frame(), (Dot("seen"),), (Dot("answer"),))
    locked = [element.id for element in picture.elements(False)]
    answered = [element.id for element in picture.elements(True)]
    assert answered == [*locked, "answer"]
    assert "seen" in locked
    assert not any("answer" in id for id in locked)


def test_axes_have_ticks_and_labels() -> None:
    elements = {element.id: element for element in frame().elements()}
    assert elements["tick-x-1-text"].text == "1"
    assert elements["tick-y-0-text"].text == "2"
    assert elements["axis-x-label"].text == "x"
    assert len(elements) == len(frame().elements())
