"""The pattern that reads a page as written finds what the standard library's parser finds."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from likely.notebook.marks import marks

GOLDEN = sorted(Path(__file__).parent.joinpath("golden").rglob("*.html"))
LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}


class Oracle(HTMLParser):
    """Ids with how often they are there, and links."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.links: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        link = given.get(LINKS.get(tag, ""))
        if link and not (tag == "link" and given.get("rel") == "canonical"):
            self.links.add((tag, link))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_it_finds_what_a_parser_finds(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    oracle = Oracle()
    oracle.feed(html)
    found = marks(html)
    assert {id: count for id, (count, _) in found.ids.items()} == oracle.ids
    assert {(tag, link) for tag, link, _ in found.links} == oracle.links
