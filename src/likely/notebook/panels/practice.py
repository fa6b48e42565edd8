"""practice.toml: questions answered in the learner's own words, hints, an exemplar, and a rubric."""

from dataclasses import dataclass

from pydantic import Field

from likely.notebook.panels.sheet import Authored, Sheet, ShowView, show_view
from likely.notebook.panels.surroundings import Surroundings


class Item(Authored):
    """One question. `terms` are words of the page that an answer may touch."""

    id: str = Field(pattern=r"^practice\.[a-z0-9-]+$")
    prompt: str = Field(min_length=1)
    terms: list[str] = Field(min_length=1)
    hints: list[str] = Field(min_length=1)
    exemplar: str = Field(min_length=1)
    state: dict[str, float | int | str] | None = None


class Criterion(Authored):
    """What a learner marks the answer by."""

    id: str = Field(pattern=r"^rubric\.[a-z0-9-]+$")
    text: str = Field(min_length=1)


class Practice(Authored):
    """The whole file."""

    item: list[Item] = Field(min_length=1)
    rubric: list[Criterion] = Field(min_length=1)


@dataclass(frozen=True)
class ItemView:
    """A question with its texts computed, and the state of the demo in which to look."""

    id: str
    prompt: str
    terms: tuple[str, ...]
    hints: tuple[str, ...]
    exemplar: str
    show: ShowView | None


@dataclass(frozen=True)
class PracticeView:
    """All questions and the one rubric."""

    items: tuple[ItemView, ...]
    rubric: tuple[Criterion, ...]


def declare(sheet: Sheet, file: Practice, around: Surroundings) -> None:
    """Make objects of the questions and of the rubric's lines."""
    for i, item in enumerate(file.item):
        around.declare(sheet, item.id, "practice", item.prompt, ("item", i), item.exemplar)
    for i, criterion in enumerate(file.rubric):
        around.declare(sheet, criterion.id, "rubric", criterion.text, ("rubric", i))


def practice_view(sheet: Sheet, file: Practice, around: Surroundings) -> PracticeView:
    """Compute the texts."""
    names = around.vocabulary()
    items = []
    for i, item in enumerate(file.item):
        place = ("item", i)
        hints = tuple(sheet.say(hint, names, (*place, "hints")) for hint in item.hints)
        exemplar = sheet.say(item.exemplar, names, (*place, "exemplar"))
        prompt = sheet.say(item.prompt, names, (*place, "prompt"))
        show = None
        if item.state is not None:
            show = show_view(around.stage, sheet.state(around.stage, item.state, (*place, "state")))
        items.append(ItemView(item.id, prompt, tuple(item.terms), hints, exemplar, show))
    return PracticeView(tuple(items), tuple(file.rubric))
