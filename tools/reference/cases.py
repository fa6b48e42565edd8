"""What the reference scripts share: points to test at, and the JSON they write.

A file in tests/reference holds, for each function by its full name, the error it is allowed and cases:
arguments as `repr` of exact doubles (a vector is a list of them), the value as 50 digits. A case passes
if it is within `relative` of the value or within `absolute` of it. tests/test_reference.py runs them all.
"""

import json
import math
import sys
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

import mpmath
from mpmath import mp, mpf

mp.dps = 80  # so that 50 digits are left after a cancellation
REFERENCE = Path(__file__).parents[2] / "tests" / "reference"


class Function:
    """A function under test: its exact value, the points, and the errors allowed in the JSON."""

    def __init__(
        self,
        name: str,
        exact: Callable[..., Any],
        points: Callable[[Random, int], Iterable[tuple[Any, ...]]],
        relative: float,
        absolute: float = 0.0,
    ) -> None:
        self.name, self.exact, self.points = name, exact, points
        self.relative, self.absolute = relative, absolute

    def cases(self, count: int) -> list[dict[str, Any]]:
        """About `count` random points and all the special ones, the same every time."""
        points = dict.fromkeys(self.points(Random(self.name), count))
        return [{"args": [_text(a) for a in args], "value": _digits(self.value(args))} for args in points]

    def value(self, args: tuple[Any, ...]) -> mpf:
        return mpf(self.exact(*(tuple(map(mpf, a)) if isinstance(a, tuple) else mpf(a) for a in args)))

    def worst(self, implementation: Callable[..., float], count: int) -> tuple[float, tuple[Any, ...]]:
        """Largest error over about `count` points: the lesser of relative, and absolute ÷ what is allowed."""
        found = (0.0, ())
        for args in dict.fromkeys(self.points(Random(f"measure {self.name}"), count)):
            value, got = self.value(args), implementation(*args)
            found = max(found, (self.error(got, value), args), key=lambda pair: pair[0])
        return found

    def error(self, got: float, value: mpf) -> float:
        if not math.isfinite(got) or not mpmath.isfinite(value):
            return 0.0 if got == float(value) else math.inf
        difference = abs(mpf(got) - value)
        if difference == 0:
            return 0.0
        relative = float(difference / abs(value)) if value else math.inf
        scaled = float(difference) / self.absolute * self.relative if self.absolute else math.inf
        return min(relative, scaled)


def main(made_by: str, functions: Iterable[Function], count: int) -> None:
    """With no argument, write the JSON; with `measure`, print the worst error over many more points."""
    if sys.argv[1:] == ["measure"]:
        for function in functions:
            module, _, name = function.name.rpartition(".")
            error, args = function.worst(getattr(import_module(module), name), 100 * count)
            print(
                f"{module.rpartition('.')[2] + '.' + name:32} {error:.1e}  at {', '.join(map(repr, args))}",
                flush=True,
            )
    else:
        write(made_by, functions, count)


def write(made_by: str, functions: Iterable[Function], count: int) -> None:
    """Write tests/reference/<stem of made_by>.json."""
    document = {
        "source": f"mpmath {mpmath.__version__}, 50 digits",
        "made_by": made_by,
        "functions": {
            f.name: {"relative": f.relative, "absolute": f.absolute, "cases": f.cases(count)}
            for f in functions
        },
    }
    path = REFERENCE / f"{Path(made_by).stem}.json"
    path.write_text(_one_line_a_case(document), encoding="utf-8")
    print(f"{path}: {path.stat().st_size} bytes")


def log_uniform(random: Random, low: float, high: float, count: int) -> list[float]:
    """From low to high, as many in each decade."""
    return [10 ** random.uniform(math.log10(low), math.log10(high)) for _ in range(count)]


def around(*centres: float) -> list[float]:
    """Each centre, the doubles next to it, and points at distances down to 1e-15 on both sides."""
    near = [c + s * c * 10.0**-k for c in centres for k in (1, 2, 4, 7, 11, 15) for s in (-1, 1)]
    return [
        *centres,
        *(math.nextafter(c, math.inf) for c in centres),
        *(math.nextafter(c, 0) for c in centres),
        *near,
    ]


def _text(argument: Any) -> Any:
    return [repr(a) for a in argument] if isinstance(argument, tuple) else repr(argument)


def _digits(value: mpf) -> str:
    return mpmath.nstr(value, 50)


def _one_line_a_case(document: dict[str, Any]) -> str:
    """JSON with one case on a line, so that a change reads as a change of cases."""
    functions = []
    for name, function in document["functions"].items():
        cases = ",\n".join(f"    {json.dumps(case)}" for case in function["cases"])
        head = json.dumps({k: v for k, v in function.items() if k != "cases"})[:-1]
        functions.append(f'  {json.dumps(name)}: {head}, "cases": [\n{cases}\n  ]}}')
    top = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in document.items() if k != "functions")
    return "{\n" + top + ',\n"functions": {\n' + ",\n".join(functions) + "\n}\n}\n"
