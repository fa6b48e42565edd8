"""What every engine offers: a function of one split, done for all splits wherever the workers are.

Three functions make a fit spread: `plan` (from files to splits), a partial result of each split (a few
doubles), and its merge. What travels is the function with the names of row groups out, and numbers back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from likely.data.split import Split
from likely.errors import LikelyError


class Runner(Protocol):
    """An engine that is up."""

    workers: int

    def run(self, function: Callable[[Split], Any], splits: Sequence[Split], title: str = "") -> list[Any]:
        """`function(split)` for every split, in their order; what is wrong with one is a LikelyError."""
        ...


@dataclass(frozen=True)
class Spread:
    """A source cut into splits, and the engine that reads them."""

    runner: Runner
    splits: tuple[Split, ...]
    name: str

    def gather(self, function: Callable[[Split], Any], title: str = "") -> list[Any]:
        """`function(split)` for every split, in order: one pass over the data."""
        return self.runner.run(function, self.splits, title)


class InTurn:
    """One split after the other, in this process: what clusters are compared with."""

    workers = 1

    def run(self, function: Callable[[Split], Any], splits: Sequence[Split], title: str = "") -> list[Any]:
        return [function(split) for split in splits]


def told(function: Callable[[Split], Any], split: Split) -> tuple[str, Any]:
    """The result, or the error that a user can mend: other engines wrap what a worker raises."""
    try:
        return "", function(split)
    except LikelyError as problem:
        return type(problem).__name__, str(problem)


def opened(answer: tuple[str, Any]) -> Any:
    """The result, or the error raised."""
    from likely import errors

    kind, value = answer
    if kind:
        raise getattr(errors, kind, errors.DataError)(value)
    return value
