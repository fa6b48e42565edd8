"""The functions that formulas are written in. Each runs where its argument lives.

| argument                             | runs on                                              |
| ------------------------------------ | ---------------------------------------------------- |
| float, int                           | `math`: CPython on the desk, MicroPython in the page |
| NumPy array                          | NumPy                                                |
| table column (Narwhals, Polars expr) | the engine that owns the table                       |
| tensor                               | the library that owns the tensor                     |
| `Traced` (`formulas/traced.py`)      | nothing: the expression itself is returned           |

A formula never asks which. `log(x)` hands the work to the library that owns `x`, and that library
is already imported, because `x` is its value. So this file imports nothing but `math`, and runs in
a browser unchanged.

On floats every function is total, as it is on arrays: `log(0.0)` is −∞ and `log(-1.0)` is not a
number; neither raises. Logarithms are natural, so whatever is built from them is in nats.
"""

import math
import sys

try:
    from typing import Any as Value  # a float, an array, a table column or a tensor
except ImportError:  # MicroPython has no typing, and never looks at annotations
    Value = object  # type: ignore[misc,assignment]

INFINITY = float("inf")
NAN = float("nan")


def log(x: Value) -> Value:
    """Natural logarithm: −∞ at 0, not a number below 0."""
    if isinstance(x, (float, int)):
        if x > 0:
            return math.log(x)
        return -INFINITY if x == 0 else NAN
    return _delegate("log", x)


def log1p(x: Value) -> Value:
    """log(1 + x), accurate when x is small."""
    if isinstance(x, (float, int)):
        if x <= -1:
            return -INFINITY if x == -1 else NAN
        return _log1p(x)
    return _delegate("log1p", x) if _owns("log1p", x) else _log1p_from_log(x)


def exp(x: Value) -> Value:
    """e to the x: ∞ where the result is too large for a double."""
    if isinstance(x, (float, int)):
        if x > 709.782712893384:
            return INFINITY
        return math.exp(x)
    return _delegate("exp", x)


def expm1(x: Value) -> Value:
    """e to the x, minus 1, accurate when x is small."""
    if isinstance(x, (float, int)):
        if x > 709.782712893384:
            return INFINITY
        return math.expm1(x)
    return _delegate("expm1", x) if _owns("expm1", x) else _expm1_from_exp(x)


def sqrt(x: Value) -> Value:
    """Square root: not a number below 0."""
    if isinstance(x, (float, int)):
        return math.sqrt(x) if x >= 0 else NAN
    return _delegate("sqrt", x)


def sin(x: Value) -> Value:
    """Sine of an angle in radians."""
    return math.sin(x) if isinstance(x, (float, int)) else _delegate("sin", x)


def cos(x: Value) -> Value:
    """Cosine of an angle in radians."""
    return math.cos(x) if isinstance(x, (float, int)) else _delegate("cos", x)


def atan(x: Value) -> Value:
    """The angle in (−π/2, π/2) whose tangent is x."""
    return math.atan(x) if isinstance(x, (float, int)) else _delegate("arctan", x)


def atan2(y: float, x: float) -> float:
    """The angle in (−π, π] of the point (x, y)."""
    return math.atan2(y, x)


def floor(x: Value) -> Value:
    """The largest whole number that is not above x."""
    return float(math.floor(x)) if isinstance(x, (float, int)) else _delegate("floor", x)


def ceil(x: Value) -> Value:
    """The smallest whole number that is not below x."""
    return float(math.ceil(x)) if isinstance(x, (float, int)) else _delegate("ceil", x)


def where(condition: Value, yes: Value, no: Value) -> Value:
    """`yes` where the condition holds and `no` elsewhere. Both are evaluated: keep both finite-safe."""
    if isinstance(condition, (bool, int)):  # MicroPython's True & True is the int 1
        return yes if condition else no
    for value in (condition, yes, no):
        if hasattr(value, "chosen"):  # an expression, or a number that chooses its derivatives along
            return value.chosen(condition, yes, no)
    owner = _owner(condition)
    if hasattr(owner, "where"):
        return owner.where(condition, yes, no)[()]  # [()]: NumPy's 0-d array becomes a number
    return owner.when(condition).then(yes).otherwise(no)


def xlogy(x: Value, y: Value) -> Value:
    """x·log y with 0·log y = 0 for every y, even y = 0."""
    return x * log(where(x == 0, 1.0, y))


def xlog1py(x: Value, y: Value) -> Value:
    """x·log(1 + y) with 0·log(1 + y) = 0 for every y, even y = −1."""
    return x * log1p(where(x == 0, 0.0, y))


def log1pmx(x: Value) -> Value:
    """log(1 + x) − x, accurate to the last digits when x is small (it is about −x²/2).

    With r = x/(2 + x):  log(1 + x) = 2·artanh r  and  2r − x = −r·x,  so
    log(1 + x) − x = r·(2·r²·(1/3 + r²/5 + r⁴/7 + …) − x), a sum in which nothing cancels.
    """
    if hasattr(x, "log1pmx"):
        return x.log1pmx()
    near = (x > -0.4) & (x < 0.6)
    small = where(near, x, 0.0)
    r = small / (2 + small)
    square = r * r
    series = 0.0
    for odd in range(35, 1, -2):
        series = series * square + 1 / odd
    huge = x > 1e300  # where the logarithm is lost beside x, and ∞ − ∞ would be no number
    far = where(near | huge, 1.0, x)
    return where(near, r * (2 * square * series - small), where(huge, -x, log1p(far) - far))


def log_less(r: Value, log_1_plus_r: Value) -> Value:
    """log(1 + r) − r, given both r and log(1 + r): the last digits of r count near 0, and those of the
    logarithm far from it, where 1 + r would have lost them.
    """
    near = (r > -0.4) & (r < 0.6)
    return where(near, log1pmx(where(near, r, 0.0)), where(near, 0.0, log_1_plus_r) - where(near, 0.0, r))


def log_ratio(x: Value, y: Value) -> Value:
    """log(x/y) for x, y > 0, accurate to the last digits when they are nearly equal, whatever their size."""
    if hasattr(x, "log_ratio"):
        return x.log_ratio(y)
    r = (x - y) / y
    near = (r > -0.4) & (r < 0.6)
    return where(near, log1p(where(near, r, 0.0)), log(x) - log(y))


def total(values: Value) -> Value:
    """Sum. A sequence of floats is added with a running correction, good to the last digit (Neumaier 1974).

    An array or a table column is added by its owner. MicroPython's `sum` loses a digit every so often,
    and has no `math.fsum`.
    """
    if hasattr(values, "sum"):
        return values.sum()
    result = 0.0
    lost = 0.0
    for value in values:
        rounded = result + value
        lost += (result - rounded) + value if abs(result) >= abs(value) else (value - rounded) + result
        result = rounded
    return result + lost if abs(result) < INFINITY else result


def _log1p_from_log(x: Value) -> Value:
    """Kahan's quotient: the rounding error of 1 + x is in both places and divides away."""
    rounded = 1 + x
    lost = rounded == 1
    large = x > 1e17  # where the quotient is 1, and would be ∞/∞ in the end
    return where(lost, x, log(rounded) * where(large, 1.0, x / where(lost | large, 1.0, rounded - 1)))


def _expm1_from_exp(x: Value) -> Value:
    """Kahan's quotient again, with the logarithm in the denominator."""
    power = exp(x)
    lost = power == 1
    far = (x < -40) | (x > 40)  # where the quotient is 1, and would be ∞/∞ in the end
    return where(lost, x, where(far, power - 1, (power - 1) * (x / log(where(lost | far, 2.0, power)))))


def _owner(x: Value) -> Value:
    """The imported library whose type x is: numpy, narwhals, polars, torch … None where types do not say
    (MicroPython).
    """
    module = getattr(type(x), "__module__", None)
    return None if module is None else sys.modules[module.split(".")[0]]


def _owns(name: str, x: Value) -> bool:
    return hasattr(x, name) or hasattr(_owner(x), name)


def _delegate(name: str, x: Value) -> Value:
    """Call the owner's function, or x's own method where the owner has none (table columns)."""
    if hasattr(x, "chosen"):  # a number with derivatives knows its own functions
        return getattr(x, name)()
    owner = _owner(x)
    if not hasattr(owner, name):
        return getattr(x, name)()
    function = getattr(owner, name)
    if hasattr(owner, "errstate"):  # NumPy warns at log(0), where −∞ is the answer we want
        with owner.errstate(all="ignore"):
            return function(x)
    return function(x)


_log1p = getattr(math, "log1p", _log1p_from_log)  # MicroPython's math has none
