"""Who cannot see the picture is told what it shows."""

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule
from likely.notebook.stage_line import stage_line

RULE = Rule(
    "LK035",
    "the picture has a text that says what it shows, locked and answered; controls and readouts have labels",
    "let `summary` say in words what the picture shows, and give every control and readout a label",
)


def check(draft: Draft, problems: Problems) -> None:
    """Ask for the texts in the start state and in the retry state."""
    stage, path = draft.stage, draft.concept.stage_path
    for state in (stage.start(), dict(stage.retry)):
        values = stage.values(state)
        locked, answered = (str(stage.summary(state, values, told) or "").strip() for told in (False, True))
        for name, text in (("locked", locked), ("answered", answered)):
            if not text:
                what = f"at {state} the {name} picture has no alternative in words"
                problems.add(RULE.broken(path, 1, what, "let `summary` return a sentence"))
        if locked and locked == answered:
            what = f"at {state} the summary says the same before and after the answer"
            problems.add(RULE.broken(path, 1, what, "let it say what is revealed"))
    for kind, parts in (("Slider", stage.controls), ("Readout", stage.readouts)):
        for part in parts:
            if not str(part.label).strip():
                line = stage_line(draft.concept.stage, kind, part.id)
                problems.add(RULE.broken(path, line, f"{kind} {part.id!r} has no label", "name it in words"))
