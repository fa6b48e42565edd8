"""What a piece of prose is written against: its file, its names, its links, and what it declares."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from likely.notebook.cache import Cache
from likely.notebook.page_object import PageObject
from likely.notebook.problems import Problems, Rule
from likely.notebook.vocabulary import Vocabulary


@dataclass(frozen=True)
class Link:
    """A link in prose: where it goes, and the line it stands on."""

    target: str
    line: int


@dataclass(frozen=True)
class Demo:
    """A state that the prose sets a demo to: this page's if `page` is empty. Values as they were written."""

    page: str
    state: dict[str, str]
    line: int


@dataclass(frozen=True)
class Writer:
    """The surroundings of one page's prose. The lists fill up as it is rendered."""

    path: Path
    root: str
    pages: Collection[str]
    vocabulary: Vocabulary
    problems: Problems
    cache: Cache = field(default_factory=Cache)
    objects: list[PageObject] = field(default_factory=list)
    anchors: list[Link] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    demos: list[Demo] = field(default_factory=list)

    def broken(self, rule: Rule, line: int, what: str, mend: str) -> None:
        """Collect a finding in this file."""
        self.problems.add(rule.broken(self.path, line, what, mend))
