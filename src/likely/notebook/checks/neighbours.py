"""The learning map points at other pages, once each."""

from collections import Counter

from likely.notebook.draft import Draft
from likely.notebook.problems import Problems, Rule

RULE = Rule(
    "LK043",
    "a page neither requires nor leads to itself, and names each neighbour once",
    "name other pages, each once",
)


def check(draft: Draft, problems: Problems) -> None:
    """Count the neighbours."""
    concept = draft.concept
    named = [neighbour.id for neighbour in [*concept.front.requires, *concept.front.leads_to]]
    for id, count in Counter(named).items():
        lines = concept.prose.splitlines()
        line = next((n for n, text in enumerate(lines, start=1) if f'"{id}"' in text), 1)
        if id == concept.id:
            problems.add(RULE.broken(concept.path, line, f"{id} names itself", "name other pages"))
        elif count > 1:
            problems.add(RULE.broken(concept.path, line, f"{id} is named {count} times", "name it once"))
