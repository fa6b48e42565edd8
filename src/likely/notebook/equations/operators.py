"""What signs of an equation do to numbers, to arrays of them, and to numbers with derivatives."""

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np

from likely.formulas.elementary import INFINITY, NAN, atan, cos, exp, expm1, log, sin, sqrt, where
from likely.formulas.special import lgamma, log_binomial
from likely.notebook.equations.tokens import Unreadable
from likely.solve.jet import Jet, plain

__all__ = ["INFINITY", "atan", "cos", "exp", "log", "sin", "sqrt"]  # passed on

Value = Any
E, PI = math.e, math.pi
MANY = 1000
_NODES = 150
_STEPS = 120


def over(a: Value, b: Value) -> Value:
    """a/b: infinite or not a number where b is 0, as for arrays."""
    if isinstance(a, Jet) or isinstance(b, Jet):
        return a / b
    return np.divide(a, b)


def power(a: Value, b: Value) -> Value:
    """a to the b."""
    if not (isinstance(a, Jet) or isinstance(b, Jet)):
        return np.power(np.asarray(a, dtype=float), b)[()]
    if isinstance(b, int) and b > 0:
        return a**b
    return exp(b * log(a))


def rounded_up(x: Value) -> Value:
    """The smallest whole number that is not below x."""
    return np.ceil(x)


def added(values: Sequence[Value]) -> Value:
    """Their sum."""
    result: Value = 0.0
    for value in values:
        result = result + value
    return result


def multiplied(values: Sequence[Value]) -> Value:
    """Their product."""
    result: Value = 1.0
    for value in values:
        result = result * value
    return result


def gamma(x: Value) -> Value:
    """Γ(x), x > 0."""
    return exp(lgamma(x))


def factorial(n: Value) -> Value:
    """n!"""
    return gamma(n + 1.0)


def binomial(n: Value, k: Value) -> Value:
    """n over k."""
    return exp(log_binomial(n, k))


def tanh(x: Value) -> Value:
    """Hyperbolic tangent."""
    grown = expm1(2 * x)
    return over(grown, grown + 2)


def cases(rows: Sequence[tuple[Value, Value]]) -> Value:
    """The value of the first row whose condition holds; not a number where none does."""
    result: Value = NAN
    for value, holds in reversed(rows):
        result = where(holds, value, result)
    return result


def whole(x: Value) -> int:
    """A whole number, the same at every point. Raises Unreadable for any other."""
    values = np.unique(np.asarray(plain(x), dtype=float))
    if len(values) != 1 or values[0] != round(values[0]):
        raise Unreadable(
            "the end of a sum, or an index, is a whole number: draw it from one, as in n in 1..20"
        )
    return int(values[0])


def counted(first: int, last: int) -> range:
    """first … last. Raises Unreadable for more than a page can wait for."""
    if last - first >= MANY:
        raise Unreadable(f"a sum of {last - first + 1} terms takes too long: draw fewer than {MANY}")
    return range(first, last + 1)


def slope(f: Callable[[Value], Value], x: Value) -> Value:
    """f′(x), exact, by numbers that carry their derivatives."""
    result = f(Jet.seed(x, 0, 1))
    if not isinstance(result, Jet) or result.first[0] is None:
        return 0.0
    return result.first[0]


def optimum(f: Callable[[Value], Value], low: float, high: float) -> Value:
    """Where f, which rises and then falls, is largest between two ends, from the sign of its slope."""
    a: Value = 0.0
    b: Value = 1.0
    for _ in range(60):
        middle = (a + b) / 2
        rises = np.asarray(slope(f, _between(middle, low, high))) > 0
        a, b = np.where(rises, middle, a), np.where(rises, b, middle)
    return _between((a + b) / 2, low, high)[()]


def _between(t: Value, low: float, high: float) -> Value:
    """(0, 1) → (low, high), increasing."""
    if low > -INFINITY and high < INFINITY:
        return low + t * (high - low)
    if low > -INFINITY:
        return low + t / (1 - t)
    return high - (1 - t) / t if high < INFINITY else np.log(t / (1 - t))


def integral(f: Callable[[Value], Value], low: Value, high: Value) -> Value:
    """∫ f from low to high: the rule of Gauss and Legendre, or the double exponential one up to infinity."""
    if np.all(np.isfinite(low)) and np.all(np.isfinite(high)):
        nodes, weights = _legendre()
        half, middle = (high - low) / 2, (high + low) / 2
        return half * added([w * f(middle + half * t) for t, w in zip(nodes, weights, strict=True)])
    width = 4.0 / _STEPS
    result: Value = 0.0
    for i in range(-_STEPS, _STEPS + 1):
        t = i * width
        grown = PI / 2 * np.sinh(t)
        if np.all(np.isfinite(low)):
            x, speed = low + np.exp(grown), np.exp(grown)
        elif np.all(np.isfinite(high)):
            x, speed = high - np.exp(grown), np.exp(grown)
        else:
            x, speed = np.sinh(grown), np.cosh(grown)
        value = f(x) * (speed * PI / 2 * np.cosh(t) * width)
        result = result + where(np.isfinite(plain(value)), value, 0.0)
    return result


@cache
def _legendre() -> tuple[list[float], list[float]]:
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    return nodes.tolist(), weights.tolist()
