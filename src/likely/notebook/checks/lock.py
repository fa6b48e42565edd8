"""Before Commit nothing of the answer is on the page."""

from collections import Counter

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule

RULE = Rule(
    "LK034",
    "the locked picture and its summary tell none of the readouts",
    "show the number in Picture(answer=…) and in the revealed summary",
)
RESTS_ON = "stage"

_STATES = 64  # looked at, spread evenly
_OFTEN = 0.5  # a number may coincide with another one now and then


def check(draft: Draft, problems: Problems) -> None:
    """Look for the readouts' texts in all that a reader meets before committing."""
    stage = draft.stage
    looked = draft.everywhere[:: max(1, len(draft.everywhere) // _STATES)]
    told: Counter[str] = Counter()
    for state, values in looked:
        texts = [element.text for element in stage.elements(state, False)]
        texts += [stage.summary(state, values, False), stage.question.prompt(state, values)]
        words = {word.strip(".,;:()") for word in " ".join(texts).split()}
        for readout in stage.readouts:
            told[readout.id] += readout.text(values).split()[0] in words
    for name, count in sorted(told.items()):
        if count > _OFTEN * len(looked):
            what = f"{name!r} can be read before a prediction is committed"
            problems.add(
                RULE.broken(
                    draft.concept.stage_path,
                    1,
                    what,
                    "show it in Picture(answer=…) and in the revealed summary",
                )
            )
