"""From a formula to the sums it asks for: one pass of a kernel takes them all.

A formula is called with a stand-in for the observations (`formulas/traced.py`) and returns its expression.
Here the expression is taken apart into terms, each a coefficient times a sum that a kernel knows:

| term                       | sum over the rows                      | pass it needs                    |
| -------------------------- | -------------------------------------- | -------------------------------- |
| constant                   | 1                                      | none                             |
| linear, square             | x, x² (or log x, its square)           | moments                          |
| quotient                   | (x − a)(x − b)/x                       | moments with the gap of 1/x      |
| log_of, log1pmx            | log x, log(1 − x), log(1 + u) − u      | moments with the gap of a log    |
| exp, log1p_square, log_cosh, absolute | of t, linear in x or log x  | a pass with t's two coefficients |

Numbers in a formula may be plain, or carry derivatives: nothing here asks which. An expression with any
other term has no plan, and whoever asked adds it up in blocks of NumPy, by the same formula.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from likely.formulas.elementary import exp
from likely.formulas.traced import Traced

X, LOG = "x", "log"
NEAR = 4e-16  # a root this near 0 or 1, in units of the divisor, is 0 or 1: what rounding has left of it
PASSES = ("exp", "log1p_square", "log_cosh", "absolute")  # terms that each need a pass of their own


class Unplannable(Exception):
    """The expression has a term that no kernel adds up."""


@dataclass(frozen=True, slots=True)
class Affine:
    """sign·(x − root)/divisor, or sign·log(x/root)/divisor on the base "log"."""

    base: str
    sign: float
    root: Any
    divisor: Any

    @property
    def slope(self) -> Any:
        """Its derivative in the base."""
        return self.sign / self.divisor


@dataclass(frozen=True, slots=True)
class Term:
    """coefficient · Σ kind(arguments)."""

    coefficient: Any
    kind: str
    arguments: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A sum of terms."""

    terms: tuple[Term, ...]

    def scaled(self, by: Any) -> Form:
        """Every coefficient times a number."""
        return Form(tuple(Term(t.coefficient * by, t.kind, t.arguments) for t in self.terms))


@dataclass(frozen=True, slots=True)
class _Ratio:
    """One affine over another: a quotient in the making."""

    over: Affine
    under: Affine


@dataclass(frozen=True, slots=True)
class _Power:
    """exp(−|t|), on its way into log1p."""

    of: Affine


def number(x: Any) -> float:
    """The plain value of a number that may carry derivatives."""
    return float(getattr(x, "value", x))


def form_of(expression: Any, low: float = -math.inf, high: float = math.inf) -> Form:
    """The terms of an expression, for observations that all lie in [low, high].

    Raises Unplannable for a term that no kernel adds up, or a condition that the extent does not decide.
    """
    return _form(_Reader(low, high).read(expression))


def terms_of(statistic: Callable[..., Any], centre: float, scale: float) -> tuple[Form, ...] | None:
    """One form for each component of a family's statistic; None if some component has none."""
    try:
        return tuple(form_of(one) for one in statistic(Traced.x(), centre, scale))
    except Unplannable:
        return None


def decided(condition: Any, low: float, high: float) -> bool | None:
    """True or False if a condition holds for all, or for none, of what lies in [low, high]; else None."""
    try:
        found = _Reader(low, high).read(condition)
    except Unplannable:
        return None
    return found if isinstance(found, bool) else None


def range_of(condition: Any) -> Callable[[float, float], bool] | None:
    """What says whether a condition holds all over [low, high], if it is made of x and numbers alone, so that
    it holds in between where it holds at both ends; else None. To be asked often: nothing is read again.
    """
    if not isinstance(condition, Traced):
        return None
    if condition.operation == "and":
        one, two = map(range_of, condition.arguments)
        return None if one is None or two is None else lambda low, high: one(low, high) and two(low, high)
    compare = _COMPARISONS.get(condition.operation)
    if compare is None or condition.operation == "equal":
        return None
    value, limit = condition.arguments
    if not isinstance(value, Traced) or value.operation != "x" or isinstance(limit, Traced):
        return None
    return lambda low, high: compare(low, limit) and compare(high, limit)


class _Reader:
    """Reads one expression; nodes that occur twice are read once."""

    def __init__(self, low: float, high: float) -> None:
        self._extent = low, high
        self._seen: dict[int, Any] = {}

    def read(self, node: Any) -> Any:
        """An Affine, a Form, a truth, or a number where no observation is involved."""
        if not isinstance(node, Traced):
            return node
        if id(node) not in self._seen:
            self._seen[id(node)] = self._operation(node)
        return self._seen[id(node)]

    def _operation(self, node: Traced) -> Any:
        name = node.operation
        if name == "x":
            return Affine(X, 1.0, 0.0, 1.0)
        if name == "where":
            truth = self.read(node.arguments[0])
            if not isinstance(truth, bool):
                raise Unplannable
            return self.read(node.arguments[1 if truth else 2])
        parts = [self.read(part) for part in node.arguments]
        if name in _COMPARISONS or name in ("and", "or", "not"):
            return self._truth(name, *parts)
        if name == "absolute":
            return self._absolute(parts[0])
        found = _OPERATIONS.get(name)
        if found is None:
            raise Unplannable
        return found(*parts)

    def _truth(self, name: str, *parts: Any) -> bool:
        if name == "not":
            return not parts[0]
        if name in ("and", "or"):
            return all(parts) if name == "and" else any(parts)
        value, limit = parts
        if isinstance(limit, (Affine, Form)):
            raise Unplannable
        ends = self._range(value)
        truths = {_COMPARISONS[name](end, number(limit)) for end in ends}
        if name == "equal" and ends[0] <= number(limit) <= ends[1] and ends[0] != ends[1]:
            raise Unplannable
        if len(truths) > 1:
            raise Unplannable
        return truths.pop()

    def _range(self, value: Any) -> tuple[float, float]:
        """The least and the largest value over the extent."""
        if isinstance(value, Affine) and value.base == X:
            low, high = ((x - number(value.root)) * number(value.slope) for x in self._extent)
            return min(low, high), max(low, high)
        if isinstance(value, Affine):
            if not self._extent[0] > 0:
                raise Unplannable
            low, high = (
                math.log(x / number(value.root)) * number(value.slope) if x < math.inf else x
                for x in self._extent
            )
            return min(low, high), max(low, high)
        if isinstance(value, Form) and len(value.terms) == 1 and value.terms[0].kind == "absolute":
            low, high = self._range(value.terms[0].arguments[0])
            size = number(value.terms[0].coefficient)
            least = 0.0 if low <= 0 <= high else min(abs(low), abs(high))
            ends = size * least, size * max(abs(low), abs(high))
            return min(ends), max(ends)
        raise Unplannable

    def _absolute(self, value: Any) -> Any:
        if not isinstance(value, Affine):
            raise Unplannable
        low, high = self._range(value)
        if low >= 0:
            return value
        return _negative(value) if high < 0 else Form((Term(1.0, "absolute", (value,)),))


def _form(value: Any) -> Form:
    if isinstance(value, Form):
        return value
    if isinstance(value, Affine):
        return Form((Term(1.0, "linear", (value,)),))
    if isinstance(value, (_Ratio, _Power, bool)):
        raise Unplannable
    return Form((Term(value, "constant"),))


def _depends(value: Any) -> bool:
    return isinstance(value, (Affine, Form, _Ratio, _Power))


def _negative(a: Any) -> Any:
    if isinstance(a, Affine):
        return Affine(a.base, -a.sign, a.root, a.divisor)
    return _form(a).scaled(-1.0)


def _add(a: Any, b: Any) -> Any:
    if isinstance(b, Affine) and not _depends(a):
        a, b = b, a
    if isinstance(a, Affine) and not _depends(b):
        lift = b * (a.sign * a.divisor)
        return Affine(a.base, a.sign, a.root - lift if a.base == X else a.root * exp(-lift), a.divisor)
    return Form(_form(a).terms + _form(b).terms)


def _subtract(a: Any, b: Any) -> Any:
    return _add(a, _negative(b) if _depends(b) else -b)


def _multiply(a: Any, b: Any) -> Any:
    if not _depends(a):
        a, b = b, a
    if not _depends(b):
        if isinstance(a, Affine):
            if number(b) == 0:
                return 0.0
            return Affine(a.base, a.sign, a.root, a.divisor / b)
        return _form(a).scaled(b)
    if isinstance(a, _Ratio):
        a, b = b, a
    if isinstance(a, Affine) and isinstance(b, _Ratio):
        return Form((Term(1.0, "quotient", (a, b.over, b.under)),))
    bare = [t.terms[0] for t in (a, b) if isinstance(t, Form) and len(t.terms) == 1]
    if len(bare) == 2 and all(t.kind == "absolute" for t in bare):
        inner, same = bare[0].arguments[0], bare[1].arguments[0]
        return Form((Term(bare[0].coefficient * bare[1].coefficient, "square", (inner, same)),))
    if isinstance(a, Affine) and isinstance(b, Affine) and a.base == b.base:
        return Form((Term(1.0, "square", (a, b)),))
    raise Unplannable


def _divide(a: Any, b: Any) -> Any:
    if _depends(b):
        if not (isinstance(a, Affine) and isinstance(b, Affine) and a.base == b.base == X):
            raise Unplannable
        if number(b.root) != 0:
            raise Unplannable
        return _Ratio(a, b)
    if isinstance(a, Affine):
        return Affine(a.base, a.sign, a.root, a.divisor * b)
    return _form(a).scaled(1 / b)


def _log(a: Any) -> Any:
    if not isinstance(a, Affine) or a.base != X:
        raise Unplannable
    side = _side(a)
    if side == 0:
        return Affine(LOG, 1.0, a.divisor, 1.0)
    return Form((Term(1.0, "log_of", (side, a.divisor)),))


def _log_ratio(a: Any, b: Any) -> Any:
    return _log(_divide(a, b))


def _side(a: Affine) -> int:
    """0 if it is x/divisor, 1 if it is (1 − x)/divisor."""
    size = abs(number(a.divisor)) + 1
    if a.sign > 0 and abs(number(a.root)) <= NEAR * abs(number(a.divisor)) and number(a.divisor) > 0:
        return 0
    if a.sign < 0 and abs(number(a.root) - 1) <= NEAR * size and number(a.divisor) > 0:
        return 1
    raise Unplannable


def _log1pmx(a: Any) -> Any:
    if not isinstance(a, Affine) or a.base != X:
        raise Unplannable
    return Form((Term(1.0, "log1pmx", (_side(_add(a, 1.0)), a)),))


def _exp(a: Any) -> Any:
    if isinstance(a, Affine):
        return Form((Term(1.0, "exp", (a,)),))
    inner = a.terms[0] if isinstance(a, Form) and len(a.terms) == 1 else None
    if inner is not None and inner.kind == "absolute" and number(inner.coefficient) == -1:
        return _Power(inner.arguments[0])
    raise Unplannable


def _log1p(a: Any) -> Any:
    if isinstance(a, _Power):  # log(1 + exp(−|t|)) = log(2·cosh(t/2)) − |t|/2
        return Form((Term(1.0, "log_cosh", (a.of,)), Term(-0.5, "absolute", (a.of,))))
    if isinstance(a, Form) and len(a.terms) == 1 and a.terms[0].kind == "exp" and a.terms[0].coefficient == 1:
        t = a.terms[0].arguments[0]  # all on one side of 0: log(1 + exp t) = log(2·cosh(t/2)) + t/2
        return Form((Term(1.0, "log_cosh", (t,)), Term(0.5, "linear", (t,))))
    if isinstance(a, Form) and len(a.terms) == 1 and a.terms[0].kind == "square":
        one, two = a.terms[0].arguments
        by = a.terms[0].coefficient * one.slope * two.slope
        if one.base == X and number(one.root) == number(two.root) and number(by) > 0:
            return Form((Term(1.0, "log1p_square", (one.root, by)),))
    raise Unplannable


def merged(form: Form) -> Form:
    """Terms of equal sums together; those whose plain coefficients cancel are gone."""
    kept: list[Term] = []
    for term in form.terms:
        for i, other in enumerate(kept):
            if term.kind == other.kind == "absolute" and _same(term.arguments[0], other.arguments[0]):
                kept[i] = Term(other.coefficient + term.coefficient, term.kind, term.arguments)
                break
        else:
            kept.append(term)
    return Form(tuple(t for t in kept if not (isinstance(t.coefficient, float) and t.coefficient == 0)))


def _same(a: Affine, b: Affine) -> bool:
    return a.base == b.base and number(a.root) == number(b.root) and number(a.slope) == number(b.slope)


_COMPARISONS: dict[str, Callable[[float, float], bool]] = {
    "less": lambda a, b: a < b,
    "greater": lambda a, b: a > b,
    "at_most": lambda a, b: a <= b,
    "at_least": lambda a, b: a >= b,
    "equal": lambda a, b: a == b,
}
_OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": _add,
    "subtract": _subtract,
    "multiply": _multiply,
    "divide": _divide,
    "negative": _negative,
    "log": _log,
    "log_ratio": _log_ratio,
    "log1pmx": _log1pmx,
    "exp": _exp,
    "log1p": _log1p,
}
