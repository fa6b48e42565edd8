"""Changes that a test should notice: all that cosmic-ray can make in these rooms, and a seeded draw."""

from __future__ import annotations

import ast
import difflib
import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
ROOMS = ("formulas", "solve", "fit")

# Not tried: decorators and variables (they break at import), and bitwise operators, which refuse floats:
# whatever runs the line notices them, and the score would be the better for nothing.
SKIPPED = re.compile("Decorator|ExceptionReplacer|Variable|_(RShift|LShift|BitOr|BitAnd|BitXor)$")


@dataclass(frozen=True)
class Mutant:
    """One change: the `occurrence`-th one of an operator in a file, at a line (from 1) and a column."""

    path: str
    operator: str
    occurrence: int
    line: int
    column: int
    digest: str  # of the file it was drawn from

    @property
    def key(self) -> str:
        return f"{self.path} {self.digest} {self.operator} {self.occurrence}"


@dataclass(frozen=True)
class Change:
    """What a mutant does to its file. `functions` are the names of those whose bytecode differs."""

    text: str
    lines: list[str]
    functions: tuple[str, ...]
    on_import: bool  # it also alters what happens when the module is imported


def files() -> list[Path]:
    """What is mutated."""
    return sorted(path for room in ROOMS for path in (SRC / "likely" / room).rglob("*.py"))


def mutants(path: Path) -> Iterator[Mutant]:
    """Every change of a file."""
    from cosmic_ray.ast import ast_nodes, get_ast
    from cosmic_ray.plugins import get_operator, operator_names

    text = path.read_text(encoding="utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    nodes = list(ast_nodes(get_ast(text)))
    for name in operator_names():
        if not SKIPPED.search(name):
            places = [at for node in nodes for at in get_operator(name)().mutation_positions(node)]
            for i, ((line, column), _) in enumerate(places):
                yield Mutant(str(path.relative_to(ROOT)), name, i, line, column, digest)


def drawn(every: list[Mutant], seed: int) -> Iterator[Mutant]:
    """All places in random order, one change each: an operator with many rivals counts once.

    A place has its turn by a digest of its own file, so that a change to another file moves nothing.
    """
    places: dict[str, list[Mutant]] = {}
    for one in every:
        place = f"{seed} {one.path} {one.digest} {one.line} {one.column}"
        places.setdefault(hashlib.sha256(place.encode()).hexdigest(), []).append(one)
    for place in sorted(places):
        yield random.Random(place).choice(places[place])


def change(mutant: Mutant) -> Change | None:
    """Make it; None where it alters a note on types alone, or is no Python."""
    from cosmic_ray.ast import get_ast
    from cosmic_ray.mutating import MutationVisitor
    from cosmic_ray.plugins import get_operator

    path = ROOT / mutant.path
    text = path.read_text(encoding="utf-8")
    visitor = MutationVisitor(mutant.occurrence, get_operator(mutant.operator)())
    changed = visitor.walk(get_ast(text)).get_code()
    try:
        old, new = _compiled(text, path), _compiled(changed, path)
    except SyntaxError:
        return None
    differing = list(_differing(old, new))
    if not differing:
        return None
    told = list(difflib.unified_diff(text.splitlines(), changed.splitlines(), lineterm="", n=0))[3:]
    functions = tuple(sorted({name for name in differing if name is not None}))
    return Change(changed, told, functions, None in differing)


class _Plain(ast.NodeTransformer):
    """Notes on types out: they are not run."""

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.copy_location(ast.Constant("…"), node.annotation)
        self.generic_visit(node)
        return node


def _compiled(text: str, path: Path) -> CodeType:
    return compile(_Plain().visit(ast.parse(text)), str(path), "exec", optimize=2)


def _differing(old: CodeType, new: CodeType, inside: str | None = None) -> Iterator[str | None]:
    """Names of the functions that differ; None for what runs at import (default values, too)."""
    here = inside if old.co_name.startswith("<") and old.co_name != "<lambda>" else old.co_qualname
    if old.co_name == "<module>" or ("__qualname__" in old.co_names and old.co_name[:1] != "<"):
        here = inside = None  # a class body, or the module
    inner = [[one for one in code.co_consts if isinstance(one, CodeType)] for code in (old, new)]
    plain = [
        (code.co_code, code.co_names, [(type(c), c) for c in code.co_consts if not isinstance(c, CodeType)])
        for code in (old, new)
    ]
    if repr(plain[0]) != repr(plain[1]) or len(inner[0]) != len(inner[1]):
        yield here
        return
    for one, other in zip(*inner, strict=True):
        yield from _differing(one, other, here)
