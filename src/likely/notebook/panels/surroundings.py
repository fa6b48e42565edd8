"""What every panel of a page is written against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType

from likely.notebook.cache import Cache
from likely.notebook.concept import Concept
from likely.notebook.front_matter import FrontMatter
from likely.notebook.page_object import PageObject
from likely.notebook.panels.sheet import Sheet
from likely.notebook.problems import Problems
from likely.notebook.vocabulary import Vocabulary
from likely.stage.stage import Stage
from likely.stage.states import State


def numbers(state: State) -> dict[str, float]:
    """What of a state a sentence can name: numbers. A text has no value to print."""
    return {name: value for name, value in state.items() if not isinstance(value, str)}


@dataclass(frozen=True)
class Surroundings:
    """The page's code, its names and its objects. `objects` fills up as panels are read."""

    concept: Concept
    stage: Stage
    titles: Mapping[str, FrontMatter]
    root: str
    objects: list[PageObject]
    anchors: tuple[str, ...]
    problems: Problems
    cache: Cache = field(default_factory=Cache)

    def sheet(self, name: str) -> Sheet | None:
        """A file of the concept's folder, or None."""
        return Sheet.open(self.concept.folder / name, self.problems)

    def modules(self) -> dict[str, ModuleType]:
        """The formula modules by the last parts of their names."""
        return {name.rpartition(".")[2]: import_module(name) for name in self.concept.front.formulas}

    def names(self, state: State | None = None) -> dict[str, float]:
        """The page's given numbers, and the demo's values: at its start, or at a state that is named.

        A given number wins over the demo's start; a frame's own state wins over both.
        """
        given = self.concept.front.given
        if state is None:
            start = self.stage.start()
            return {**self.stage.values(start), **numbers(start), **given}
        return {**given, **numbers(state), **self.stage.values(state)}

    def vocabulary(self, state: State | None = None) -> Vocabulary:
        """The names that a {value} may use."""
        return Vocabulary(self.modules(), self.names(state))

    def declare(
        self, sheet: Sheet, id: str, kind: str, reading: str, place: tuple[str | int, ...], body: str = ""
    ) -> None:
        """Add an object that notes can point at."""
        line = sheet.line((*place, "id"))
        self.objects.append(PageObject(id, kind, reading, line, body=body, file=sheet.path.name))
