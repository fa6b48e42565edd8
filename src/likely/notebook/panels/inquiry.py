"""inquiry.toml: the objects in the open picture, what each of them answers, and which one carries."""

from dataclasses import dataclass

from markupsafe import Markup
from pydantic import Field

from likely.notebook.panels.sheet import Authored, Sheet, ShowView, show_view
from likely.notebook.panels.surroundings import Surroundings
from likely.stage.svg import write


class Cue(Authored):
    """Something visible. `mark` is the id of a mark in the picture of the demo."""

    id: str = Field(pattern=r"^inquiry\.[a-z0-9-]+$")
    mark: str
    label: str = Field(min_length=1)
    answers: str = Field(min_length=1)
    feedback: str = Field(min_length=1)


class Inquiry(Authored):
    """The whole file. `carries` is the id of the cue to hold on to."""

    id: str = Field(pattern=r"^inquiry$")
    prompt: str = Field(min_length=1)
    state: dict[str, float | int | str]
    carries: str
    cue: list[Cue] = Field(min_length=2)


@dataclass(frozen=True)
class InquiryView:
    """The open picture and its cues, their feedback computed."""

    prompt: str
    picture: Markup
    summary: str
    show: ShowView
    cues: tuple[Cue, ...]
    carries: str


def declare(sheet: Sheet, file: Inquiry, around: Surroundings) -> None:
    """Make objects of the cues."""
    for i, cue in enumerate(file.cue):
        around.declare(sheet, cue.id, "cue", cue.label, ("cue", i), cue.answers + cue.feedback)


def inquiry_view(sheet: Sheet, file: Inquiry, around: Surroundings) -> InquiryView:
    """Draw the picture, and see that every cue is a mark in it."""
    stage = around.stage
    state = sheet.state(stage, file.state, ("state",))
    values = stage.values(state)
    picture = stage.picture(state, values, None)
    marks = {mark.id for mark in picture.marks + picture.answer}
    sheet.known(file.carries, [cue.id for cue in file.cue], ("carries",))
    cues = []
    for i, cue in enumerate(file.cue):
        sheet.known(cue.mark, marks, ("cue", i, "mark"))
        said = sheet.say(cue.feedback, around.vocabulary(state), ("cue", i, "feedback"))
        cues.append(cue.model_copy(update={"feedback": said}))
    summary = stage.summary(state, values, True)
    drawn = Markup(write(stage.elements(state, True), "inquiry", summary))
    return InquiryView(file.prompt, drawn, summary, show_view(stage, state), tuple(cues), file.carries)
