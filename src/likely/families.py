"""Families as values: `likely.families.Gamma(shape=2, rate=1)` is one distribution.

>>> from likely import families
>>> families.Gamma(shape=2, rate=1)
Gamma(shape=2, rate=1)
>>> families.Exponential(rate=2).kl(families.Exponential(rate=1))
0.1931471805599453

There is a class for every file of formulas/families, made when it is first asked for; none is listed here.
Its methods are the functions of that file with the parameters filled in, so they take floats and arrays
alike. Everything is in nats.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType, ModuleType
from typing import Any, ClassVar

from likely.errors import UsageError
from likely.fit.catalogue import family, family_names


class Distribution:
    """One member of a family: its parameters, fixed for good.

    Parameters are given by name or in the family's order; vectors as sequences, labels as a mapping.
    Raises UsageError where one is missing, unknown, or outside its interval.
    """

    __slots__ = ("_values",)
    _formulas: ClassVar[ModuleType]
    _names: ClassVar[tuple[str, ...]]
    _values: Mapping[str, Any]

    def __init__(self, *given: Any, **named: Any) -> None:
        title = type(self).__name__
        if len(given) > len(self._names):
            raise UsageError(f"{title} takes {self._signature()} · {len(given)} values were given")
        values = dict(zip(self._names, given, strict=False))
        for name, value in named.items():
            if name not in self._names:
                raise UsageError(f"{title} has no parameter {name!r} · it takes {self._signature()}")
            if name in values:
                raise UsageError(f"{title} is given {name} twice · by name and by place")
            values[name] = value
        missing = [name for name in self._names if name not in values]
        if missing:
            raise UsageError(f"{title} needs {' and '.join(missing)} · it takes {self._signature()}")
        kept = {name: self._checked(name, values[name]) for name in self._names}
        object.__setattr__(self, "_values", MappingProxyType(kept))
        if {"low", "high"} <= kept.keys() and not kept["low"] < kept["high"]:
            raise UsageError(
                f"{title} has low {kept['low']:g} and high {kept['high']:g} · low is the smaller"
            )

    @property
    def parameters(self) -> Mapping[str, Any]:
        """Parameters and known constants by name; cannot be changed."""
        return self._values

    @classmethod
    def _signature(cls) -> str:
        intervals = {p.name: p.interval() for p in cls._formulas.PARAMETERS}
        return ", ".join(f"{n} in {intervals[n]}" if n in intervals else n for n in cls._names)

    def _checked(self, name: str, value: Any) -> Any:
        """The value as it is kept, each number of it inside its interval."""
        if isinstance(value, Mapping):
            return MappingProxyType({key: self._checked(name, one) for key, one in value.items()})
        if isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) > 0:
            return tuple(self._checked(name, one) for one in value)
        try:
            number = value if isinstance(value, int) and not isinstance(value, bool) else float(value)
        except (TypeError, ValueError):
            raise UsageError(f"{type(self).__name__}: {name} is {value!r} · it is a number") from None
        for p in self._formulas.PARAMETERS:
            inside = p.contains(number) and math.isfinite(number)
            if p.name == name and not inside:
                where = p.interval()
                raise UsageError(f"{type(self).__name__}: {name} is {number:g} · it lies in {where}")
        if name not in (p.name for p in self._formulas.PARAMETERS) and not (number >= 0 and number % 1 == 0):
            raise UsageError(f"{type(self).__name__}: {name} is {number:g} · it is a whole number")
        return number

    def _ask(self, name: str, *arguments: Any) -> Any:
        return self._function(name)(*arguments, *self._values.values())

    def _function(self, name: str) -> Callable[..., Any]:
        function = getattr(self._formulas, name, None)
        if function is None:
            raise UsageError(f"{type(self).__name__} has no {name} · nothing in closed form is known here")
        found: Callable[..., Any] = function
        return found

    def log_prob(self, x: Any) -> Any:
        """log p(x), in nats: of a density if x is continuous."""
        return self._ask("log_prob", x)

    def cdf(self, x: Any) -> Any:
        """P(X ≤ x)."""
        return self._ask("cdf", x)

    def quantile(self, p: Any) -> Any:
        """The x with P(X ≤ x) = p; of whole numbers, the smallest x with P(X ≤ x) ≥ p."""
        return self._ask("quantile", p)

    def entropy(self) -> float:
        """Entropy in nats; of a density it depends on the unit of x."""
        return float(self._ask("entropy"))

    def kl(self, other: Distribution) -> float:
        """KL(self‖other) in nats; `other` is of the same family."""
        if type(other) is not type(self):
            raise UsageError(f"kl compares {type(self).__name__} with its own kind · not with {other!r}")
        size = len(self._formulas.PARAMETERS)
        constants = tuple(self._values.values())[size:]
        if constants != tuple(other.parameters.values())[size:]:
            raise UsageError(f"kl needs the same {', '.join(self._names[size:])} on both sides")
        mine, theirs = (tuple(one.parameters.values())[:size] for one in (self, other))
        function = self._function("kl")
        if self._scalar_kl:
            return float(function(mine[0], theirs[0]))
        return float(function(mine, theirs, *constants))

    _scalar_kl: ClassVar[bool] = False

    def sample(self, n: int, seed: int) -> Any:
        """`n` independent draws as an array, the same for the same seed."""
        from likely.fit.draw import draw, generator

        return draw(self._formulas, self._values, n, generator(seed))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen · make another one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __repr__(self) -> str:
        inside = (
            f"{k}={dict(v) if isinstance(v, Mapping) else format(v, '.10g') if isinstance(v, float) else v}"
            for k, v in self._values.items()
        )
        return f"{type(self).__name__}({', '.join(inside)})"

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and dict(self._values) == dict(other.parameters)

    def __hash__(self) -> int:
        return hash((type(self).__name__, repr(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        plain = {k: dict(v) if isinstance(v, Mapping) else v for k, v in self._values.items()}
        return _restore, (type(self).__name__, plain)


def _restore(name: str, values: dict[str, Any]) -> Distribution:
    """Unpickle."""
    kind: type[Distribution] = __getattr__(name)
    return kind(**values)


def _title(name: str) -> str:
    """inverse_gaussian → InverseGaussian."""
    return "".join(part.capitalize() for part in name.split("_"))


def __getattr__(title: str) -> type[Distribution]:
    """The class of a family, from its file."""
    names = {_title(name): name for name in family_names()} if not title.startswith("_") else {}
    if title in globals():
        found: type[Distribution] = globals()[title]
        return found
    if title not in names:
        raise AttributeError(f"module 'likely.families' has no attribute {title!r}")
    formulas = family(names[title])
    constants: tuple[str, ...] = getattr(formulas, "CONSTANTS", ())
    body = {
        "__slots__": (),
        "__module__": __name__,
        "__doc__": formulas.__doc__,
        "_formulas": formulas,
        "_names": tuple(p.name for p in formulas.PARAMETERS) + constants,
        "_scalar_kl": hasattr(formulas, "EMPIRICAL_IS_MEMBER") or "labels" in formulas.SUPPORT,
    }
    kind = type(title, (Distribution,), body)
    globals()[title] = kind
    return kind


def __dir__() -> list[str]:
    return ["Distribution", *map(_title, family_names())]
