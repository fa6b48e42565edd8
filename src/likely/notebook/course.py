"""The pages of a site as a course: an order to read them in, and a map with a road for each `requires`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from likely.notebook.card import Card

COLUMN, ROW, MARGIN = 172, 104, 84
"""Distances on the map, in its own units."""


@dataclass(frozen=True)
class Stop:
    """One page: its number in the reading order, the titles it comes after, and its place on the map."""

    number: int
    page: Card
    after: tuple[str, ...]
    x: int
    y: int
    label: tuple[str, ...]


@dataclass(frozen=True)
class Road:
    """From a page to one that requires it; `start` is the page that earns the road. `path` is SVG's."""

    start: str
    end: str
    path: str


@dataclass(frozen=True)
class Course:
    """All stops in reading order, and the map's size."""

    stops: tuple[Stop, ...]
    roads: tuple[Road, ...]
    width: int
    height: int
    minutes: int


def course(pages: Sequence[Card]) -> Course:
    """Lay the pages out: each stands one column to the right of the last page it requires."""
    before = _before(pages)
    column = _columns(before)
    layers: list[list[str]] = [[] for _ in range(max(column.values(), default=-1) + 1)]
    for page in sorted(pages, key=lambda page: page.title):
        layers[column[page.id]].append(page.id)
    tallest = max(map(len, layers), default=1)
    height: dict[str, float] = {}
    for layer in layers:
        layer.sort(
            key=lambda id: _mean([height[other] for other in before[id] if other in height])
        )  # few roads cross
        for slot, id in enumerate(layer):
            height[id] = slot + (tallest - len(layer)) / 2
    known = {page.id: page for page in pages}
    order = [id for layer in layers for id in layer]
    place = {id: (MARGIN + COLUMN * column[id], round(40 + ROW * height[id])) for id in order}
    stops = tuple(
        Stop(
            number,
            known[id],
            tuple(known[other].title for other in before[id]),
            *place[id],
            tuple(wrap(known[id].title, 18)),
        )
        for number, id in enumerate(order, start=1)
    )
    roads = tuple(
        Road(start, end, _path(place[start], place[end]))
        for end in order
        for start in before[end]
        if not any(_leads(start, other, before) for other in before[end] if other != start)
    )
    return Course(
        stops,
        roads,
        2 * MARGIN + COLUMN * (len(layers) - 1),
        100 + ROW * (tallest - 1),
        sum(page.minutes for page in pages),
    )


def _before(pages: Sequence[Card]) -> dict[str, list[str]]:
    """What each page requires, among the pages there are."""
    known = {page.id for page in pages}
    return {page.id: [other for other in page.requires if other in known] for page in pages}


def _columns(before: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """The longest way to each page. A page in a ring, which the checks refuse, counts as without a way."""
    column: dict[str, int] = {}

    def visit(id: str, way: frozenset[str]) -> int:
        if id not in column:
            inside = [visit(other, way | {id}) for other in before[id] if other not in way | {id}]
            column[id] = 1 + max(inside, default=-1)
        return column[id]

    for id in before:
        visit(id, frozenset())
    return column


def _leads(start: str, end: str, before: Mapping[str, Sequence[str]]) -> bool:
    """True if there is a way from one page to another."""
    seen: set[str] = set()
    found = list(before[end])
    while found:
        id = found.pop()
        if id == start:
            return True
        if id not in seen:
            seen.add(id)
            found += before[id]
    return False


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _path(start: tuple[int, int], end: tuple[int, int]) -> str:
    (x, y), (to_x, to_y) = start, end
    middle = (x + to_x) // 2
    return f"M{x + 13} {y}C{middle} {y} {middle} {to_y} {to_x - 13} {to_y}"
