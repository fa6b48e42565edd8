"""The pages as written: ids are unique, and links and anchors inside the site lead somewhere."""

from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

from likely.notebook.problems import Problems, Rule

RULE_IDS = Rule("LK041", "a page as written has each id once", "name them apart")
RULE_LINKS = Rule(
    "LK044",
    "a page as written links to files and anchors that exist, on its own origin",
    "mend the link or the template",
)

_LINKS = frozenset((("a", "href"), ("link", "href"), ("script", "src"), ("img", "src")))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[tuple[str, int]] = []
        self.links: list[tuple[str, str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append((value, line))
            if (tag, name) in _LINKS and value:
                self.links.append((tag, value, line))


def check_pages(site: Path, problems: Problems) -> None:
    """Read every page below a folder that was just written."""
    read = {}
    for path in sorted(site.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        read[path.resolve()] = reader
    for path, reader in read.items():
        shown = path.relative_to(site.resolve())
        counts = Counter(id for id, _ in reader.ids)
        for id, line in dict(reader.ids).items():  # the last of each
            if counts[id] > 1:
                problems.add(
                    RULE_IDS.broken(
                        shown, line, f"the id {id!r} is there {counts[id]} times", "name them apart"
                    )
                )
        for tag, link, line in reader.links:
            what = _dead(path, tag, link, read)
            if what:
                problems.add(RULE_LINKS.broken(shown, line, what, "mend the link or the template"))


def _dead(page: Path, tag: str, link: str, read: dict[Path, _Reader]) -> str:
    """What is wrong with a link, or nothing."""
    address, fragment = urldefrag(link)
    anchor = fragment.partition("?")[0]  # #stage?k=14 is the stage with a state: demo_states.py looks at that
    if link.startswith("https://") and tag == "a":
        return ""
    if ":" in address.split("/")[0] or address.startswith("//"):
        return f"{link!r} leaves the site"
    target = (page.parent / unquote(address)).resolve() if address else page
    if target.is_dir():
        target /= "index.html"
    if not target.is_file():
        return f"{link!r} names no file"
    if anchor and target in read and anchor not in {id for id, _ in read[target].ids}:
        return f"{link!r} names no anchor"
    return ""
