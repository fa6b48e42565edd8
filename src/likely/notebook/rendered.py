"""The pages as written: ids are unique, and links and anchors inside the site lead somewhere."""

import posixpath
from collections.abc import Collection, Mapping

from likely.notebook.cache import Cache
from likely.notebook.digest import digest
from likely.notebook.engine import engine
from likely.notebook.marks import Looked, Marks, kept_marks
from likely.notebook.problems import Problems
from likely.notebook.rule.ids_once import ids_once
from likely.notebook.rule.links_lead import links_lead


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

    def marks(path: str) -> Marks | None:
        if path not in read and path in looked:
            read[path] = kept_marks(looked[path], cache)
        return read.get(path)

    for path in sorted(looked):
        key = digest(world, path, looked[path].marks)
        if cache.get(key):
            continue
        before = len(problems)
        if here := marks(path):
            ids_once(path, here, problems)
        links_lead(path, files, folders, marks, problems)
        if len(problems) == before:
            cache.put(key, True)
