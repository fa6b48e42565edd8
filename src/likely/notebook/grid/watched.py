"""Work done once for all states in which it would come out the same.

A pure function that read nothing but `k` gives the same answer in every state with that `k`. So each
run notes what it read, and a state that agrees on all of that takes the earlier answer.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Read = tuple[int, str]
"""Which argument was read, and at which key."""


class Watched(Mapping[str, Any]):
    """A mapping that notes which of its keys are read."""

    def __init__(self, number: int, inner: Mapping[str, Any], reads: dict[Read, None]) -> None:
        self.number = number
        self.inner = inner
        self.reads = reads

    def __getitem__(self, key: str) -> Any:
        self.reads[self.number, key] = None
        return self.inner[key]

    def __iter__(self) -> Iterator[str]:
        for key in self.inner:
            self.reads[self.number, key] = None
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


class Memory:
    """Answers, by what was read to find them."""

    def __init__(self) -> None:
        self._known: dict[tuple[Read, ...], dict[tuple[Any, ...], Any]] = {}

    def recall(self, arguments: list[Mapping[str, Any]]) -> tuple[bool, Any]:
        """Whether an earlier run read only what is the same now, and its answer."""
        for reads, answers in self._known.items():
            key = tuple(arguments[number].get(name) for number, name in reads)
            if key in answers:
                return True, answers[key]
        return False, None

    def keep(self, reads: dict[Read, None], arguments: list[Mapping[str, Any]], answer: Any) -> None:
        """Remember an answer and what it rests on."""
        order = tuple(reads)
        key = tuple(arguments[number].get(name) for number, name in order)
        self._known.setdefault(order, {})[key] = answer


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function of mappings, which runs only where its answer can differ."""
    memory = Memory()

    def answer(*arguments: Mapping[str, Any]) -> Any:
        given = list(arguments)
        found, known = memory.recall(given)
        if not found:
            reads: dict[Read, None] = {}
            known = function(*(Watched(number, inner, reads) for number, inner in enumerate(given)))
            memory.keep(reads, given, known)
        return known

    return answer
