"""The numbers of the prose are those of the demo it stands beside."""

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule
from likely.notebook.toml import line_of

RULE = Rule(
    "LK008",
    "a given number named like a control has that control's start value",
    "make the two agree, or give the number another name",
)


def check(draft: Draft, problems: Problems) -> None:
    """Compare `[given]` with the start state."""
    start = draft.stage.start()
    for name, value in draft.concept.front.given.items():
        if name in start and start[name] != value:
            problems.add(
                RULE.broken(
                    draft.concept.path,
                    line_of(draft.concept.prose, name),
                    f"given {name} = {value}, but the demo starts at {start[name]}",
                    "make them agree, or rename the number",
                )
            )
