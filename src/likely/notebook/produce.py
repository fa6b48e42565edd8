"""Concept folders → pages, checked and written: the work that can be shared out."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from likely.notebook.assets import RUNTIME
from likely.notebook.cache import Cache
from likely.notebook.card import card
from likely.notebook.checks import run_checks
from likely.notebook.code import guarded
from likely.notebook.compose import compose
from likely.notebook.concept import read_concept
from likely.notebook.demo_states import reach
from likely.notebook.draft import Draft, draft
from likely.notebook.front_matter import FrontMatter
from likely.notebook.made import Fronts, Made
from likely.notebook.page import Page
from likely.notebook.page_files import page_files
from likely.notebook.part import part
from likely.notebook.problems import Problems, shown
from likely.notebook.proof import Proof, prove
from likely.notebook.setting import Setting


def produce(
    folders: Sequence[Path],
    fronts: Mapping[str, FrontMatter],
    setting: Setting,
    cache: Cache,
    problems: Problems,
) -> list[Made]:
    """The pages of these folders. One that has findings is not among them; its findings are in `problems`.

    One concept that cannot be read does not hide what is wrong with the others: each goes as far as it can.
    """
    begun: list[tuple[Draft, Fronts, set[str]]] = []
    for folder in folders:
        looked = Fronts(fronts)
        with cache.noting() as facts:
            concept = read_concept(folder, problems)
            made = draft(concept, looked, problems, cache) if concept else None
            if made:
                run_checks(made, problems, cache)
        if made and not _told_of(made, problems):
            begun.append((made, looked, facts))
    with cache.noting() as proven:
        drafts = [made for made, _, _ in begun]
        python = setting.web / RUNTIME
        proofs = prove(drafts, setting.node, python, cache, problems, setting.quick)
    composed = []
    for (made, looked, facts), proof in zip(begun, proofs, strict=True):
        if _told_of(made, problems):
            continue
        with guarded(made.concept.stage_path, problems), cache.noting() as coloured:
            page = compose(made, looked, proof.comparison, cache)
            composed.append((made, page, proof, looked, facts | proven | coloured))
    return [
        _made(made, page, proof, setting, looked, facts, cache)
        for made, page, proof, looked, facts in composed
    ]


def _made(
    draft: Draft,
    page: Page,
    proof: Proof,
    setting: Setting,
    looked: Fronts,
    facts: set[str],
    cache: Cache,
) -> Made:
    with cache.noting() as bundled:
        files = page_files(draft, page, proof, setting, cache)
    return Made(
        page.id,
        draft.concept.front,
        card(page),
        tuple(draft.writer.demos),
        reach(draft.stage),
        part(files, cache),
        looked.asked,
        tuple(sorted(facts | bundled)),
    )


def _told_of(made: Draft, problems: Problems) -> bool:
    folder = f"{shown(made.concept.folder)}/"
    return any(finding.path.startswith(folder) for finding in problems.findings())
