"""A stage as a template shows it: pictures written, texts computed, nothing left to run."""

import json
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from likely.stage.controls import Choice, Slider
from likely.stage.format import fixed
from likely.stage.question import CANNOT_TELL, CONFIDENCES, Question
from likely.stage.session import Session
from likely.stage.stage import Stage
from likely.stage.svg import write
from likely.stage.text_field import TextField


@dataclass(frozen=True)
class OptionView:
    """One answer a reader can choose."""

    id: str
    label: str


@dataclass(frozen=True)
class QuestionView:
    """A question at the start state."""

    id: str
    legend: str
    prompt: str
    options: tuple[OptionView, ...]
    cannot_tell: OptionView


@dataclass(frozen=True)
class ControlView:
    """What a reader may move; `text` is what the start value means in words.

    `options` are the names of a choice, in order; `most` is how many characters a text field takes, in
    `lines` lines. A slider has neither.
    """

    id: str
    label: str
    start: float | str
    text: str
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    options: tuple[str, ...] = ()
    lines: int = 0
    most: int = 0


@dataclass(frozen=True)
class ConfidenceView:
    """A probability a reader can put on the chosen option."""

    value: float
    label: str


@dataclass(frozen=True)
class ReadoutView:
    """A labelled number; `text` is its value at the start state."""

    id: str
    label: str
    unit: str
    note: str
    text: str


@dataclass(frozen=True)
class InvariantView:
    """An identity and how well it holds at the start state."""

    id: str
    statement: str
    text: str


@dataclass(frozen=True)
class TableView:
    """The data table behind the picture."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class AnswerView:
    """The truth at the start state, for print and for pages without script."""

    label: str
    happened: str
    why: str


@dataclass(frozen=True)
class StageView:
    """Everything a template needs of a stage."""

    id: str
    title: str
    module: str
    locked_svg: Markup
    answered_svg: Markup
    summary_locked: str
    summary_answered: str
    controls: tuple[ControlView, ...]
    question: QuestionView
    noticed: QuestionView
    confidences: tuple[ConfidenceView, ...]
    guess_text: str
    readouts: tuple[ReadoutView, ...]
    invariants: tuple[InvariantView, ...]
    table: TableView
    answer: AnswerView
    remark: str
    start: dict[str, float | str]
    retry: dict[str, float | str]


def stage_view(stage: Stage, name: str = "stage") -> StageView:
    """Draw a stage at its start state, locked and answered."""
    start = stage.start()
    values = stage.values(start)
    answered = _ask(stage, {"act": "show", "state": start, "revealed": True})
    told = _ask(
        stage,
        {
            "act": "commit",
            "question": stage.question.id,
            "state": start,
            "choice": CANNOT_TELL,
            "confidence": 0.5,
        },
    )
    locked = stage.summary(start, values, False)
    return StageView(
        id=name,
        title=stage.title,
        module=stage.formula,
        locked_svg=Markup(write(stage.elements(start, False), name, locked)),
        answered_svg=Markup(write(stage.elements(start, True), "answered", answered["summary"])),
        summary_locked=locked,
        summary_answered=answered["summary"],
        controls=tuple(_control(c) for c in stage.controls),
        question=_question(stage, stage.question),
        noticed=_question(stage, stage.noticed),
        confidences=tuple(ConfidenceView(value, f"{100 * value:.0f} %") for value in CONFIDENCES),
        guess_text=fixed(stage.question.guess(), 2) + " nats",
        readouts=tuple(
            ReadoutView(r.id, r.label, r.unit, r.note, answered["readouts"][r.id]) for r in stage.readouts
        ),
        invariants=tuple(
            InvariantView(i.id, i.statement, answered["invariants"][i.id]) for i in stage.invariants
        ),
        table=TableView(
            tuple(answered["table"]["header"]), tuple(tuple(row) for row in answered["table"]["rows"])
        ),
        answer=AnswerView(told["label"], told["happened"], told["why"]),
        remark=answered["remark"],
        start=start,
        retry=dict(stage.retry),
    )


def _control(c: Slider | Choice | TextField) -> ControlView:
    if isinstance(c, TextField):
        return ControlView(c.id, c.label, c.start, c.describe(c.start), lines=c.lines, most=c.most)
    options = tuple(c.options) if isinstance(c, Choice) else ()
    return ControlView(c.id, c.label, c.start, c.describe(c.start), c.low, c.high, c.step, options)


def _ask(stage: Stage, request: dict[str, Any]) -> dict[str, Any]:
    """One request to a fresh session, as a page would send it."""
    reply: dict[str, Any] = json.loads(Session(stage).handle(json.dumps(request)))
    return reply


def _question(stage: Stage, question: Question) -> QuestionView:
    start = stage.start()
    return QuestionView(
        question.id,
        question.legend,
        question.prompt(start, stage.values(start)),
        tuple(OptionView(option.id, option.label) for option in question.options),
        OptionView(CANNOT_TELL, "I can't tell yet"),
    )
