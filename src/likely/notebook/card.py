"""What a page's neighbours and the site's own pages say of it."""

from dataclasses import dataclass

from likely.notebook.page import Page
from likely.notebook.receipt import Receipt


@dataclass(frozen=True)
class Card:
    """A page in short. `claims_checked`: claims that a check stands behind, and all claims."""

    id: str
    title: str
    summary: str
    area: str
    minutes: int
    requires: tuple[str, ...]
    receipt: Receipt
    claims_checked: tuple[int, int]

    @property
    def href(self) -> str:
        """The page's address from the root of the site."""
        return f"{self.id}/index.html"


def card(page: Page) -> Card:
    """A page in short."""
    return Card(
        page.id,
        page.title,
        page.summary,
        page.area,
        page.minutes,
        tuple(neighbour.id for neighbour in page.requires),
        page.receipt,
        page.claims_checked,
    )
