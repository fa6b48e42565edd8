"""A folder of concepts → a site."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from likely.errors import UsageError
from likely.notebook.assets import WEB, runtime
from likely.notebook.cache import COMPILED, SPARE, Cache
from likely.notebook.checks import run_checks
from likely.notebook.concept import read_concept
from likely.notebook.demo_states import check_demos, reach
from likely.notebook.draft import Draft, draft
from likely.notebook.front_matter import FrontMatter
from likely.notebook.gather import Progress, concept_folders, gather
from likely.notebook.graph import check_graph
from likely.notebook.problems import Problems
from likely.notebook.rendered import check_pages
from likely.notebook.rule.receipt_made import receipt_made
from likely.notebook.runtime.node import find_node
from likely.notebook.setting import Setting
from likely.notebook.site import read_site
from likely.notebook.site_files import single_part, site_part
from likely.notebook.swap import fill, swapped


class Mode(NamedTuple):
    """How a site is built.

    dev     with live reload for an author
    quick   without the work that visits every state
    single  each page as one file that needs no other, and nothing else
    """

    dev: bool = False
    quick: bool = False
    single: bool = False


PUBLISH = Mode()


@dataclass(frozen=True)
class Built:
    """What a build wrote, and what its author should know of it."""

    out: Path
    pages: tuple[str, ...]
    files: int
    size: int
    seconds: float
    notes: tuple[str, ...] = ()


def build(
    concepts: Path,
    out: Path,
    web: Path = WEB,
    mode: Mode = PUBLISH,
    require_receipt: bool = False,
    memory: Cache | None = None,
    clock: Callable[[], float] = time.perf_counter,
    processes: int = 1,
    progress: Progress = lambda *_: None,
) -> Built:
    """Read, compose, check, prove and write. On any finding nothing is written and all are raised."""
    started = clock()
    _refuse_overlap(concepts, out)
    problems = Problems()
    runtime(web)
    site = read_site(concepts, problems)
    problems.stop_if_any()
    cache = memory or Cache()
    compiled = cache.folder and cache.folder / COMPILED
    setting = Setting(concepts, web, site, mode.dev, mode.quick, find_node(), compiled)
    if require_receipt:
        receipt_made(concepts, setting.node, problems)
    found = gather(setting, cache, problems, processes, progress)
    if len(problems):
        cache.save()  # what is sound need not be looked at again once the rest is mended
        problems.stop_if_any()
    with cache.noting() as facts:
        whole, notes = site_part(setting, found.pages, cache)
        check_pages(whole.files, whole.looked, cache, problems)
    problems.stop_if_any()
    published = whole
    if mode.single:
        published, notes = single_part(setting, found.pages, cache)
    pages = {name for made in found.pages for name in made.part.kept()}
    cache.save(found.facts | facts, pages | whole.kept() | published.kept())
    with swapped(out, cache.folder and cache.folder / SPARE) as folder:
        size = fill(folder, published.files, cache)
    ids = tuple(made.id for made in found.pages)
    return Built(out, ids, len(published.files), size, clock() - started, notes)


def examine(root: Path, problems: Problems) -> tuple[list[Draft], dict[str, FrontMatter]]:
    """Every concept below a root, drafted and checked, and the heads of all by their ids."""
    concepts = [concept for folder in concept_folders(root) if (concept := read_concept(folder, problems))]
    titles = {concept.id: concept.front for concept in concepts}
    cache = Cache()
    drafts = [made for concept in concepts if (made := draft(concept, titles, problems, cache))]
    check_graph(root, titles, problems)
    for made in drafts:
        run_checks(made, problems, cache)
    demos = [(made.concept.id, made.concept.path, demo) for made in drafts for demo in made.writer.demos]
    check_demos(demos, {made.concept.id: reach(made.stage) for made in drafts}, problems)
    return drafts, titles


def _refuse_overlap(concepts: Path, out: Path) -> None:
    inside, outside = concepts.resolve(), out.resolve()
    if inside == outside or inside in outside.parents or outside in inside.parents:
        raise UsageError(
            f"the site {out} and the concepts {concepts} lie inside each other: choose another --out"
        )
