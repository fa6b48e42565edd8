"""Committing a prediction must show something that was not there."""

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule

RULE = Rule(
    "LK033",
    "the answered picture shows what the locked one does not, and keeps what it shows",
    "put what is revealed into Picture(answer=…), and leave the rest as it is",
)
RESTS_ON = "stage"


def check(draft: Draft, problems: Problems) -> None:
    """Compare the two pictures at the start and at the retry state."""
    stage = draft.stage
    path = draft.concept.stage_path
    for state in (stage.start(), stage.again()):
        locked, answered = stage.elements(state, False), stage.elements(state, True)
        if locked == answered:
            what = f"at {state} nothing is revealed"
            problems.add(RULE.broken(path, 1, what, "put marks into Picture(answer=…)"))
            return
        if any(element not in answered for element in locked):
            what = f"at {state} revealing changes what was seen"
            problems.add(RULE.broken(path, 1, what, "keep the marks as they are and add"))
            return
