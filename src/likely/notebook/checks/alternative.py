"""Who cannot see the picture is told what it shows."""

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule
from likely.notebook.stage_line import stage_line
from likely.stage.stage import Stage

RULE = Rule(
    "LK035",
    "the picture has a text that says what it shows, locked and answered; controls and readouts have labels",
    "let `summary` say in words what the picture shows, before and after; label controls and readouts",
)
RESTS_ON = "stage"


def check(draft: Draft, problems: Problems) -> None:
    """Ask for the texts in the start state and in the retry state."""
    stage, path = draft.stage, draft.concept.stage_path
    for state in (stage.start(), stage.again()):
        what = _lacking(stage, state)
        if what:
            problems.add(RULE.broken(path, 1, f"at {state} {what}", RULE.mend))
            break
    for kind, parts in (("Slider", stage.controls), ("Readout", stage.readouts)):
        for part in parts:
            if not str(part.label).strip():
                line = stage_line(draft.concept.stage, kind, part.id)
                problems.add(RULE.broken(path, line, f"{kind} {part.id!r} has no label", "name it in words"))


def _lacking(stage: Stage, state: dict[str, float]) -> str:
    """What is wrong with the words for the picture in a state, or nothing."""
    values = stage.values(state)
    locked, answered = (str(stage.summary(state, values, told) or "").strip() for told in (False, True))
    if not (locked and answered):
        return f"the {'answered' if locked else 'locked'} picture has no alternative in words"
    return "the summary tells nothing of the answer" if locked == answered else ""
