"""Links and anchors inside a site lead somewhere, and nothing is loaded from elsewhere."""

import posixpath
from collections.abc import Callable, Collection
from pathlib import Path
from urllib.parse import unquote

from likely.notebook.marks import Marks
from likely.notebook.problems import Problems, Rule

RULE = Rule(
    "LK044",
    "a page as written links to files and anchors that exist, on its own origin",
    "mend the link or the template",
)


def links_lead(
    path: str,
    files: Collection[str],
    folders: Collection[str],
    marks: Callable[[str], Marks | None],
    problems: Problems,
) -> None:
    """Follow the links of a page as written. `marks` gives those of any page, and None for other files."""
    here = marks(path)
    for tag, link, line in here.links if here else ():
        target, anchor, what = _followed(path, tag, link, files, folders)
        if not what and anchor and (there := marks(target)) and anchor not in there.ids:
            what = f"{link!r} names no anchor"
        if what:
            problems.add(RULE.broken(Path(path), line, what, RULE.mend))


def _followed(
    page: str, tag: str, link: str, files: Collection[str], folders: Collection[str]
) -> tuple[str, str, str]:
    """The file and the anchor that a link leads to, and what is wrong with it, or nothing."""
    address, _, fragment = link.partition("#")
    address = address.partition("?")[0]
    anchor = fragment.partition("?")[0]  # #stage?k=14 is the stage with a state: demo_states.py looks at that
    if link.startswith("https://") and tag == "a":
        return "", "", ""
    if ":" in address.split("/")[0] or address.startswith("//"):
        return "", "", f"{link!r} leaves the site"
    target = (
        posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(address))) if address else page
    )
    if target not in files and (target in folders or target == "."):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in files:
        return target, anchor, f"{link!r} names no file"
    return target, anchor, ""
