"""research.toml: for the objects of a page, what is open about them and what to look at.

Every equation, program, demo, misconception, claim and source can be picked; what the author wrote
about one stands with it, and the claims and sources that speak of it are found here.
"""

from dataclasses import dataclass

from pydantic import Field

from likely.notebook.page_object import PageObject
from likely.notebook.panels.claims import Claims
from likely.notebook.panels.sheet import Authored, Place, Sheet, ShowView, show_view
from likely.notebook.panels.surroundings import Surroundings
from likely.notebook.problems import Rule

RULE_ONCE = Rule("LK067", "an object has at most one entry in research.toml", "join the entries")

GROUPS = {
    "stage": "Demo",
    "code": "Code",
    "equation": "Equations",
    "misconception": "Misconceptions",
    "claim": "Claims",
    "source": "Sources",
}
"""The kinds of objects that can be picked, in order, and what their group is called."""

PARTS = (
    "intuition",
    "math",
    "code",
    "stage",
    "storyboard",
    "inquiry",
    "claims",
    "practice",
    "research",
    "map",
)


class About(Authored):
    """What an author says about the object `of`. A link is #id or concept:area/slug#id."""

    of: str
    question: str = Field(min_length=1)
    sources: list[str] = Field(default_factory=list)
    definition: str = ""
    prerequisite: str = ""
    contrast: str = ""
    witness: str = ""
    state: dict[str, float | int | str] | None = None
    shows: str = ""
    resolve: str = Field(min_length=1)
    repair: str = ""
    predict: str = ""


class Research(Authored):
    """The whole file."""

    object: list[About] = Field(default_factory=list)


@dataclass(frozen=True)
class LinkView:
    """A link and its words; `href` is None while the page does not exist."""

    what: str
    href: str | None
    words: str


@dataclass(frozen=True)
class Dossier:
    """One object with everything there is to look at."""

    id: str
    kind: str
    name: str
    reading: str
    tex: str
    states: str
    digest: str
    question: str
    links: tuple[LinkView, ...]
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    show: ShowView | None
    shows: str
    resolve: str
    repair: str
    predict: str


@dataclass(frozen=True)
class ResearchView:
    """Groups of objects: (name of the group, dossiers)."""

    groups: tuple[tuple[str, tuple[Dossier, ...]], ...]


def research_view(
    sheet: Sheet | None, file: Research, claims: Claims | None, around: Surroundings
) -> ResearchView:
    """A dossier for every object that can be picked."""
    objects = {found.id: found for found in around.objects if found.kind in GROUPS}
    about: dict[str, tuple[int, About]] = {}
    if sheet:
        for i, entry in enumerate(file.object):
            place: Place = ("object", i, "of")
            if sheet.known(entry.of, objects, place) and entry.of in about:
                sheet.broken(RULE_ONCE, place, f"{entry.of!r} stands here twice", "keep one")
            about.setdefault(entry.of, (i, entry))
    made = [_dossier(found, about.get(found.id), sheet, claims, around) for found in objects.values()]
    groups = [(name, tuple(d for d in made if d.kind == kind)) for kind, name in GROUPS.items()]
    return ResearchView(tuple((name, found) for name, found in groups if found))


def _dossier(
    found: PageObject,
    entry: tuple[int, About] | None,
    sheet: Sheet | None,
    claims: Claims | None,
    around: Surroundings,
) -> Dossier:
    speaking = (
        [claim for claim in claims.claim if found.id in (claim.id, claim.source, *claim.objects)]
        if claims
        else []
    )
    sources = [claim.source for claim in speaking]
    links: tuple[LinkView, ...] = ()
    show, texts, shows = None, dict.fromkeys(("question", "resolve", "repair", "predict"), ""), ""
    if entry and sheet:
        i, about = entry
        sources = [*about.sources, *sources]
        known = [source.id for source in claims.source] if claims else []
        for source in about.sources:
            sheet.known(source, known, ("object", i, "sources"))
        if about.state is not None:
            state = sheet.state(around.stage, about.state, ("object", i, "state"))
            show = show_view(around.stage, state)
        names = around.vocabulary()
        texts = {name: sheet.say(getattr(about, name), names, ("object", i, name)) for name in texts}
        links = _links(about, sheet, i, around)
        shows = _shows(about.shows, sheet, i, around)
    return Dossier(
        id=found.id,
        kind=found.kind,
        name=name(found),
        reading=found.reading,
        tex=found.tex,
        states=found.states,
        digest=found.digest,
        links=links,
        claims=tuple(claim.id for claim in speaking if claim.id != found.id),
        sources=tuple(source for source in dict.fromkeys(sources) if source != found.id),
        show=show,
        shows=shows,
        **texts,
    )


def name(found: PageObject) -> str:
    """What an object is called in the list: the words of its id."""
    if found.kind in ("stage", "misconception"):
        return found.reading
    return found.id.partition(".")[2].replace("-", " ")


def _shows(invariant: str, sheet: Sheet, i: int, around: Surroundings) -> str:
    statements = {known.id: known.statement for known in around.stage.invariants}
    if invariant:
        sheet.known(invariant, statements, ("object", i, "shows"))
    return statements.get(invariant, "")


def _links(about: About, sheet: Sheet, i: int, around: Surroundings) -> tuple[LinkView, ...]:
    made = []
    for what in ("definition", "prerequisite", "contrast", "witness"):
        target = getattr(about, what)
        if what == "witness" and target and not target.startswith("#"):
            target = f"#{target}"
        if target:
            made.append(_link(what, target, sheet, ("object", i, what), around))
    return tuple(made)


def _link(what: str, target: str, sheet: Sheet, place: Place, around: Surroundings) -> LinkView:
    front = around.concept.front
    if not target.startswith("concept:"):
        anchors = {*PARTS, *(found.id for found in around.objects), *around.anchors}
        sheet.known(target.removeprefix("#"), anchors, place)
        return LinkView(what, f"#{target.removeprefix('#')}", target.removeprefix("#"))
    page, _, anchor = target.removeprefix("concept:").partition("#")
    neighbours = {neighbour.id: neighbour.title for neighbour in (*front.requires, *front.leads_to)}
    if page in around.titles:
        title = around.titles[page].title
        address = f"{around.root}{page}/index.html" + (f"#{anchor}" if anchor else "")
        return LinkView(what, address, f"{title}, {anchor}" if anchor else title)
    sheet.known(page, {*around.titles, *neighbours}, place)
    return LinkView(what, None, neighbours.get(page, page))
