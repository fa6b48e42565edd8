"""The learning map of a whole site."""

from collections.abc import Mapping
from pathlib import Path

from likely.notebook.front_matter import FrontMatter
from likely.notebook.problems import Problems, Rule

RULE_CYCLE = Rule(
    "LK045",
    "no page requires itself by way of others",
    "take one `requires` out of the circle, or turn it into `leads_to`",
)


def check_graph(root: Path, fronts: Mapping[str, FrontMatter], problems: Problems) -> None:
    """Look for circles among what pages require; each is told once, at its first page."""
    requires = {id: [neighbour.id for neighbour in front.requires] for id, front in fronts.items()}
    told: set[frozenset[str]] = set()
    for start in sorted(requires):
        circle = _circle(start, requires)
        if len(circle) > 1 and frozenset(circle) not in told:
            told.add(frozenset(circle))
            path = root / start / "concept.md"
            lines = path.read_text(encoding="utf-8").splitlines()
            line = next((n for n, text in enumerate(lines, start=1) if f'"{circle[1]}"' in text), 1)
            what = "pages require each other in a circle: " + " → ".join([*circle, start])
            problems.add(RULE_CYCLE.broken(path, line, what, RULE_CYCLE.mend))


def _circle(start: str, requires: Mapping[str, list[str]]) -> list[str]:
    """The shortest way from a page back to it; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        longer = []
        for way in ways:
            for following in requires.get(way[-1], []):
                if following == start:
                    return way
                if following not in seen:
                    seen.add(following)
                    longer.append([*way, following])
        ways = longer
    return []
