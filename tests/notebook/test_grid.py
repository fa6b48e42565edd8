"""The grid gives the replies that a live session gives."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from likely.notebook.code import run
from likely.notebook.grid.grid import grid
from likely.notebook.grid.watched import once
from likely.notebook.problems import Problems
from likely.stage.question import CANNOT_TELL, CONFIDENCES
from likely.stage.session import Session
from likely.stage.stage import Stage
from likely.stage.states import states

HERE = Path(__file__).parent
STAGES = {
    "tiny": HERE / "tiny/measure/coin/stage.py",
    "maximum-likelihood": HERE.parents[1] / "concepts/probability/maximum-likelihood/stage.py",
}


def load(path: Path) -> Stage:
    loaded = run(path, path.read_text(encoding="utf-8"), Problems())
    assert loaded
    module: ModuleType = loaded[0]
    stage: Stage = module.stage
    return stage


class Lookup:
    """What web/core/grid.js does with the table."""

    def __init__(self, table: dict[str, Any], state: dict[str, float]) -> None:
        self.table = table
        self.at = [round((state[axis["id"]] - axis["low"]) / axis["step"]) for axis in table["axes"]]

    def text(self, parts: list[str | int]) -> str:
        return "".join(part if isinstance(part, str) else self.series(part) for part in parts)

    def series(self, number: int) -> str:
        series = self.table["series"][number]
        place = 0
        for axis in series["by"]:
            place = place * self.table["axes"][axis]["count"] + self.at[axis]
        if "index" in series:
            index = self.table["indexes"][series["index"]]
            place = ord(index[place]) - 35 if isinstance(index, str) else index[place]
        texts = series["texts"].split("|") if isinstance(series["texts"], str) else series["texts"]
        text: str = texts[place]
        return text

    def elements(self) -> dict[str, tuple[str, dict[str, str], str]]:
        """Every visible element: tag, attributes, text."""
        drawn = {}
        for id, tag, flat, text in self.table["elements"]:
            drawn[id] = (tag, dict(zip(flat[::2], flat[1::2], strict=True)), text)
        for kind, id, name, parts in self.table["cells"]:
            if kind == "set":
                drawn[id][1][name] = self.text(parts)
            elif kind == "text":
                drawn[id] = (drawn[id][0], drawn[id][1], self.text(parts))
        return {id: made for id, made in drawn.items() if made[1].pop("visibility", "visible") == "visible"}

    def told(self, kind: str) -> dict[str, str]:
        return {cell[1]: self.text(cell[3]) for cell in self.table["cells"] if cell[0] == kind}


@pytest.fixture(scope="module", params=list(STAGES))
def made(request: pytest.FixtureRequest) -> tuple[Stage, dict[str, Any]]:
    stage = load(STAGES[request.param])
    table = grid(stage, [(state, stage.values(state)) for state in states(stage)])
    return stage, json.loads(json.dumps(table))


def sample(stage: Stage) -> list[dict[str, float]]:
    """States spread over all, the ends of every control among them."""
    reach = states(stage)
    return [*reach[:: max(1, len(reach) // 60)], reach[-1]]


def test_pictures(made: tuple[Stage, dict[str, Any]]) -> None:
    stage, table = made
    for state in sample(stage):
        live = {e.id: (e.tag, dict(e.attributes), e.text) for e in stage.elements(state, True)}
        assert Lookup(table, state).elements() == live


def test_elements_are_in_the_order_in_which_they_are_drawn(made: tuple[Stage, dict[str, Any]]) -> None:
    stage, table = made
    drawn = [element.id for element in stage.elements(stage.start(), True)]
    assert [id for id, *_ in table["elements"] if id in drawn] == drawn


def test_texts(made: tuple[Stage, dict[str, Any]]) -> None:
    stage, table = made
    session = Session(stage)
    for state in sample(stage):
        look = Lookup(table, state)
        reply = json.loads(session.handle(json.dumps({"act": "show", "state": state, "revealed": True})))
        for kind in ("control", "readout", "invariant"):
            assert look.told(kind) == reply[f"{kind}s"]
        assert look.told("summary") == {"": reply["summary"]}
        assert look.told("remark") == {"": reply["remark"]}
        locked = json.loads(session.handle(json.dumps({"act": "show", "state": state, "revealed": False})))
        assert look.told("summary-locked") == {"": locked["summary"]}
        rows: dict[str, dict[str, str]] = {}
        for kind, row, column, parts in table["cells"]:
            if kind == "row":
                rows.setdefault(row, {})[column] = look.text(parts)
        assert [list(row.values()) for row in rows.values()] == reply["table"]["rows"]
        assert all(list(row) == reply["table"]["header"] for row in rows.values())


def test_answers(made: tuple[Stage, dict[str, Any]]) -> None:
    stage, table = made
    session = Session(stage)
    for question in (stage.question, stage.noticed):
        answers = table["answers"][question.id]
        for state in sample(stage):
            look = Lookup(table, state)
            request = {"question": question.id, "state": state}
            assert (
                look.text(answers["prompt"])
                == json.loads(session.handle(json.dumps({**request, "act": "ask"})))["prompt"]
            )
            for choice in [*(option.id for option in question.options), CANNOT_TELL]:
                for confidence in CONFIDENCES:
                    asked = {**request, "act": "commit", "choice": choice, "confidence": confidence}
                    reply = json.loads(session.handle(json.dumps(asked)))
                    truth = look.text(answers["truth"])
                    right = choice == truth
                    kind = "right" if right else "wrong"
                    alone = choice == CANNOT_TELL
                    cost = answers["cost"][CANNOT_TELL] if alone else answers["cost"][kind][f"{confidence:g}"]
                    assert (truth, right, cost) == (reply["truth"], reply["right"], reply["cost_text"])
                    assert answers["guess"] == reply["guess_text"]
                    assert answers["labels"][truth] == reply["label"]
                    assert (look.text(answers["happened"]), look.text(answers["why"])) == (
                        reply["happened"],
                        reply["why"],
                    )
                    if not right and not alone:
                        assert answers["tempting"][choice] == reply["tempting"]


def test_the_table_stays_small(made: tuple[Stage, dict[str, Any]]) -> None:
    """Fetched only when Python cannot start; a fifth of what every text in every state would take."""
    _, table = made
    assert len(json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()) < 200_000


def test_a_function_runs_once_for_all_states_that_agree_on_what_it_reads() -> None:
    calls = []

    def function(state: dict[str, float]) -> float:
        calls.append(1)
        return state["a"] if state["a"] < 2 else state["a"] + state["b"]

    remembered = once(function)
    assert [remembered({"a": a, "b": b}) for a in (1, 2) for b in (1, 2, 3)] == [1, 1, 1, 3, 4, 5]
    assert len(calls) == 1 + 3
