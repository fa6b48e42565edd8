"""The pages as written: ids are unique, and links and anchors inside the site lead somewhere."""

import posixpath
from collections.abc import Collection, Mapping
from pathlib import Path
from urllib.parse import unquote

from likely.notebook.cache import Cache
from likely.notebook.digest import digest
from likely.notebook.engine import engine
from likely.notebook.marks import Looked, Marks, kept_marks
from likely.notebook.problems import Problems, Rule

RULE_IDS = Rule("LK041", "a page as written has each id once", "name them apart")
RULE_LINKS = Rule(
    "LK044",
    "a page as written links to files and anchors that exist, on its own origin",
    "mend the link or the template",
)


def check_pages(
    files: Collection[str], looked: Mapping[str, Looked], cache: Cache, problems: Problems
) -> None:
    """Look at every page of a site: the paths of its files, and what was read of its pages.

    A page that was sound among the same files and ids is not looked at again.
    """
    ids = [part for path in sorted(looked) for part in (path, looked[path].ids)]
    world = digest(engine(), "\0".join(sorted(files)), "\0\0", "\0".join(ids))
    folders = {posixpath.dirname(path) for path in files}
    read: dict[str, Marks] = {}

    def marks(path: str) -> Marks:
        if path not in read:
            read[path] = kept_marks(looked[path], cache)
        return read[path]

    for path in sorted(looked):
        key = digest(world, path, looked[path].marks)
        if cache.get(key):
            continue
        before = len(problems)
        for id, (count, line) in marks(path).ids.items():
            if count > 1:
                what = f"the id {id!r} is there {count} times"
                problems.add(RULE_IDS.broken(Path(path), line, what, "name them apart"))
        for tag, link, line in marks(path).links:
            target, anchor, what = _followed(path, tag, link, files, folders)
            if not what and anchor and target in looked and anchor not in marks(target).ids:
                what = f"{link!r} names no anchor"
            if what:
                problems.add(RULE_LINKS.broken(Path(path), line, what, "mend the link or the template"))
        if len(problems) == before:
            cache.put(key, True)


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
