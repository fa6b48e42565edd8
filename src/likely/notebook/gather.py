"""Every page of a folder: remembered where nothing that it rests on has changed, made anew elsewhere."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from likely.errors import UsageError
from likely.notebook.cache import Cache
from likely.notebook.concept import find_concepts
from likely.notebook.demo_states import check_demos
from likely.notebook.digest import digest
from likely.notebook.engine import engine
from likely.notebook.front_matter import FrontMatter, read_front_matter, split
from likely.notebook.graph import check_graph
from likely.notebook.made import Made, fingerprint, recall, remember
from likely.notebook.portability import check_library
from likely.notebook.problems import Problems
from likely.notebook.setting import Setting
from likely.notebook.theme import check_theme
from likely.notebook.workers import produce_all


class Gathered(NamedTuple):
    """Pages in the order of their ids, and the facts that they rest on."""

    pages: list[Made]
    facts: set[str]


Progress = Callable[[int, int], None]
"""Is told how many pages are done, and of how many."""


def gather(
    setting: Setting,
    cache: Cache,
    problems: Problems,
    processes: int = 1,
    progress: Progress = lambda *_: None,
) -> Gathered:
    """All pages, and all findings in `problems`."""
    folders = {_id(folder): folder for folder in concept_folders(setting.concepts)}
    sound = digest(engine(), "library")
    if not (setting.quick or cache.get(sound)):
        check_library(problems)
        if len(problems) == 0:
            cache.put(sound, True)
    check_theme(setting.web, problems, setting.theme)
    if len(problems):  # code that leaves the portable subset is named before it runs
        return Gathered([], set())
    keys = {id: page_key(folder, setting) for id, folder in folders.items()}
    own = {id: f"{key}-quick" if setting.quick else key for id, key in keys.items()}
    known = {  # a page of which all is known serves as well as one made in haste, which serves haste only
        id: [made for key in dict.fromkeys((keys[id], own[id])) if (made := recall(key, cache))]
        for id in folders
    }
    heads = {id: known[id][0].front if known[id] else _front(folders[id]) for id in folders}
    fronts = {id: front for id, front in heads.items() if front}
    pages: dict[str, Made] = {}
    for id, made in ((id, made) for id, several in known.items() for made in several):
        same = all(fingerprint(fronts.get(other)) == seen for other, seen in made.asked.items())
        if id not in pages and same:
            pages[id] = made
    lacking = [folder for id, folder in folders.items() if id not in pages]
    progress(len(pages), len(folders))
    for some in produce_all(lacking, fronts, setting, cache, problems, processes):
        for made in some:
            pages[made.id] = made
            remember(own[made.id], made, cache)
        progress(len(pages), len(folders))
    check_graph(setting.concepts, fronts, problems)
    demos = [
        (id, folders[id] / "concept.md", demo)
        for id, made in pages.items()
        for demo in made.demos
        if not demo.page or demo.page in pages or demo.page not in folders  # what is broken is told elsewhere
    ]
    check_demos(demos, {id: made.reach for id, made in pages.items()}, problems)
    used = {key for id in pages for key in (keys[id], own[id])}
    facts = {sound, *used, *(fact for made in pages.values() for fact in made.facts)}
    return Gathered([pages[id] for id in sorted(pages)], facts)


def concept_folders(root: Path) -> list[Path]:
    """The folders of all concepts; a UsageError if there are none."""
    if not root.is_dir():
        raise UsageError(f"there is no folder {root}: name the folder that holds <area>/<slug>/concept.md")
    folders = find_concepts(root)
    if not folders:
        raise UsageError(f"{root} holds no concept: a concept is a folder <area>/<slug> with a concept.md")
    return folders


def page_key(folder: Path, setting: Setting) -> str:
    """The digest of all that a page says for itself."""
    parts: list[str | bytes] = [setting.digest, _id(folder)]
    with os.scandir(folder) as found:
        files = sorted((entry.name, entry.path) for entry in found if entry.is_file())
    for name, path in files:
        content = Path(path).read_bytes()
        parts += [name, f"\0{len(content)}\0", content]
    return digest(*parts)


def _id(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def _front(folder: Path) -> FrontMatter | None:
    """The head of a page that is read in full elsewhere, where its findings are told."""
    try:
        parts = split(folder.joinpath("concept.md").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return read_front_matter(folder / "concept.md", parts[0], Problems()) if parts else None
