"""The lint of the portable subset: it names what leaves it, and MicroPython agrees."""

import os

import pytest

from likely.notebook.assets import RUNTIME, WEB
from likely.notebook.portability import IN_CONCEPT, check_library
from likely.notebook.portable import BUILTINS, strays
from likely.notebook.problems import Problems
from likely.notebook.runtime.node import find_node, run_micropython

# Source, its line, words of the finding; and whether MicroPython itself refuses it.
OUTSIDE = [
    ("def f(a, /):\n    return a\n", 1, "positional-only", True),
    ("x = 1\ny = [*[x]]\n", 2, "unpacking inside a list", True),
    ("def f(a):\n    return 0, *a\n", 2, "unpacking inside a list", True),
    ("d = {**{}}\n", 1, "unpacking inside a dict", True),
    ("match 1:\n    case 1:\n        pass\n", 1, "Match", True),
    ("try:\n    pass\nexcept* ValueError:\n    pass\n", 1, "TryStar", True),
    ("async def f():\n    pass\n", 1, "AsyncFunctionDef", False),
    ("x = 1 @ 2\n", 1, "MatMult", True),
    ("class A(metaclass=type):\n    pass\n", 1, "keyword arguments", True),
    ("def f():\n    'x'\n\n\nprint(f.__doc__)\n", 5, "__doc__", True),
    ("print('a'.removesuffix('a'))\n", 1, ".removesuffix()", True),
    ("print((1.5).is_integer())\n", 1, ".is_integer()", True),
    ("list(zip([1], [2], strict=True))\n", 1, "zip(strict=", True),
    ("import dataclasses\n", 1, "import of dataclasses", True),
    ("from typing import Any\n", 1, "import of typing", True),
    ("from os import *\n", 1, "import of os", False),
    ("print(vars())\n", 1, "'vars'", True),
    ("print(undefined)\n", 1, "'undefined'", True),
    ("import math\n\nprint(math.log1p(1.0))\n", 3, "no math.log1p", True),
    ("import math\n\nprint(math.lgamma(1.0))\n", 3, "inaccurate", False),
    ("def f(:\n", 1, "not valid Python", True),
]
INSIDE = """
import math
from collections import namedtuple

try:
    from typing import Any
except ImportError:
    Any = object

Point = namedtuple("Point", ("x", "y"))


class Line:
    width: float = 1.0

    def __init__(self, *points: Point, name: str = "") -> None:
        self.points = points
        self.title = name

    @property
    def length(self) -> "dict[str, list[float]]":
        first, *rest = self.points
        return {p.x: [p.y for p in rest if p != first] for p in self.points}


def run(values: list[float] | None = None) -> float:
    total = 0.0
    for i, (a, b) in enumerate(zip([1.0, 2.0], (3.0, 4.0))):
        total += a * b if a < b <= 9 and not i == 5 else -a
    best = max([total, 2.0], key=lambda v: -v)
    if (n := len(f"{best:+.{2}f} {total!r}")) > 3:
        raise ValueError(f"{n=}") from None
    return math.sqrt(best)


line = Line(Point(1, 2), Point(*[3, 4]), **{"name": "x"})
print(sorted(line.length.items())[::-1], line.title, {1: 2} | {3: 4})
try:
    run()
except ValueError:
    print("done")
"""


def found(source: str) -> list[tuple[int, str]]:
    return [(stray.line, stray.what) for stray in strays(source, (*IN_CONCEPT, "math", "collections"))]


@pytest.mark.parametrize(("source", "line", "words", "_"), OUTSIDE)
def test_what_leaves_the_subset_is_named_with_its_line(source: str, line: int, words: str, _: bool) -> None:
    assert any(at == line and words in what for at, what in found(source)), found(source)


def test_what_is_inside_passes() -> None:
    assert found(INSIDE) == []


def test_the_portable_rooms_keep_to_it() -> None:
    problems = Problems()
    check_library(problems)
    assert [str(finding) for finding in problems.findings()] == []


def test_micropython_sees_it_the_same_way() -> None:
    """What the lint lets through runs; what it stops for MicroPython's sake does not."""
    node = find_node()
    if node is None:
        assert "CI" not in os.environ, "CI must have Node"
        pytest.skip("Node was not found")
    builtins = "\n".join(f"{name}" for name in sorted(BUILTINS))
    refused = [source for source, _, _, refused in OUTSIDE if refused]
    inside, names, *told = run_micropython(node, WEB / RUNTIME, {}, [INSIDE, builtins, *refused])
    assert inside.error is None
    assert inside.printed.endswith("done\n")
    assert names.error is None
    for source, answer in zip(refused, told, strict=True):
        assert answer.error is not None, source
