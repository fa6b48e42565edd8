"""Numbers that carry their derivatives: one formula gives value, gradient and Hessian.

A `Jet` is a truncated Taylor expansion in a few parameters: the value, the first derivatives, the second
derivatives. Each part is a float or an array. Jets pass through `formulas.elementary` like any other
number, so the derivatives of a log density are never written down a second time.

Derivatives that are zero by structure are None: they cost nothing and cannot turn 0·∞ into no number.

Source  Griewank & Walther 2008, Evaluating Derivatives, 2nd ed., ch. 13 (forward mode, second order).
"""

from likely.formulas import elementary as e
from likely.formulas import gamma_functions, special
from likely.formulas.elementary import Value
from likely.formulas.traced import Traced

Part = Value  # a float, an array, or None for a zero


class Jet:
    """Value, gradient (one part a parameter) and Hessian (parts i ≤ j, row by row)."""

    __slots__ = ("first", "second", "value")
    __array_ufunc__ = None  # NumPy leaves mixed arithmetic to this class

    def __init__(self, value: Value, first: tuple[Part, ...], second: tuple[Part, ...]) -> None:
        self.value = value
        self.first = first
        self.second = second

    @classmethod
    def seed(cls, value: float, index: int, size: int, slope: float = 1.0, bend: float = 0.0) -> "Jet":
        """Parameter number `index` of `size`; `slope` and `bend` are its derivatives in its coordinate."""
        first = tuple(slope if i == index else None for i in range(size))
        second = tuple(bend if i == j == index and bend else None for i, j in pairs(size))
        return cls(value, first, second)

    def through(self, value: Value, slope: Value, bend: Value) -> "Jet":
        """f(self), from f, f′ and f″ at the value: the chain rule."""
        mine = self.first
        first = tuple([None if a is None or slope is None else slope * a for a in mine])
        second = []
        for h, (i, j) in zip(self.second, pairs(len(mine))):
            part = None if h is None or slope is None else slope * h
            if bend is not None and mine[i] is not None and mine[j] is not None:
                curved = bend * (mine[i] * mine[j])
                part = curved if part is None else part + curved
            second.append(part)
        return Jet(value, first, tuple(second))

    def each(self, function: Value) -> "Jet":
        """Every part that is not zero by structure, put through a function that is linear, such as a sum."""
        return Jet(
            function(self.value),
            tuple([None if a is None else function(a) for a in self.first]),
            tuple([None if a is None else function(a) for a in self.second]),
        )

    def __add__(self, other: Value) -> "Jet":
        if isinstance(other, Jet):
            return Jet(
                self.value + other.value,
                tuple(
                    [b if a is None else a if b is None else a + b for a, b in zip(self.first, other.first)]
                ),
                tuple(
                    [b if a is None else a if b is None else a + b for a, b in zip(self.second, other.second)]
                ),
            )
        if isinstance(other, Traced):
            return NotImplemented
        return Jet(self.value + other, self.first, self.second)

    __radd__ = __add__

    def __neg__(self) -> "Jet":
        return Jet(
            -self.value,
            tuple([None if a is None else -a for a in self.first]),
            tuple([None if a is None else -a for a in self.second]),
        )

    def __sub__(self, other: Value) -> "Jet":
        return self.__add__(-other)  # which may decline: an expression adds the jet itself

    def __rsub__(self, other: Value) -> "Jet":
        return self.__neg__().__add__(other)

    def __mul__(self, other: Value) -> "Jet":
        if not isinstance(other, Jet):
            if isinstance(other, Traced):
                return NotImplemented
            return Jet(
                self.value * other,
                tuple([None if a is None else a * other for a in self.first]),
                tuple([None if a is None else a * other for a in self.second]),
            )
        x, y = self.value, other.value
        mine, theirs = self.first, other.first
        first = [
            (None if b is None else b * x) if a is None else a * y if b is None else a * y + b * x
            for a, b in zip(mine, theirs)
        ]
        second = []
        for a, b, (i, j) in zip(self.second, other.second, pairs(len(mine))):
            part = (None if b is None else b * x) if a is None else a * y if b is None else a * y + b * x
            if mine[i] is not None and theirs[j] is not None:
                part = mine[i] * theirs[j] if part is None else part + mine[i] * theirs[j]
            if mine[j] is not None and theirs[i] is not None:
                part = mine[j] * theirs[i] if part is None else part + mine[j] * theirs[i]
            second.append(part)
        return Jet(x * y, tuple(first), tuple(second))

    __rmul__ = __mul__

    def reciprocal(self) -> "Jet":
        """1/self."""
        r = 1 / self.value
        return self.through(r, -r * r, 2 * r * r * r)

    def __truediv__(self, other: Value) -> "Jet":
        """self/other, with the value divided once, so that it is as exact as for plain numbers."""
        if not isinstance(other, Jet):
            if isinstance(other, Traced):
                return NotImplemented
            return Jet(
                self.value / other,
                tuple(None if a is None else a / other for a in self.first),
                tuple(None if a is None else a / other for a in self.second),
            )
        return self._quotient(self.value, self.first, self.second, other)

    def __rtruediv__(self, other: Value) -> "Jet":
        none = (None,) * len(self.second)
        return self._quotient(other, (None,) * len(self.first), none, self)

    @staticmethod
    def _quotient(value: Value, first: tuple[Part, ...], second: tuple[Part, ...], by: "Jet") -> "Jet":
        """With q = a/b:  q′ = (a′ − q·b′)/b  and  q″ = (a″ − q·b″ − q′·b′ − b′·q′)/b. Nothing overflows
        early.
        """
        q = value / by.value
        slopes = tuple(_over(_minus(a, _times(b, q)), by.value) for a, b in zip(first, by.first))
        bends = []
        for k, (i, j) in enumerate(pairs(len(by.first))):
            cross = _plus(_times(slopes[i], by.first[j]), _times(slopes[j], by.first[i]))
            bends.append(_over(_minus(_minus(second[k], _times(by.second[k], q)), cross), by.value))
        return Jet(q, slopes, tuple(bends))

    def __pow__(self, power: int) -> "Jet":
        result = self
        for _ in range(power - 1):
            result = result * self
        return result

    def __abs__(self) -> "Jet":
        sign = e.where(self.value < 0, -1.0, 1.0)
        return self.through(abs(self.value), sign, None)

    def __lt__(self, other: Value) -> Value:
        return self.value < plain(other)

    def __le__(self, other: Value) -> Value:
        return self.value <= plain(other)

    def __gt__(self, other: Value) -> Value:
        return self.value > plain(other)

    def __ge__(self, other: Value) -> Value:
        return self.value >= plain(other)

    def __eq__(self, other: object) -> Value:
        return self.value == plain(other)

    def __ne__(self, other: object) -> Value:
        return self.value != plain(other)

    __hash__ = None  # type: ignore[assignment]

    def log(self) -> "Jet":
        ratios = tuple(_over(a, self.value) for a in self.first)  # not 1/x², which overflows early
        bends = tuple(
            _minus(_over(h, self.value), _times(ratios[i], ratios[j]))
            for h, (i, j) in zip(self.second, pairs(len(self.first)))
        )
        return Jet(e.log(self.value), ratios, bends)

    def log1p(self) -> "Jet":
        r = 1 / (1 + self.value)
        return self.through(e.log1p(self.value), r, -r * r)

    def log1pmx(self) -> "Jet":
        r = 1 / (1 + self.value)
        return self.through(e.log1pmx(self.value), -self.value * r, -r * r)

    def exp(self) -> "Jet":
        value = e.exp(self.value)
        return self.through(value, value, value)

    def expm1(self) -> "Jet":
        value = e.exp(self.value)
        return self.through(e.expm1(self.value), value, value)

    def sqrt(self) -> "Jet":
        root = e.sqrt(self.value)
        return self.through(root, 0.5 / root, -0.25 / (root * self.value))

    def sin(self) -> "Jet":
        value = e.sin(self.value)
        return self.through(value, e.cos(self.value), -value)

    def cos(self) -> "Jet":
        value = e.cos(self.value)
        return self.through(value, -e.sin(self.value), -value)

    def arctan(self) -> "Jet":
        r = 1 / (1 + self.value * self.value)
        return self.through(e.atan(self.value), r, -2 * self.value * r * r)

    def polynomial(self, coefficients: tuple[float, ...]) -> "Jet":
        """A polynomial of self, the constant first: Horner's rule for its value and both its derivatives,
        then one chain rule, where a rule at every step would cost twenty.
        """
        x = self.value
        value, slope, half = 0.0 * x, 0.0 * x, 0.0 * x
        for coefficient in reversed(coefficients):
            half = half * x + slope
            slope = slope * x + value
            value = value * x + coefficient
        return self.through(value, slope, 2 * half)

    def lgamma(self) -> "Jet":
        x = self.value
        return self.through(special.lgamma(x), special.digamma(x), special.trigamma(x))

    def stirling_error(self) -> "Jet":
        """log Γ less Stirling's formula: its slope is 1/(2x) − (log x − ψ(x))."""
        x = self.value
        r = 1 / x
        slope = 0.5 * r - gamma_functions.log_minus_digamma(x)
        return self.through(
            gamma_functions.stirling_error(x),
            slope,
            gamma_functions.trigamma_minus_reciprocal(x) - 0.5 * r * r,
        )

    @staticmethod
    def chosen(condition: Value, yes: Value, no: Value) -> "Jet":
        """`yes` where the condition holds, `no` elsewhere, derivatives too."""
        model = yes if isinstance(yes, Jet) else no
        a, b = (x if isinstance(x, Jet) else constant_like(x, model) for x in (yes, no))
        return Jet(
            e.where(condition, a.value, b.value),
            tuple(_choose(condition, p, q) for p, q in zip(a.first, b.first)),
            tuple(_choose(condition, p, q) for p, q in zip(a.second, b.second)),
        )


def constant_like(value: Value, model: Jet) -> Jet:
    """A constant, as a jet in the same parameters as `model`."""
    return Jet(value, (None,) * len(model.first), (None,) * len(model.second))


def plain(x: Value) -> Value:
    """The value, without derivatives."""
    return x.value if isinstance(x, Jet) else x


_PAIRS: "dict[int, tuple[tuple[int, int], ...]]" = {}


def pairs(size: int) -> tuple[tuple[int, int], ...]:
    """(i, j) with i ≤ j < size, row by row: the order of the Hessian's parts."""
    if size not in _PAIRS:
        _PAIRS[size] = tuple((i, j) for i in range(size) for j in range(i, size))
    return _PAIRS[size]


def _plus(a: Part, b: Part) -> Part:
    if a is None:
        return b
    return a if b is None else a + b


def _minus(a: Part, b: Part) -> Part:
    if b is None:
        return a
    return -b if a is None else a - b


def _times(a: Part, b: Part) -> Part:
    return None if a is None or b is None else a * b


def _over(a: Part, b: Value) -> Part:
    return None if a is None else a / b


def _choose(condition: Value, a: Part, b: Part) -> Part:
    if a is None and b is None:
        return None
    return e.where(condition, 0.0 if a is None else a, 0.0 if b is None else b)
