"""A page as a site needs it: written, checked, and ready to be remembered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from likely.notebook.cache import Cache
from likely.notebook.card import Card
from likely.notebook.demo_states import Reach
from likely.notebook.digest import digest
from likely.notebook.front_matter import FrontMatter
from likely.notebook.part import Part
from likely.notebook.writer import Demo


@dataclass(frozen=True)
class Made:
    """One page.

    part    what stands in its folder; a name that begins with "." is for the site's own files
    asked   the other pages whose heads were looked at, with fingerprints of what was found there
    facts   the keys of everything remembered that it rests on
    """

    id: str
    front: FrontMatter
    card: Card
    demos: tuple[Demo, ...]
    reach: tuple[Reach, ...]
    part: Part
    asked: dict[str, str]
    facts: tuple[str, ...]


_SHAPE = TypeAdapter(Made)


class Fronts(Mapping[str, FrontMatter]):
    """The heads of all pages, noting which of them were looked at."""

    def __init__(self, fronts: Mapping[str, FrontMatter]) -> None:
        self._fronts = fronts
        self.asked: dict[str, str] = {}

    def __getitem__(self, id: str) -> FrontMatter:
        self.asked[id] = fingerprint(self._fronts.get(id))
        return self._fronts[id]

    def __contains__(self, id: object) -> bool:
        self.asked[str(id)] = fingerprint(self._fronts.get(str(id)))
        return id in self._fronts

    def __iter__(self) -> Iterator[str]:  # what lists them all is a finding, and those are not remembered
        return iter(self._fronts)

    def __len__(self) -> int:
        return len(self._fronts)


def fingerprint(front: FrontMatter | None) -> str:
    """What a head says, in short; empty if there is none."""
    return digest(front.model_dump_json()) if front else ""


def remember(key: str, made: Made, cache: Cache) -> None:
    """Keep a page whose files are kept already."""
    cache.put(key, _SHAPE.dump_python(made, mode="json"))


def recall(key: str, cache: Cache) -> Made | None:
    """A page as it was kept; None if it was not, or one of its files is gone."""
    known: Any = cache.get(key)
    if known is None:
        return None
    try:
        made = _SHAPE.validate_python(known)
    except ValidationError:
        return None
    return made if all(map(cache.has, made.part.kept())) else None
