"""Every id is there once: notes, links and scripts point at them."""

from collections import Counter

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule
from likely.notebook.stage_line import stage_line

RULE = Rule(
    "LK040",
    "ids are unique: objects and anchors of the prose, and what a stage declares",
    "give each its own id",
)


def check(draft: Draft, problems: Problems) -> None:
    """Count the ids of the prose, of the stage's parts and of its picture's elements."""
    prose = draft.concept.path
    places = [(found.file != prose.name, found.file, found.line, found.id) for found in draft.writer.objects]
    places += [(False, prose.name, anchor.line, anchor.target) for anchor in draft.writer.anchors]
    seen: dict[str, str] = {}
    for _, file, line, id in sorted(places):
        if id in seen:
            what = f"the id {id!r} is already on {seen[id]}"
            problems.add(RULE.broken(draft.concept.folder / file, line, what, "give each its own"))
        seen.setdefault(id, f"line {line}" if file == prose.name else f"line {line} of {file}")
    stage = draft.stage
    for kind, ids in (
        ("Slider", [control.id for control in stage.controls]),
        ("Readout", [found.id for found in stage.readouts] + [rule.id for rule in stage.invariants]),
        ("Invariant", [invariant.id for invariant in stage.invariants]),
        ("Question", [stage.question.id, stage.noticed.id]),
        ("mark", [element.id for element in stage.elements(stage.start(), True)]),
    ):
        for id, count in Counter(ids).items():
            if count > 1:
                line = stage_line(draft.concept.stage, kind, id)
                problems.add(
                    RULE.broken(
                        draft.concept.stage_path,
                        line,
                        f"two of {kind} have the id {id!r}",
                        "give each its own",
                    )
                )
