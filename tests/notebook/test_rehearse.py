"""A stage with a text field is asked everything for texts its author did not think of."""

import pytest

from likely.notebook.runtime.rehearse import rehearse
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Readout
from likely.stage.stage import Stage
from likely.stage.text_field import ODD, TextField

FRAME = Frame(Axis(0, 1, "x", ()), Axis(0, 1, "y", ()))


def stage_with(values: object) -> Stage:
    def said(state: object, values: object) -> str:
        return "so it was"

    def asked(name: str) -> Question:
        options = (Option("a", "A", ""), Option("b", "B", ""))
        return Question(name, name, lambda s, v: s["words"], options, lambda s, v: "a", said, said)

    return Stage(
        "t", "f", (TextField("words", "Words", "a b"),), values,
        lambda s, v, p: Picture(FRAME, (Text("t", s["words"], 0, 0),), ()),
        asked("one"), asked("two"), {}, (Readout("n", "n", "", ""),), (),
        lambda s, v, r: s["words"] + str(r), lambda s: {"header": [], "rows": []}, lambda s, v: "",
    )  # fmt: skip


def test_every_odd_text_is_asked() -> None:
    seen = set()

    def values(state: dict[str, str]) -> dict[str, float]:
        seen.add(state["words"])
        return {"n": float(len(state["words"]))}

    stage = stage_with(values)
    assert rehearse(stage) == len(ODD)
    assert seen >= set(stage.controls[0].odd())


def test_an_author_who_forgot_the_empty_text_hears_of_it() -> None:
    with pytest.raises(IndexError):
        rehearse(stage_with(lambda state: {"n": float(len(state["words"].split()[0]))}))
