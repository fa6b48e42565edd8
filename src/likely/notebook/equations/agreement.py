"""An equation and the code it states, compared at 1,000 points.

Every side that can be computed is compared with the code, so every step of a derivation is compared with
the one before it as well. A difference is relative, and absolute for numbers below 1e-3, as in a receipt.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from likely.notebook.digest import digest
from likely.notebook.equations.compared import Agreement, Disagreement, Written
from likely.notebook.equations.draws import Draw, ends, points, read_draws
from likely.notebook.equations.names import heading
from likely.notebook.equations.notation import Compute, Derived, Function, Names, Notation
from likely.notebook.equations.reader import Reader
from likely.notebook.equations.tokens import Unreadable, sides, tokens
from likely.notebook.vocabulary import ExpressionError, Vocabulary

POINTS = 1000
LIMIT = 1e-9
SMALL = 1e-3
_BATCHES = 20


def agreement(written: Written, vocabulary: Vocabulary, earlier: Mapping[str, str]) -> Agreement:
    """Compare. `earlier` holds the formulas of equations above this one, by their ids.

    Raises Unreadable if the equation cannot be read or drawn, Disagreement if it is wrong.
    """
    try:
        statement = _Statement(written, vocabulary, earlier)
    except RecursionError:
        raise Unreadable("it is nested too deeply") from None
    worst = 0.0
    rng = np.random.default_rng(int(digest(written.tex, "\0", written.states)[:8], 16))
    batches = _BATCHES if statement.same else 1
    total = 0
    flaws: list[tuple[float, str]] = []
    with np.errstate(all="ignore"):
        for _ in range(batches):
            count = (POINTS // batches) if statement.draws else 1
            drawn = points(statement.draws, count, statement.same, rng, vocabulary.compute)
            names = Names(drawn, statement.derived)
            once = {name: _at_points(one.compute, names, count) for name, one in statement.derived.items()}
            names = Names({**drawn, **once}, statement.derived)
            code = _at_points(statement.code, names, count)
            total += count
            for number, side in statement.sides:
                other = _at_points(side, names, count)
                difference = _difference(code, other)
                at = int(np.argmax(difference))
                worst = max(worst, float(difference[at]))
                if difference[at] > LIMIT:
                    flaws.append(
                        (float(difference[at]), statement.told(number, code[at], other[at], drawn, at))
                    )
            if not np.any(np.isfinite(code)):
                raise Unreadable(f"`{written.states}` is not finite at any point drawn: mend `draws:`")
    if flaws:
        raise Disagreement(max(flaws)[1])
    return Agreement(total, len(statement.sides), worst)


class _Statement:
    """An equation read: its sides, its code, and what has to be drawn."""

    def __init__(self, written: Written, vocabulary: Vocabulary, earlier: Mapping[str, str]) -> None:
        self._written = written
        self._vocabulary = vocabulary
        self.code = self._compute(written.states)
        self.draws = read_draws(written.draws)
        derived: dict[str, str] = {}
        functions: dict[tuple[str, int], Function] = {}
        codes: list[tuple[str, frozenset[str]]] = [(written.states, frozenset())]
        for name, parameters, code in _meanings(written.where, earlier):
            codes.append((code, frozenset(parameters or ())))
            if parameters is None:
                derived[name] = code
            else:
                functions[name, len(parameters)] = Function(parameters, self._compute(code))
        self.derived = {
            name: Derived(self._compute(code), self._rests_on(name, derived))
            for name, code in derived.items()
        }
        self._complete(codes)
        lists = frozenset(draw.name for draw in self.draws if draw.is_list)
        drawn = frozenset(draw.name for draw in self.draws) - lists
        between = [draw for draw in self.draws if draw.kind == "between" and not draw.is_list]
        intervals = {draw.name: self._interval(draw) for draw in between}
        notation = Notation(drawn | frozenset(derived), lists, functions, intervals)
        self._parts = sides(tokens(written.tex))
        bounds: set[str] = set()
        read = [Reader(part, notation, bounds).side() for part in self._parts]
        self.sides = [(number, side) for number, side in enumerate(read, start=1) if side]
        if not self.sides:
            raise Unreadable("no side of it can be computed")
        lengths = {draw.times for draw in self.draws if draw.times and not draw.times.isdigit()}
        self.same = lengths | (bounds & drawn)

    def told(self, number: int, code: float, other: float, drawn: Mapping[str, Any], at: int) -> str:
        """The worst point in words."""
        which = "it" if len(self._parts) == 1 else f"side {number} of {len(self._parts)}"
        where = ", ".join(f"{name} = {_shown(value, at)}" for name, value in drawn.items())
        return f"{which} is {other:.6g} where {self._written.states} is {code:.6g}" + (
            f", at {where}" if where else ""
        )

    def _compute(self, code: str) -> Compute:
        used = sorted(self._vocabulary.symbols(code))
        return lambda names: self._vocabulary.compute(code, {name: names[name] for name in used})

    def _interval(self, draw: Draw) -> Callable[[Names], tuple[float, float]]:
        return lambda names: ends(draw, self._vocabulary.compute, names.values)

    def _rests_on(self, name: str, derived: Mapping[str, str]) -> frozenset[str]:
        """Every name that a derived name needs, at whatever remove."""
        found: set[str] = set()
        new = {name}
        while new:
            new = {used for one in new if one in derived for used in self._vocabulary.symbols(derived[one])}
            if name in new:
                raise Unreadable(f"what {name} stands for needs {name} itself")
            new -= found
            found |= new
        return frozenset(found)

    def _complete(self, codes: list[tuple[str, frozenset[str]]]) -> None:
        """Draw what is not declared here from the domains that the families declare for their parameters."""
        known = {draw.name for draw in self.draws} | set(self.derived)
        for code, _ in codes:
            for name, domain in self._vocabulary.domains(code).items():
                if name not in known:
                    known.add(name)
                    low, high = (repr(end) for end in (domain.low, domain.high))
                    self.draws.append(Draw(name, "between", low, high))
        for code, parameters in codes:
            lacking = self._vocabulary.symbols(code) - known - parameters
            if lacking:
                name = min(lacking)
                raise Unreadable(
                    f"nothing says where {name} lies: add `draws: {name} in (0, 1)`, or its true domain"
                )


def _meanings(where: str, earlier: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, ...] | None, str]]:
    """Each entry of `where`: the name, its arguments if it has any, and the code it stands for."""
    for entry in (part for part in where.split(";") if part.strip()):
        left, equals, right = (part.strip() for part in entry.partition("="))
        if not (left and equals and right):
            raise Unreadable(
                f"`{entry.strip()}` gives no meaning: write notation = code, as in \\hat p = k / n"
            )
        if right.startswith("eq.") and right not in earlier:
            raise Unreadable(f"there is no equation {right} above this one")
        yield *heading(left), earlier.get(right, right)


def _at_points(compute: Compute, names: Names, count: int) -> Any:
    """The values at all points: of all at once, or, where code asks `if` of a number, one after another."""
    try:
        return np.broadcast_to(np.asarray(compute(names), dtype=float), (count,))
    except Exception as error:
        if isinstance(error, Unreadable | ExpressionError) and not isinstance(
            error.__cause__, ValueError | TypeError
        ):
            raise
    singly = (Names(_point(names.values, at), names.derived) for at in range(count))
    try:
        return np.array([float(compute(one)) for one in singly])
    except (Unreadable, ExpressionError):
        raise
    except Exception as error:
        raise Unreadable(f"computing it gives {type(error).__name__}: {error}") from error


def _point(values: Mapping[str, Any], at: int) -> dict[str, Any]:
    return {
        name: [float(x[at]) for x in value] if isinstance(value, list) else _number(value, at)
        for name, value in values.items()
    }


def _number(value: Any, at: int) -> Any:
    return float(value[at]) if isinstance(value, np.ndarray) else value


def _shown(value: Any, at: int) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(f"{float(x[at]):.6g}" for x in value) + "]"
    return f"{float(_number(value, at)):.6g}"


def _difference(a: Any, b: Any) -> Any:
    size = np.maximum(np.maximum(np.abs(a), np.abs(b)), SMALL)
    apart = np.abs(a - b) / size
    same = (a == b) | (np.isnan(a) & np.isnan(b))
    return np.where(same, 0.0, np.where(np.isfinite(apart), apart, np.inf))
