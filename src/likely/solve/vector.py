"""Many floats at once, where there is no NumPy: formulas take a `Vector` as they take an array.

A formula that sees a vector does its work on parameters once and not once a row, and a jet whose parts are
vectors has its overhead once. Under MicroPython that is five to thirty times as fast as row by row.
"""

from likely.formulas import elementary as e
from likely.formulas.elementary import INFINITY, NAN, Value, total
from likely.solve.jet import Jet, plain


class Vector:
    """Floats, or truths, in a list. Arithmetic and comparisons go element by element, as with an array."""

    __slots__ = ("items",)

    def __init__(self, items: Value) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Value:
        return iter(self.items)

    def __getitem__(self, key: Value) -> Value:
        """One element; or, asked with a vector of truths, those where it holds."""
        if isinstance(key, Vector):
            return Vector([x for x, wanted in zip(self.items, key.items) if wanted])
        return self.items[key]

    def __add__(self, other: Value) -> Value:
        if isinstance(other, Jet):
            return other.__radd__(self)
        mine = self.items
        if isinstance(other, Vector):
            theirs = other.items
            return Vector([mine[i] + theirs[i] for i in range(len(mine))])
        return Vector([x + other for x in mine])

    __radd__ = __add__

    def __sub__(self, other: Value) -> Value:
        if isinstance(other, Jet):
            return other.__rsub__(self)
        mine = self.items
        if isinstance(other, Vector):
            theirs = other.items
            return Vector([mine[i] - theirs[i] for i in range(len(mine))])
        return Vector([x - other for x in mine])

    def __rsub__(self, other: Value) -> Value:
        return Vector([other - x for x in self.items])

    def __mul__(self, other: Value) -> Value:
        if isinstance(other, Jet):
            return other.__rmul__(self)
        mine = self.items
        if isinstance(other, Vector):
            theirs = other.items
            return Vector([mine[i] * theirs[i] for i in range(len(mine))])
        return Vector([x * other for x in mine])

    __rmul__ = __mul__

    def __truediv__(self, other: Value) -> Value:
        if isinstance(other, Jet):
            return other.__rtruediv__(self)
        mine = self.items
        if isinstance(other, Vector):
            return Vector(_quotients(mine, other.items))
        return Vector([x / other for x in mine] if other else [_over(x, other) for x in mine])

    def __rtruediv__(self, other: Value) -> Value:
        return Vector(_quotients([other] * len(self.items), self.items))

    def __neg__(self) -> "Vector":
        return Vector([-x for x in self.items])

    def __abs__(self) -> "Vector":
        return Vector([abs(x) for x in self.items])

    def __lt__(self, other: Value) -> "Vector":
        return self._each(other, lambda a, b: a < b)

    def __le__(self, other: Value) -> "Vector":
        return self._each(other, lambda a, b: a <= b)

    def __gt__(self, other: Value) -> "Vector":
        return self._each(other, lambda a, b: a > b)

    def __ge__(self, other: Value) -> "Vector":
        return self._each(other, lambda a, b: a >= b)

    def __eq__(self, other: object) -> "Vector":  # type: ignore[override]
        return self._each(other, lambda a, b: a == b)

    def __ne__(self, other: object) -> "Vector":  # type: ignore[override]
        return self._each(other, lambda a, b: a != b)

    __hash__ = None  # type: ignore[assignment]

    def __and__(self, other: Value) -> "Vector":
        return self._each(other, lambda a, b: bool(a and b))

    __rand__ = __and__

    def __or__(self, other: Value) -> "Vector":
        return self._each(other, lambda a, b: bool(a or b))

    __ror__ = __or__

    def _each(self, other: Value, act: Value) -> "Vector":
        other = plain(other)
        if isinstance(other, Vector):
            return Vector([act(a, b) for a, b in zip(self.items, other.items)])
        return Vector([act(a, other) for a in self.items])

    def log(self) -> "Vector":
        return Vector([e.log(x) for x in self.items])

    def log1p(self) -> "Vector":
        return Vector([e.log1p(x) for x in self.items])

    def log1pmx(self) -> "Vector":
        return Vector([e.log1pmx(x) for x in self.items])

    def exp(self) -> "Vector":
        return Vector([e.exp(x) for x in self.items])

    def expm1(self) -> "Vector":
        return Vector([e.expm1(x) for x in self.items])

    def sqrt(self) -> "Vector":
        return Vector([e.sqrt(x) for x in self.items])

    def sin(self) -> "Vector":
        return Vector([e.sin(x) for x in self.items])

    def cos(self) -> "Vector":
        return Vector([e.cos(x) for x in self.items])

    def arctan(self) -> "Vector":
        return Vector([e.atan(x) for x in self.items])

    def floor(self) -> "Vector":
        return Vector([e.floor(x) for x in self.items])

    def ceil(self) -> "Vector":
        return Vector([e.ceil(x) for x in self.items])

    @staticmethod
    def chosen(condition: Value, yes: Value, no: Value) -> Value:
        """`yes` where the condition holds, `no` elsewhere; jets choose their derivatives along."""
        if isinstance(yes, Jet) or isinstance(no, Jet):
            return Jet.chosen(condition, yes, no)
        if not isinstance(condition, Vector):
            return yes if condition else no
        truths = condition.items
        size = len(truths)
        a = yes.items if isinstance(yes, Vector) else [yes] * size
        b = no.items if isinstance(no, Vector) else [no] * size
        return Vector([a[i] if truths[i] else b[i] for i in range(size)])

    def sum(self) -> float:
        """The sum, with a running correction."""
        return float(total(self.items))

    def max(self) -> float:
        """The largest element."""
        return float(max(self.items))

    def min(self) -> float:
        """The smallest element."""
        return float(min(self.items))

    def any(self) -> bool:
        """True if one of the truths holds."""
        return any(self.items)

    def all(self) -> bool:
        """True if all truths hold."""
        return all(self.items)


def _quotients(above: Value, below: Value) -> list[float]:
    try:
        return [above[i] / below[i] for i in range(len(above))]
    except ZeroDivisionError:
        return [_over(a, b) for a, b in zip(above, below)]


def _over(a: float, b: float) -> float:
    """a/b as arrays have it: ±∞ or not a number where b is 0."""
    if b != 0:
        return a / b
    return INFINITY if a > 0 else -INFINITY if a < 0 else NAN


def weighted_sum(contribution: Value, columns: Value, weights: Vector, parameters: Value) -> Value:
    """Σ weight · contribution(*columns, *parameters) over rows: a float, or a jet if a parameter is one."""
    got = contribution(*columns, *parameters)
    everything = weights.sum()

    def add(part: Value) -> float:
        return float((weights * part).sum() if isinstance(part, Vector) else part * everything)

    return got.each(add) if isinstance(got, Jet) else add(got)
