"""claims.toml: what the page asserts, where it stands written, how far it reaches, and what was checked."""

import datetime
import re
from dataclasses import dataclass

from pydantic import Field

from likely.notebook.digest import digest
from likely.notebook.engine import engine
from likely.notebook.panels.sheet import Authored, Sheet
from likely.notebook.panels.surroundings import Surroundings
from likely.notebook.panels.truth import holds
from likely.notebook.problems import Rule
from likely.notebook.vocabulary import ExpressionError

RULE_CHECK = Rule("LK065", "the check of a claim is true", "mend the claim or its check")
RULE_REVIEW = Rule(
    "LK066",
    "a review has a named reviewer, a date, and the digest of what was reviewed",
    "write reviewer, reviewed and reviewed_digest, or none of the three",
)

_SOURCE = r"^source\.[a-z0-9]+(?:-[a-z0-9]+)*$"
_CLAIM = r"^claim\.[a-z0-9]+(?:-[a-z0-9]+)*$"


class Source(Authored):
    """A published work."""

    id: str = Field(pattern=_SOURCE)
    authors: str = Field(min_length=1)
    title: str = Field(min_length=1)
    published: str = Field(min_length=1)
    year: int
    url: str = Field(default="", pattern=r"^(https://\S+)?$")
    note: str = ""


class Claim(Authored):
    """One assertion. Without reviewer it says that nobody has reviewed it."""

    id: str = Field(pattern=_CLAIM)
    text: str = Field(min_length=1)
    source: str
    locator: str = Field(min_length=1)
    scope: str = Field(min_length=1)
    caveat: str = ""
    check: str = ""
    objects: list[str] = Field(default_factory=list)
    reviewer: str = ""
    reviewed: datetime.date | None = None
    reviewed_digest: str = ""


class Claims(Authored):
    """The whole file."""

    source: list[Source] = Field(min_length=1)
    claim: list[Claim] = Field(min_length=1)


@dataclass(frozen=True)
class ClaimView:
    """A claim with its badges: computed, sourced, reviewed or needs review, stale."""

    id: str
    text: str
    source: Source
    locator: str
    scope: str
    caveat: str
    check: str
    objects: tuple[str, ...]
    review: str
    badges: tuple[str, ...]


@dataclass(frozen=True)
class ClaimsView:
    """All claims and all sources of a page."""

    claims: tuple[ClaimView, ...]
    sources: tuple[Source, ...]


def declare(sheet: Sheet, file: Claims, around: Surroundings) -> None:
    """Make objects of the claims and sources."""
    for i, claim in enumerate(file.claim):
        body = "\n".join((claim.source, claim.locator, claim.scope, claim.caveat, claim.check))
        around.declare(sheet, claim.id, "claim", claim.text, ("claim", i), body)
    for i, source in enumerate(file.source):
        around.declare(sheet, source.id, "source", reference(source), ("source", i))


def reference(source: Source) -> str:
    """A source in one line."""
    year = "" if str(source.year) in source.published else f" ({source.year})"
    return f"{source.authors}: {source.title}. {source.published}{year}."


def claims_view(sheet: Sheet, file: Claims, around: Surroundings) -> ClaimsView:
    """Run every check and judge every review. All objects of the page are declared by now."""
    sources = {source.id: source for source in file.source}
    objects = {found.id: found for found in around.objects}
    views = []
    for i, claim in enumerate(file.claim):
        place = ("claim", i)
        if claim.check:
            _check(sheet, claim.check, around, (*place, "check"))
        for name in claim.objects:
            sheet.known(name, objects, (*place, "objects"))
        if not sheet.known(claim.source, sources, (*place, "source")):
            continue
        parts = [objects[name].digest for name in claim.objects if name in objects]
        now = digest(objects[claim.id].digest, *parts)[:12]
        stale = _review(sheet, claim, now, place)
        badges = [*(["computed"] if claim.check else []), "sourced"]
        badges += ["stale"] if stale else ["reviewed"] if claim.reviewer else ["needs review"]
        review = f"{claim.reviewer}, {claim.reviewed}" if claim.reviewer else ""
        views.append(
            ClaimView(
                claim.id, claim.text, sources[claim.source], claim.locator, claim.scope, claim.caveat,
                claim.check, tuple(claim.objects), review, tuple(badges),
            )
        )  # fmt: skip
    return ClaimsView(tuple(views), tuple(file.source))


def _check(sheet: Sheet, check: str, around: Surroundings, place: tuple[str | int, ...]) -> None:
    modules, numbers = around.modules(), around.names()
    key = digest(engine(), "claim", check, repr((sorted(modules), sorted(numbers.items()))))
    if around.cache.get(key):
        return
    try:
        what = "" if holds(check, {**modules, **numbers}) else "the check is false"
        if not what:
            around.cache.put(key, True)
    except ExpressionError as error:
        what = f"the check cannot be computed: {error}"
    if what:
        sheet.broken(RULE_CHECK, place, what, "mend the claim or its check")


def _review(sheet: Sheet, claim: Claim, now: str, place: tuple[str | int, ...]) -> bool:
    """True if what was reviewed has changed since."""
    given = (claim.reviewer, claim.reviewed, claim.reviewed_digest)
    if any(given) and not (all(given) and re.search(r"\w\s+\w", claim.reviewer)):
        mend = f'write reviewer = "Given Family", reviewed = 2024-12-31, reviewed_digest = "{now}"'
        sheet.broken(RULE_REVIEW, (*place, "reviewer"), f"the review of {claim.id!r} is incomplete", mend)
    return bool(claim.reviewer) and claim.reviewed_digest != now
