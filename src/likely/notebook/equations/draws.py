"""Points at which an equation is compared with its code, drawn from what its author and the families declare.

theta in (0, 1)      a number between two ends, `[` and `]` include them; `inf` is an end too
n in 1..20           a whole number
x in {0, 1}          one of these
x in {0, 1}^n        n of them, a list; any of the kinds above can be repeated
p in simplex(4)      the probabilities of four outcomes, a list

An end can be an expression of names drawn before it, as in `k in 0..n`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from likely.notebook.equations.names import canonical
from likely.notebook.equations.operators import MANY
from likely.notebook.equations.tokens import Unreadable

INFINITY = float("inf")
Evaluate = Callable[[str, Mapping[str, Any]], Any]
"""An expression of an author, and the names it may use → its value."""

_ENTRY = re.compile(r"\s*(?P<name>.+?)\s+in\s+(?P<domain>.+?)\s*")
_REPEATED = re.compile(r"(?P<one>.+[)\]}\d])\^(?P<times>\w+)")
_BETWEEN = re.compile(r"(?P<left>[(\[])(?P<low>.+?),(?P<high>.+)(?P<right>[)\]])")
_RANGE = re.compile(r"(?P<low>.+?)\.\.(?P<high>.+)")
_NEAR_ENDS = 0.2
_AT_ENDS = 0.04


@dataclass(frozen=True)
class Draw:
    """One entry. `kind` is between, range, listed or simplex; `times` is what a list's length is called."""

    name: str
    kind: str
    low: str = ""
    high: str = ""
    closed: tuple[bool, bool] = (False, False)
    listed: tuple[float, ...] = ()
    times: str = ""

    @property
    def is_list(self) -> bool:
        """True if several numbers are drawn."""
        return self.kind == "simplex" or bool(self.times)


def read_draws(written: str) -> list[Draw]:
    """`theta in (0, 1); n in 1..20` → its entries. Raises Unreadable."""
    return [_draw(entry) for entry in written.split(";") if entry.strip()]


def _draw(entry: str) -> Draw:
    found = _ENTRY.fullmatch(entry)
    if not found:
        raise Unreadable(
            f"`{entry.strip()}` is no draw: write name in (0, 1), name in 1..20 or name in {{0, 1}}"
        )
    name, domain = canonical(found["name"]), found["domain"]
    times = ""
    if repeated := _REPEATED.fullmatch(domain):
        domain, times = repeated["one"], repeated["times"]
    if simplex := re.fullmatch(r"simplex\((\d+)\)", domain):
        return Draw(name, "simplex", times=simplex[1])
    if domain.startswith("{") and domain.endswith("}"):
        try:
            return Draw(name, "listed", listed=tuple(float(x) for x in domain[1:-1].split(",")), times=times)
        except ValueError:
            raise Unreadable(f"{domain} holds something else than numbers") from None
    if between := _BETWEEN.fullmatch(domain):
        closed = between["left"] == "[", between["right"] == "]"
        return Draw(name, "between", between["low"].strip(), between["high"].strip(), closed, (), times)
    if whole := _RANGE.fullmatch(domain):
        return Draw(name, "range", whole["low"].strip(), whole["high"].strip(), times=times)
    raise Unreadable(f"`{domain}` is no domain: write (0, 1), [0, 1], 1..20, {{0, 1}} or simplex(4)")


def points(
    draws: list[Draw], count: int, same: set[str], rng: np.random.Generator, evaluate: Evaluate
) -> dict[str, Any]:
    """`count` points: each name with an array, or with a list of arrays; those of `same` have one number."""
    values: dict[str, Any] = {"inf": INFINITY}
    for draw in draws:
        if draw.kind == "simplex":
            values[draw.name] = _simplex(int(draw.times), count, rng)
        elif draw.times:
            length = int(draw.times) if draw.times.isdigit() else values.get(draw.times)
            if isinstance(length, int) and length > MANY:
                raise Unreadable(f"{draw.name} has {length} elements: draw fewer than {MANY}")
            if not isinstance(length, int):
                raise Unreadable(
                    f"{draw.name} has the length {draw.times}: draw that before it, as in n in 1..20"
                )
            values[draw.name] = [_numbers(draw, count, rng, evaluate, values) for _ in range(length)]
        elif draw.name in same:
            drawn = _numbers(draw, 1, rng, evaluate, values)[0]
            values[draw.name] = int(drawn) if drawn == round(drawn) else float(drawn)
        else:
            values[draw.name] = _numbers(draw, count, rng, evaluate, values)
    del values["inf"]
    return values


def ends(draw: Draw, evaluate: Evaluate, names: Mapping[str, Any]) -> tuple[float, float]:
    """The two ends of an interval that does not depend on the point."""
    low, high = (float(evaluate(end, {**names, "inf": INFINITY})) for end in (draw.low, draw.high))
    return low, high


def _numbers(
    draw: Draw, count: int, rng: np.random.Generator, evaluate: Evaluate, names: Mapping[str, Any]
) -> Any:
    if draw.kind == "listed":
        return rng.choice(draw.listed, count)
    low, high = (
        np.broadcast_to(evaluate(end, names), (count,)).astype(float) for end in (draw.low, draw.high)
    )
    if not np.all(low <= high):
        raise Unreadable(f"{draw.name} lies between {draw.low} and {draw.high}, and the first is larger")
    if draw.kind == "range":
        return low + np.floor(rng.random(count) * (high - low + 1))
    return _between(low, high, draw.closed, count, rng)


def _between(low: Any, high: Any, closed: tuple[bool, bool], count: int, rng: np.random.Generator) -> Any:
    """Most points evenly spread, some close to an end, and a few at an end that belongs to the interval."""
    if np.all(np.isinf(low)) and np.all(np.isinf(high)):
        return 3 * rng.standard_normal(count)
    if np.all(np.isinf(high)):
        return low + np.exp(1.5 * rng.standard_normal(count))
    if np.all(np.isinf(low)):
        return high - np.exp(1.5 * rng.standard_normal(count))
    near = 10 ** (-4 * rng.random(count)) * 0.1
    part = np.where(
        rng.random(count) < _NEAR_ENDS, np.where(rng.random(count) < 0.5, near, 1 - near), rng.random(count)
    )
    part = np.clip(part, 1e-9, 1 - 1e-9)
    at = rng.random(count)
    if closed[0]:
        part = np.where(at < _AT_ENDS / 2, 0.0, part)
    if closed[1]:
        part = np.where(at > 1 - _AT_ENDS / 2, 1.0, part)
    return np.where(part == 1, high, low + part * (high - low))


def _simplex(size: int, count: int, rng: np.random.Generator) -> list[Any]:
    drawn = rng.exponential(size=(size, count)) + 1e-3
    return list(drawn / drawn.sum(axis=0))
