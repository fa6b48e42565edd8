"""A concept folder's panels: read, declared, checked and put into the values a template shows."""

from dataclasses import dataclass

from likely.notebook.digest import digest
from likely.notebook.page_object import PageObject
from likely.notebook.panels import claims as grounding
from likely.notebook.panels import inquiry as looking
from likely.notebook.panels import practice as answering
from likely.notebook.panels import storyboard as stepping
from likely.notebook.panels.research import Research, ResearchView, research_view
from likely.notebook.panels.surroundings import Surroundings


@dataclass(frozen=True)
class Panels:
    """What stands below the demo. A part whose file is not there is None; `digest` is that of all files."""

    storyboard: stepping.StoryboardView | None
    inquiry: looking.InquiryView | None
    claims: grounding.ClaimsView | None
    practice: answering.PracticeView | None
    research: ResearchView | None
    digest: str


def panels(around: Surroundings) -> Panels:
    """Read all files, declare all their objects, then look at what each says: they point at each other."""
    concept, stage = around.concept, around.stage
    names = ("storyboard", "inquiry", "claims", "practice", "research")
    sheets = {name: sheet for name in names if (sheet := around.sheet(f"{name}.toml"))}
    around.objects.append(PageObject("stage", "stage", stage.title, 1, body=concept.stage, file="stage.py"))
    around.objects.append(
        PageObject("code.witness", "code", "witness.py", 1, body=concept.witness, file="witness.py")
    )

    story = pictures = sources = items = None
    board = shown = claims = practice = research = None
    if sheet := sheets.get("storyboard"):
        board = sheet.read(stepping.Storyboard)
        if board:
            stepping.declare(sheet, board, around)
    if sheet := sheets.get("inquiry"):
        shown = sheet.read(looking.Inquiry)
        if shown:
            looking.declare(sheet, shown, around)
    if sheet := sheets.get("claims"):
        claims = sheet.read(grounding.Claims)
        if claims:
            grounding.declare(sheet, claims, around)
    if sheet := sheets.get("practice"):
        practice = sheet.read(answering.Practice)
        if practice:
            answering.declare(sheet, practice, around)

    if board:
        story = stepping.storyboard_view(sheets["storyboard"], board, around)
    if shown:
        pictures = looking.inquiry_view(sheets["inquiry"], shown, around)
    if claims:
        sources = grounding.claims_view(sheets["claims"], claims, around)
    if practice:
        items = answering.practice_view(sheets["practice"], practice, around)
    if sheet := sheets.get("research"):
        research = sheet.read(Research)
    room = None
    if claims or research:
        room = research_view(sheets.get("research"), research or Research(), claims, around)
    texts = [part for name, sheet in sheets.items() for part in (name, "\0", sheet.text, "\0")]
    return Panels(story, pictures, sources, items, room, digest(*texts))
