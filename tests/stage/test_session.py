"""A stage behind its one door: JSON text in, JSON text out."""

import json
from typing import Any

import pytest

from likely.stage.controls import Slider
from likely.stage.marks.curve import Curve
from likely.stage.marks.marker import Thumb
from likely.stage.picture import Axis, Frame, Picture
from likely.stage.question import Option, Question
from likely.stage.readouts import Invariant, Readout
from likely.stage.session import Session
from likely.stage.stage import Stage

FRAME = Frame(Axis(0.0, 1.0, "x", ()), Axis(0.0, 1.0, "y", ()))
OPTIONS = (Option("low", "Low", "Tempting low."), Option("high", "High", "Tempting high."))


def values(state: dict[str, float]) -> dict[str, float]:
    return {"square": state["x"] ** 2}


def picture(state: dict[str, float], v: dict[str, float], prediction: Any) -> Picture:
    extra = (Thumb("predicted", prediction["state"]["x"]),) if prediction else ()
    return Picture(
        FRAME, (Thumb("x", state["x"]),), (Curve("square", "x²", lambda x: x * x, 0.0, 1.0, 5), *extra)
    )


def question(name: str) -> Question:
    return Question(
        name,
        name,
        lambda state, _: f"{name} at {state['x']:.1f}?",
        OPTIONS,
        lambda state, _: "high" if state["x"] > 0.5 else "low",
        lambda _, v: f"it is {v['square']:.2f}",
        lambda *_: "because",
    )


def session() -> Session:
    return Session(
        Stage(
            title="Square",
            formula="likely.formulas.elementary",
            controls=(Slider("x", "x", 0.0, 1.0, 0.1, 0.3, lambda x: f"x = {x:.1f}"),),
            values=values,
            picture=picture,
            question=question("direction"),
            noticed=question("noticed"),
            retry={"x": 0.9},
            readouts=(Readout("square", "Square", "", "", 2),),
            invariants=(Invariant("same", "a = a", lambda v: v["square"], lambda v: v["square"] + 1e-9),),
            summary=lambda state, v, revealed: f"square {v['square']:.2f}" if revealed else "locked",
            table=lambda state: {"header": ["x"], "rows": [[f"{state['x']:.1f}"]]},
            remark=lambda state, _: "edge" if state["x"] == 0 else "",
        )
    )


def ask(to: Session, **request: Any) -> dict[str, Any]:
    reply: dict[str, Any] = json.loads(to.handle(json.dumps(request)))
    return reply


def test_unrevealed_it_tells_no_value() -> None:
    reply = ask(session(), act="show", state={"x": 0.64}, revealed=False, prediction=None)
    assert set(reply) == {"changes", "controls", "summary"}
    assert reply["controls"] == {"x": "x = 0.6"}
    assert reply["summary"] == "locked"
    assert {step[1] for step in reply["changes"]} == {"x"}


def test_revealed_it_tells_all_and_then_only_what_changes() -> None:
    one = session()
    reply = ask(one, act="show", state={"x": 0.3}, revealed=True)
    assert {step[1] for step in reply["changes"] if step[0] == "add"} == {"square", "square-label"}
    assert reply["readouts"] == {"square": "0.09"}
    assert reply["invariants"] == {"same": "holds to 1e-09"}
    assert reply["table"] == {"header": ["x"], "rows": [["0.3"]]}
    again = ask(one, act="show", state={"x": 0.4}, revealed=True)
    assert [step[:3] for step in again["changes"]] == [["set", "x", "points"]]
    assert ask(one, act="show", state={"x": 0.0}, revealed=True)["remark"] == "edge"


def test_a_prediction_is_drawn_and_taken_away() -> None:
    one = session()
    with_it = ask(
        one, act="show", state={"x": 0.3}, revealed=True, prediction={"choice": "low", "state": {"x": 0.3}}
    )
    assert "predicted" in {step[1] for step in with_it["changes"]}
    assert ask(one, act="show", state={"x": 0.3}, revealed=True)["changes"] == [["remove", "predicted"]]


@pytest.mark.parametrize("name", ["direction", "noticed"])
def test_commit_tells_the_truth_and_its_price(name: str) -> None:
    request = {"act": "commit", "question": name, "state": {"x": 0.7}, "confidence": 0.9}
    right = ask(session(), choice="high", **request)
    assert (right["truth"], right["label"], right["right"], right["tempting"]) == ("high", "High", True, "")
    assert right["cost_text"] == "0.11 nats"
    wrong = ask(session(), choice="low", **request)
    assert (wrong["right"], wrong["tempting"], wrong["cost_text"]) == (False, "Tempting low.", "2.30 nats")
    assert wrong["happened"] == "it is 0.49"
    unsure = ask(session(), choice="cannot-tell", **request)
    assert (unsure["right"], unsure["tempting"], unsure["cost_text"]) == (False, "", unsure["guess_text"])


def test_the_prompt_follows_the_state() -> None:
    assert ask(session(), act="ask", question="direction", state={"x": 0.9}) == {
        "prompt": "direction at 0.9?"
    }
