"""A state that prose sets a demo to is one that the demo can take, on this page or on another."""

from collections.abc import Sequence

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule
from likely.notebook.writer import Demo
from likely.stage.stage import Stage

RULE = Rule(
    "LK049",
    "a `demo:` in prose names controls of the demo it sets, and values they can take",
    "write `demo: control=value`, with controls of that page's stage.py and values on their steps",
)


def check_demos(drafts: Sequence[Draft], problems: Problems) -> None:
    """Compare every such state with the controls of the page it names."""
    stages = {made.concept.id: made.stage for made in drafts}
    for made in drafts:
        for demo in made.writer.demos:
            page = demo.page or made.concept.id
            if page not in stages:
                what, mend = (
                    f"there is no page {page!r}",
                    f"the pages of this site: {', '.join(sorted(stages))}",
                )
            else:
                what = _wrong(demo, stages[page])
                mend = f"its controls are {', '.join(control.id for control in stages[page].controls)}"
            if what:
                problems.add(RULE.broken(made.concept.path, demo.line, what, mend))


def _wrong(demo: Demo, stage: Stage) -> str:
    controls = {control.id: control for control in stage.controls}
    for name, written in demo.state.items():
        if name not in controls:
            return f"the demo has no control {name!r}"
        try:
            value = float(written)
        except ValueError:
            return f"{written!r} is no number"
        if abs(controls[name].nearest(value) - value) > 1e-9:
            return f"the control {name!r} has no value {written}"
    return ""
