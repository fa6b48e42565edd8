"""The elements of a picture in every state, each mark drawn only where it can differ."""

from collections.abc import Mapping
from types import CellType, FunctionType
from typing import Any

from likely.notebook.grid.watched import Memory, Read, Watched
from likely.stage.picture import Element, Frame
from likely.stage.stage import Stage

_PLAIN = frozenset((str, int, float, bool, type(None)))


class Drawing:
    """Draws one stage. `layers` gives the frame's and every mark's elements, back to front."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._memories: dict[Any, Memory] = {}
        self._frame: tuple[Frame, Any] | None = None
        self._frames: dict[Any, int] = {}

    def layers(
        self, state: Mapping[str, float], values: Mapping[str, float]
    ) -> list[tuple[str, list[Element]]]:
        """(mark id, elements) for the revealed picture; the frame's id is empty.

        A list that comes out as before is the same object as before.
        """
        reads: dict[Read, None] = {}
        arguments: list[Mapping[str, Any]] = [state, values]
        watched = [Watched(number, inner, reads) for number, inner in enumerate(arguments)]
        picture = self._stage.picture(*watched, None)
        frame = picture.frame
        if self._frame is None or self._frame[0] is not frame:  # nearly always the same one
            self._frame = (frame, self._number(_fingerprint(frame)))
        layers = [("", self._draw(frame, frame, arguments, reads))]
        layers += [
            (mark.id, self._draw(mark, frame, arguments, reads)) for mark in picture.marks + picture.answer
        ]
        return layers

    def _number(self, fingerprint: Any) -> Any:
        """A number in its place, which is not compared anew part by part for every mark in every state."""
        try:
            return self._frames.setdefault(fingerprint, len(self._frames))
        except TypeError:  # holds something that cannot be compared
            return fingerprint

    def _draw(
        self, mark: Any, frame: Frame, arguments: list[Mapping[str, Any]], reads: dict[Read, None]
    ) -> list[Element]:
        seen = self._frame[1] if self._frame else None
        key = (seen, None if mark is frame else _fingerprint(mark))
        try:
            memory = self._memories.setdefault(key, Memory())
        except TypeError:  # holds something that cannot be compared: draw it every time
            memory = Memory()
        found, elements = memory.recall(arguments)
        if not found:
            reads.clear()
            elements = mark.elements() if mark is frame else mark.elements(frame)
            memory.keep(reads, arguments, elements)
        known: list[Element] = elements
        return known


def _fingerprint(thing: Any) -> Any:
    """Two things with equal fingerprints behave alike, but for what they read from watched mappings."""
    kind = type(thing)
    if kind in _PLAIN:
        return (kind, thing)
    if kind is Watched:
        return ("watched", thing.number)
    if isinstance(thing, FunctionType):
        cells = tuple(_fingerprint(cell.cell_contents) for cell in thing.__closure__ or () if _filled(cell))
        return (thing.__code__, cells, _fingerprint(thing.__defaults__))
    if isinstance(thing, tuple | list):
        return (kind, tuple([_fingerprint(part) for part in thing]))
    if isinstance(thing, dict):
        return (kind, tuple([(key, _fingerprint(value)) for key, value in thing.items()]))
    if kind.__module__.startswith("likely.stage"):
        return (kind, tuple([_fingerprint(value) for value in vars(thing).values()]))
    return (kind, thing)


def _filled(cell: CellType) -> bool:
    try:
        cell.cell_contents  # noqa: B018
    except ValueError:
        return False
    return True
