"""A link in prose leads somewhere: inside the page, to a page of the site, or to the web by https."""

from likely.notebook.draft import Draft
from likely.notebook.panels.research import PARTS as PANELS
from likely.notebook.problems import Problems, Rule

RULE = Rule(
    "LK042",
    "links are #anchor, concept:area/slug or https://…, and what they name exists",
    "write #id, concept:area/slug or https://…",
)

PARTS = frozenset((*PANELS, "code.witness"))
"""Anchors that every page has."""


def check(draft: Draft, problems: Problems) -> None:
    """Resolve every link."""
    writer = draft.writer
    here = PARTS | {found.id for found in writer.objects} | {anchor.target for anchor in writer.anchors}
    for link in writer.links:
        target = link.target
        if target.startswith("#"):
            if target[1:] not in here:
                writer.broken(
                    RULE, link.line, f"there is no {target} on this page", f"known: {', '.join(sorted(here))}"
                )
        elif target.startswith("concept:"):
            page = target.removeprefix("concept:").partition("#")[0]
            if page not in writer.pages:
                known = ", ".join(sorted(writer.pages))
                writer.broken(
                    RULE, link.line, f"there is no page {page!r}", f"the pages of this site: {known}"
                )
        elif not target.startswith("https://"):
            writer.broken(
                RULE,
                link.line,
                f"{target!r} is no link to follow",
                "write #id, concept:area/slug or https://…",
            )
