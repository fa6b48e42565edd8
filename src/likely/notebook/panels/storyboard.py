"""storyboard.toml: a question about the kind of change, and states of the demo that answer it."""

from dataclasses import dataclass

from markupsafe import Markup
from pydantic import Field

from likely.notebook.panels.sheet import Authored, Sheet, ShowView, show_view
from likely.notebook.panels.surroundings import Surroundings
from likely.notebook.panels.truth import Record, holds
from likely.notebook.problems import Rule
from likely.notebook.vocabulary import ExpressionError
from likely.stage.svg import write

RULE_KIND = Rule(
    "LK064",
    "over the frames of a storyboard exactly one option's `holds` is true",
    "change the options or the frames until exactly one option holds",
)


class Option(Authored):
    """A kind of change. `holds` is a statement over the values in the `first` and the `last` frame."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    label: str = Field(min_length=1)
    holds: str = Field(min_length=1)
    tempting: str = ""


class Question(Authored):
    """What is asked before the frames are shown."""

    id: str = Field(pattern=r"^storyboard\.[a-z0-9-]+$")
    prompt: str = Field(min_length=1)
    happened: str = Field(min_length=1)
    option: list[Option] = Field(min_length=2)


class Frame(Authored):
    """A state of the demo with a caption."""

    id: str = Field(pattern=r"^storyboard\.[a-z0-9-]+$")
    state: dict[str, float | int | str]
    title: str = Field(min_length=1)
    caption: str = Field(min_length=1)


class Storyboard(Authored):
    """The whole file."""

    id: str = Field(pattern=r"^storyboard$")
    title: str = Field(min_length=1)
    question: Question
    frame: list[Frame] = Field(min_length=2)


@dataclass(frozen=True)
class FrameView:
    """A drawn frame."""

    id: str
    title: str
    caption: str
    picture: Markup
    show: ShowView


@dataclass(frozen=True)
class StoryboardView:
    """The question, which option came true, and the frames."""

    title: str
    question: Question
    truth: Option
    frames: tuple[FrameView, ...]


def declare(sheet: Sheet, file: Storyboard, around: Surroundings) -> None:
    """Make objects of the frames."""
    for i, frame in enumerate(file.frame):
        around.declare(sheet, frame.id, "frame", frame.title, ("frame", i), frame.caption)


def storyboard_view(sheet: Sheet, file: Storyboard, around: Surroundings) -> StoryboardView | None:
    """Draw the frames and find the option that holds."""
    stage = around.stage
    frames, seen = [], []
    for i, frame in enumerate(file.frame):
        place = ("frame", i)
        state = sheet.state(stage, frame.state, (*place, "state"))
        values = stage.values(state)
        seen.append(Record({**state, **values}))
        caption = sheet.say(frame.caption, around.vocabulary(state), (*place, "caption"))
        picture = write(stage.elements(state, True), frame.id, stage.summary(state, values, True))
        frames.append(FrameView(frame.id, frame.title, caption, Markup(picture), show_view(stage, state)))
    true = []
    for i, option in enumerate(file.question.option):
        try:
            if holds(option.holds, {"first": seen[0], "last": seen[-1], "frames": seen}):
                true.append(option)
        except ExpressionError as error:
            mend = "write a statement over first.… and last.…"
            sheet.broken(RULE_KIND, ("question", "option", i, "holds"), str(error), mend)
            return None
    if len(true) != 1:
        what = f"{[option.id for option in true]} hold" if true else "no option holds"
        sheet.broken(RULE_KIND, ("question", "option", 0, "holds"), what, "let exactly one be true")
        return None
    return StoryboardView(file.title, file.question, true[0], tuple(frames))
