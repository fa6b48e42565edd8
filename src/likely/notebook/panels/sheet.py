"""One TOML file of a concept folder: read, checked against the keys it may have, and its findings placed."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote_plus

from pydantic import BaseModel, ConfigDict, ValidationError

from likely.notebook.problems import Problems, Rule
from likely.notebook.toml import complaint, syntax_line
from likely.notebook.typed import RULE_TYPED, typed
from likely.notebook.vocabulary import ExpressionError, Vocabulary
from likely.stage.stage import Stage
from likely.stage.states import State

RULE_FILE = Rule(
    "LK060",
    "the files of the panels are valid TOML with the known keys, each of its kind",
    "write every key that is asked for, and no other, with a value of its kind",
)
RULE_TEXT = Rule(
    "LK061",
    "a {value} in a panel holds an expression over declared names, and a format",
    "write {value}`expression .4f` with declared names",
)
RULE_STATE = Rule(
    "LK062",
    "a state of the demo names its controls, and values they can take",
    "name controls of the demo, and values on their steps",
)
RULE_NAMED = Rule(
    "LK063",
    "what a panel points at exists: objects, sources, marks, invariants, pages",
    "write an id that exists; the finding lists them",
)

Place = tuple[str | int, ...]
"""Where in a file a value stands, such as ("claim", 2, "check")."""

_HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]")
_KEY = re.compile(r"""\s*["']?([\w-]+)["']?\s*[.=]""")
_VALUE = re.compile(r"\{value\}`([^`]*)`")


class Authored(BaseModel):
    """Keys an author may write: those declared, each of its kind, and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Model = TypeVar("Model", bound=Authored)


@dataclass(frozen=True)
class Sheet:
    """One file, and where its findings go."""

    path: Path
    text: str
    problems: Problems

    @classmethod
    def open(cls, path: Path, problems: Problems) -> "Sheet | None":
        """The file; None if the folder has none."""
        if not path.is_file():
            return None
        try:
            return cls(path, path.read_text(encoding="utf-8"), problems)
        except UnicodeDecodeError:
            problems.add(RULE_FILE.broken(path, 1, "the file is not UTF-8", "save it as UTF-8"))
            return None

    def read(self, model: type[Model]) -> Model | None:
        """The checked content; None, with everything that is wrong collected, if it cannot be used."""
        try:
            return model.model_validate(tomllib.loads(self.text))
        except tomllib.TOMLDecodeError as error:
            what = f"not valid TOML: {complaint(error)}"
            self.problems.add(RULE_FILE.broken(self.path, syntax_line(error), what, "mend the line"))
        except ValidationError as error:
            for flaw in error.errors():
                name = ".".join(str(part) for part in flaw["loc"])
                known = flaw["type"] != "extra_forbidden"
                what = f"`{name}`: {flaw['msg']}" if known else f"`{name}` is not a known key"
                mend = "give a value of that kind" if known else "remove it, or see docs/writing-a-concept.md"
                self.broken(RULE_FILE, flaw["loc"], what, mend)
        return None

    def broken(self, rule: Rule, place: Place, what: str, mend: str) -> None:
        """Collect a finding, with the line of the value it is about."""
        self.problems.add(rule.broken(self.path, self.line(place), what, mend))

    def line(self, place: Place) -> int:
        """The line of a value; that of its table if the key is not written."""
        names = tuple(part for part in place if isinstance(part, str))
        index = next((part for part in place if isinstance(part, int)), 0)
        seen: Counter[tuple[str, ...]] = Counter()
        best, header, inside = 1, (), True
        for number, line in enumerate(self.text.splitlines(), start=1):
            if found := _HEADER.match(line):
                header = tuple(found[1].split("."))
                seen[header] += 1
                inside = header == names[: len(header)] and ("[[" not in line or seen[header] == index + 1)
                best = number if inside else best
            elif inside and (found := _KEY.match(line)) and found[1] == "".join(names[len(header) :][:1]):
                return number
        return best

    def say(self, written: str, vocabulary: Vocabulary, place: Place) -> str:
        """A text with its {value}s computed."""

        def compute(found: re.Match[str]) -> str:
            try:
                return vocabulary.text(found[1])
            except ExpressionError as error:
                self.broken(RULE_TEXT, place, f"{found[1]!r}: {error}", "write {value}`expression .4f`")
                return ""

        for number in typed(written):
            self.broken(RULE_TYPED, place, f"{number} looks like a result, and is typed", RULE_TYPED.mend)
        return _VALUE.sub(compute, written)

    def state(self, stage: Stage, written: Mapping[str, float | str], place: Place) -> State:
        """A state of the demo, controls that are not named at their start."""
        controls = {control.id: control for control in stage.controls}
        for name, value in written.items():
            known = name in controls
            if not known or not controls[name].takes(value):
                what = (
                    f"the control {name!r} has no value {value!r}"
                    if known
                    else f"there is no control {name!r}"
                )
                self.broken(RULE_STATE, place, what, f"the controls are {', '.join(controls)}")
        start = stage.start()
        return {name: control.nearest(written.get(name, start[name])) for name, control in controls.items()}

    def known(self, name: str, among: Collection[str], place: Place) -> bool:
        """True if a name is among those that exist; a finding if not."""
        if name not in among:
            what = f"{name!r} does not exist"
            self.broken(RULE_NAMED, place, what, f"known: {', '.join(sorted(among))}")
        return name in among


@dataclass(frozen=True)
class ShowView:
    """A state the demo can be set to: what a permalink says, and the same in words."""

    link: str
    words: str


def show_view(stage: Stage, state: State) -> ShowView:
    """Link and words of a state."""
    link = "&".join(
        f"{name}={quote_plus(value) if isinstance(value, str) else f'{value:.12g}'}"
        for name, value in state.items()
    )
    words = ", ".join(control.describe(state[control.id]) for control in stage.controls)
    return ShowView(link, words)
