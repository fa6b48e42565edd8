"""The value of one page: everything its template shows, computed and frozen."""

import json
from dataclasses import dataclass

from markupsafe import Markup

from likely.notebook.page_object import PageObject
from likely.notebook.panels.panels import Panels
from likely.notebook.receipt import Receipt
from likely.notebook.source import Source
from likely.notebook.stage_view import StageView


@dataclass(frozen=True)
class NeighbourView:
    """A concept this page builds on or leads to; `href` is None while it has no page."""

    id: str
    title: str
    summary: str
    href: str | None


@dataclass(frozen=True)
class WitnessView:
    """The runnable code of the page, and what it prints."""

    source: str
    html: Markup
    digest: str
    lines: int
    output: str


@dataclass(frozen=True)
class Page:
    """One concept page. `revision` is the digest of its sources."""

    id: str
    title: str
    summary: str
    area: str
    slug: str
    minutes: int
    revision: str
    hook: Markup
    requires: tuple[NeighbourView, ...]
    leads_to: tuple[NeighbourView, ...]
    sections: dict[str, Markup]
    witness: WitnessView
    formulas: tuple[Source, ...]
    stage: StageView
    receipt: Receipt
    objects: tuple[PageObject, ...]
    panels: Panels

    @property
    def href(self) -> str:
        """The page's address from the root of the site. Named to the file, so that file:// works too."""
        return f"{self.id}/index.html"

    @property
    def claims_checked(self) -> tuple[int, int]:
        """How many claims an operational check stands behind, and how many there are."""
        claims = self.panels.claims.claims if self.panels.claims else ()
        return sum("computed" in claim.badges for claim in claims), len(claims)


def page_data(page: Page, site: dict[str, str], root: str) -> Markup:
    """What the page's scripts need to know, as JSON that is safe inside <script>."""
    formula = page.formulas[0]
    data = {
        "site": site,
        "root": root,
        "page": {
            "id": page.id,
            "title": page.title,
            "revision": page.revision,
            "formula_digest": formula.digest,
        },
        "stage": {
            "id": page.stage.id,
            "start": page.stage.start,
            "retry": page.stage.retry,
            "question": page.stage.question.id,
            "noticed": page.stage.noticed.id,
        },
        "requires": [neighbour.id for neighbour in page.requires],
        "leads_to": [neighbour.id for neighbour in page.leads_to],
    }
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
