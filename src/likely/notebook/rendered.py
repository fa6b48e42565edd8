"""The pages as written: ids are unique, and links and anchors inside the site lead somewhere."""

import os
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from likely.notebook.problems import Problems, Rule

RULE_IDS = Rule("LK041", "a page as written has each id once", "name them apart")
RULE_LINKS = Rule(
    "LK044",
    "a page as written links to files and anchors that exist, on its own origin",
    "mend the link or the template",
)

_LINKS = {"a": "href", "link": "href", "script": "src", "img": "src"}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_POINTS = re.compile(
    r"""<(?P<name>[a-zA-Z][\w-]*)(?P<given>(?=[^<>]*\b(?:id|href|src|ID|HREF|SRC)\s*=)(?:[^>"']|"[^"]*"|'[^']*')*)>"""
)
_GIVEN = re.compile(r"""([^\s"'=/<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""")
_ABROAD = frozenset(("canonical",))
"""Kinds of <link> that name the page's own address and load nothing."""


@dataclass(frozen=True)
class Marks:
    """What of a page others can point at, and what it points at.

    ids       id → how often, and the line of the last
    links     (tag, address) → the line of the first
    """

    ids: dict[str, tuple[int, int]]
    links: tuple[tuple[str, str, int], ...]


def marks(html: str) -> Marks:
    """Read a page. A page is what templates wrote: tags end, and text in it is escaped.

    A pattern does it in a tenth of the time that the standard library's parser takes, which read every letter
    of every coloured word of code; the tests hold the two together.
    """
    ids: dict[str, tuple[int, int]] = {}
    links: dict[tuple[str, str], int] = {}
    line, read = 1, 0
    for tag in _POINTS.finditer(_COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), html)):
        line += tag.string.count("\n", read, tag.start())
        read = tag.start()
        name = tag["name"].lower()
        given = {
            found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
            for found in _GIVEN.finditer(tag["given"])
        }
        if given.get("id"):
            ids[given["id"]] = (ids.get(given["id"], (0, 0))[0] + 1, line)
        link = given.get(_LINKS.get(name, ""))
        if link and not (name == "link" and given.get("rel") in _ABROAD):
            links.setdefault((name, link), line)
    return Marks(ids, tuple((tag, link, line) for (tag, link), line in links.items()))


def check_pages(site: Path, problems: Problems, known: Mapping[str, Marks] | None = None) -> None:
    """Look at every page below a folder that was just written; `known` are pages that were read before."""
    files = _files(site)
    pages = dict(known or {})
    for path in sorted(files):
        if path.endswith(".html") and path not in pages:
            pages[path] = marks(site.joinpath(path).read_text(encoding="utf-8"))
    folders = {posixpath.dirname(path) for path in files}
    for path in sorted(pages):
        shown = Path(path)
        for id, (count, line) in pages[path].ids.items():
            if count > 1:
                what = f"the id {id!r} is there {count} times"
                problems.add(RULE_IDS.broken(shown, line, what, "name them apart"))
        for tag, link, line in pages[path].links:
            what = _dead(path, tag, link, pages, files, folders)
            if what:
                problems.add(RULE_LINKS.broken(shown, line, what, "mend the link or the template"))


def _files(site: Path) -> set[str]:
    """The paths of all files below a folder, with slashes."""
    found = set()
    for folder, _, names in os.walk(site):
        place = Path(folder).relative_to(site).as_posix()
        found |= {name if place == "." else f"{place}/{name}" for name in names}
    return found


def _dead(
    page: str, tag: str, link: str, pages: Mapping[str, Marks], files: set[str], folders: set[str]
) -> str:
    """What is wrong with a link, or nothing."""
    address, _, fragment = link.partition("#")
    address = address.partition("?")[0]
    anchor = fragment.partition("?")[0]  # #stage?k=14 is the stage with a state: demo_states.py looks at that
    if link.startswith("https://") and tag == "a":
        return ""
    if ":" in address.split("/")[0] or address.startswith("//"):
        return f"{link!r} leaves the site"
    target = (
        posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address))) if address else page
    )
    if target not in files and (target in folders or target == "."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        return f"{link!r} names no file"
    if anchor and target in pages and anchor not in pages[target].ids:
        return f"{link!r} names no anchor"
    return ""
