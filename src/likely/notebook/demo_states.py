"""A state that prose sets a demo to is one that the demo can take, on this page or on another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus

from likely.notebook.problems import Problems, Rule
from likely.notebook.writer import Demo
from likely.stage.controls import Slider
from likely.stage.stage import Stage
from likely.stage.text_field import TextField

RULE = Rule(
    "LK049",
    "a `demo:` in prose names controls of the demo it sets, and values they can take",
    "write `demo: control=value`, with controls of that page's stage.py and values on their steps",
)


@dataclass(frozen=True)
class Reach:
    """Which values a control can take: numbers, or a text of so many characters."""

    id: str
    low: float = 0.0
    high: float = 0.0
    step: float = 1.0
    most: int = 0


def reach(stage: Stage) -> tuple[Reach, ...]:
    """The controls of a stage."""
    return tuple(
        Reach(c.id, most=c.most) if isinstance(c, TextField) else Reach(c.id, c.low, c.high, c.step)
        for c in stage.controls
    )


def check_demos(
    demos: Iterable[tuple[str, Path, Demo]], controls: Mapping[str, Sequence[Reach]], problems: Problems
) -> None:
    """Compare every such state, given with its page and file, with the controls of the page it names."""
    for here, path, demo in demos:
        page = demo.page or here
        if page not in controls:
            what = f"there is no page {page!r}"
            mend = f"the pages of this site: {', '.join(sorted(controls))}"
        else:
            what = _wrong(demo, controls[page])
            mend = f"its controls are {', '.join(control.id for control in controls[page])}"
        if what:
            problems.add(RULE.broken(path, demo.line, what, mend))


def _wrong(demo: Demo, reach: Sequence[Reach]) -> str:
    controls = {c.id: c for c in reach}
    for name, written in demo.state.items():
        if name not in controls:
            return f"the demo has no control {name!r}"
        known = controls[name]
        if known.most:  # written as in a link: a+cat
            if not TextField(name, "", "", 2, known.most).takes(unquote_plus(written)):
                return f"the control {name!r} takes {known.most} characters, none of them control characters"
            continue
        try:
            value = float(written)
        except ValueError:
            return f"{written!r} is no number"
        if not Slider(name, "", known.low, known.high, known.step, known.low, str).takes(value):
            return f"the control {name!r} has no value {written}"
    return ""
