"""Draft → page value."""

import ast
from collections.abc import Mapping
from functools import cache

from likely.notebook.cache import Cache
from likely.notebook.concept import Concept
from likely.notebook.digest import digest
from likely.notebook.draft import TO_ROOT, Draft
from likely.notebook.front_matter import FrontMatter, Neighbour
from likely.notebook.library import LIBRARY
from likely.notebook.page import NeighbourView, Page, WitnessView
from likely.notebook.receipt import receipt
from likely.notebook.runtime.compare import Comparison
from likely.notebook.source import Source, library_source, read_source
from likely.notebook.stage_view import stage_view
from likely.stage.stage import Stage


def compose(
    draft: Draft,
    titles: Mapping[str, FrontMatter],
    comparison: Comparison | None,
    memory: Cache | None = None,
) -> Page:
    """Put everything together that a template shows. The draft has passed its checks."""
    concept, front = draft.concept, draft.concept.front
    memory = memory or Cache()
    formulas = _formulas(concept, draft.stage, memory)
    shown = read_source("witness", "witness.py", concept.witness, memory)
    sources = (
        concept.prose,
        concept.stage,
        concept.witness,
        draft.panels.digest,
        *(f.digest for f in formulas),
    )
    return Page(
        id=concept.id,
        title=front.title,
        summary=front.summary,
        area=front.area,
        slug=concept.folder.name,
        minutes=front.minutes,
        revision=digest(*sources)[:12],
        hook=draft.hook,
        requires=_neighbours(front.requires, titles),
        leads_to=_neighbours(front.leads_to, titles),
        sections=draft.sections,
        witness=WitnessView(shown.source, shown.html, shown.digest, shown.lines, draft.printed),
        formulas=formulas,
        stage=stage_view(draft.stage),
        receipt=receipt(draft.stage, formulas[0].digest, comparison),
        objects=tuple(draft.writer.objects),
        panels=draft.panels,
    )


def _formulas(concept: Concept, stage: Stage, memory: Cache) -> tuple[Source, ...]:
    """The formula files a page rests on: its stage's own first, then what its code and prose name."""
    names = [stage.formula, *_imported(concept.stage), *_imported(concept.witness), *concept.front.formulas]
    return tuple(library_source(name, memory) for name in dict.fromkeys(names))


@cache
def _imported(source: str) -> tuple[str, ...]:
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("likely.formulas"):
            names += [_module(node.module, alias.name) for alias in node.names]
    return tuple(names)


def _module(package: str, name: str) -> str:
    inside = LIBRARY.joinpath(*package.split(".")[1:], name).with_suffix(".py")
    return f"{package}.{name}" if inside.is_file() else package


def _neighbours(neighbours: list[Neighbour], titles: Mapping[str, FrontMatter]) -> tuple[NeighbourView, ...]:
    shown = []
    for neighbour in neighbours:
        front = titles.get(neighbour.id)
        if front:
            shown.append(
                NeighbourView(neighbour.id, front.title, front.summary, f"{TO_ROOT}{neighbour.id}/index.html")
            )
        else:
            shown.append(NeighbourView(neighbour.id, neighbour.title, neighbour.summary, None))
    return tuple(shown)
