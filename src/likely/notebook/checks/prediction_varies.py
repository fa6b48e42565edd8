"""A question whose answer is always the same asks nothing."""

from likely.notebook.draft import Draft
from likely.notebook.grid.watched import once
from likely.notebook.problems import Problems, Rule
from likely.notebook.stage_line import stage_line

RULE = Rule(
    "LK032",
    "not every state of the stage has the same true option",
    "let the truth depend on what the reader can move",
)
RESTS_ON = "stage"


def check(draft: Draft, problems: Problems) -> None:
    """Look for two states with different truths."""
    stage = draft.stage
    for question in (stage.question, stage.noticed):
        truth = once(question.truth)
        told = {truth(state, values) for state, values in draft.everywhere}
        if len(told) == 1:
            line = stage_line(draft.concept.stage, "Question", question.id)
            what = f"question {question.id!r} has the answer {told.pop()!r} in every state"
            problems.add(
                RULE.broken(
                    draft.concept.stage_path,
                    line,
                    what,
                    "let the truth depend on what the reader can move",
                )
            )
