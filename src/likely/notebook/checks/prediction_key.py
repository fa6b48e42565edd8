"""The true option of a question is computed, and it is one of the options."""

from likely.notebook.draft import Draft
from likely.notebook.grid.watched import once
from likely.notebook.problems import Problems, Rule
from likely.notebook.stage_line import stage_line
from likely.stage.question import CANNOT_TELL

RULE = Rule(
    "LK031",
    "in every state exactly one option of a question is true, and it is never `cannot-tell`",
    "give two or more different options and let `truth` return one of them",
)
RESTS_ON = "stage"


def check(draft: Draft, problems: Problems) -> None:
    """Ask every question in every state."""
    stage, path = draft.stage, draft.concept.stage_path
    for question in (stage.question, stage.noticed):
        line = stage_line(draft.concept.stage, "Question", question.id)
        ids = [option.id for option in question.options]
        labels = [option.label for option in question.options]
        if len(set(ids)) < len(ids) or len(set(labels)) < len(labels) or len(ids) < 2 or CANNOT_TELL in ids:
            what = f"question {question.id!r} has options {ids}"
            problems.add(
                RULE.broken(path, line, what, f"give two or more different options, none named {CANNOT_TELL}")
            )
            continue
        truth = once(question.truth)
        for state, values in draft.everywhere + draft.odd:
            told = truth(state, values)
            if told not in ids:
                what = f"at {state} question {question.id!r} says that {told!r} is true"
                problems.add(RULE.broken(path, line, what, f"let truth return one of {', '.join(ids)}"))
                break
