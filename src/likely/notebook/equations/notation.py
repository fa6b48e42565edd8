"""What an author has declared, and what names stand for at a point."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from likely.notebook.equations.tokens import Unreadable

Value = Any  # a number, an array, a number with derivatives, or a list of these


@dataclass(frozen=True)
class Derived:
    """A name that stands for an expression, and the names on which that rests, at whatever remove."""

    compute: "Compute"
    uses: frozenset[str]


@dataclass(frozen=True)
class Names:
    """What names stand for at one point or at many.

    `values` may hold a derived name that was computed before. It is computed anew once something that it
    rests on is given another value, so that a derivative goes through it.
    """

    values: Mapping[str, Value]
    derived: Mapping[str, Derived] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value:
        if name in self.values:
            return self.values[name]
        if name in self.derived:
            return self.derived[name].compute(self)
        raise Unreadable(f"nothing says where {name} lies: add `draws: {name} in (0, 1)`, or its true domain")

    def having(self, **more: Value) -> "Names":
        """The same, with other values for some."""
        stale = {name for name, derived in self.derived.items() if not derived.uses.isdisjoint(more)}
        kept = {name: value for name, value in self.values.items() if name not in stale}
        return Names({**kept, **more}, self.derived)


Compute = Callable[[Names], Value]


@dataclass(frozen=True)
class Function:
    """A notation with arguments: the names they are bound to, and what it stands for."""

    parameters: tuple[str, ...]
    compute: Compute


@dataclass(frozen=True)
class Notation:
    """Names of numbers and of lists, notations with arguments by name and count, where numbers may lie."""

    numbers: frozenset[str]
    lists: frozenset[str]
    functions: Mapping[tuple[str, int], Function]
    intervals: Mapping[str, Callable[[Names], tuple[float, float]]]

    def knows(self, name: str) -> bool:
        """True if the name stands for a number or a list."""
        return name in self.numbers or name in self.lists

    def names(self) -> frozenset[str]:
        """Everything that has a name."""
        return self.numbers | self.lists | {name for name, _ in self.functions}
