"""The subset of Python that runs unchanged in CPython and in MicroPython, as an allow-list.

What is allowed was tried in MicroPython 1.28; whatever else an author writes is named with its line.
"""

import ast
from dataclasses import dataclass

NODES = frozenset(
    (
        "Module Expr Assign AugAssign AnnAssign Delete For While If With Raise Try Assert Import "
        "ImportFrom Global Nonlocal Pass Break Continue Return FunctionDef ClassDef BoolOp NamedExpr "
        "BinOp UnaryOp Lambda IfExp Dict Set ListComp SetComp DictComp GeneratorExp Yield YieldFrom "
        "Compare Call JoinedStr FormattedValue Constant Attribute Subscript Starred Name List Tuple "
        "Slice Load Store Del And Or Not Invert UAdd USub Add Sub Mult Div FloorDiv Mod Pow LShift "
        "RShift BitAnd BitOr BitXor Eq NotEq Lt LtE Gt GtE Is IsNot In NotIn comprehension ExceptHandler "
        "arguments arg keyword alias withitem "
    ).split()
)
BUILTINS = frozenset(
    (
        "ArithmeticError AssertionError AttributeError BaseException Exception ImportError IndexError "
        "KeyError LookupError NotImplementedError OverflowError RuntimeError StopIteration TypeError "
        "ValueError ZeroDivisionError NotImplemented abs all any bool callable chr classmethod dict "
        "divmod enumerate filter float frozenset getattr hasattr hash int isinstance issubclass iter len "
        "list map max min next object ord pow print property range repr reversed round set setattr slice "
        "sorted staticmethod str sum super tuple type zip __name__ "
    ).split()
)
MATH_MISSING = frozenset(
    "log1p fsum comb perm prod hypot dist isqrt ulp nextafter sumprod cbrt exp2 gcd lcm remainder fma".split()
)
MATH_WRONG = frozenset(("lgamma", "gamma"))
METHODS_MISSING = frozenset(
    "casefold removeprefix removesuffix title zfill ljust rjust expandtabs isidentifier maketrans translate "
    "format_map swapcase isnumeric isdecimal isalnum isprintable istitle capitalize is_integer fromhex hex "
    "as_integer_ratio bit_length bit_count".split()
)
_GUARDED = frozenset(("typing",))  # may be imported where ImportError is caught
_SHAPES = {
    "posonlyargs": "positional-only parameters (/)",
    "metaclass": "a class with keyword arguments",
    "unpack": "unpacking inside a list, set or tuple ([*a])",
    "merge": "unpacking inside a dict ({**d})",
    "strict": "zip(strict=…)",
}


@dataclass(frozen=True)
class Stray:
    """One place where a source leaves the subset."""

    line: int
    what: str


def strays(source: str, imports: tuple[str, ...]) -> list[Stray]:
    """Every place where a source leaves the subset; `imports` are the module prefixes it may use."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError) as error:
        return [Stray(getattr(error, "lineno", None) or 1, f"not valid Python: {error}")]
    reader = _Reader(imports)
    reader.read(tree)
    return sorted(reader.found, key=lambda stray: (stray.line, stray.what))


class _Reader:
    def __init__(self, imports: tuple[str, ...]) -> None:
        self._imports = imports
        self.found: list[Stray] = []

    def read(self, tree: ast.Module) -> None:
        guarded = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.Try) and any(_catches_import_error(handler) for handler in node.handlers)
            for inner in node.body
        }
        bound = _bound(tree)
        skipped = set(_annotations(tree))
        for node in ast.walk(tree):
            if id(node) in skipped:
                continue
            name = type(node).__name__
            if name not in NODES:
                self._stray(node, f"{name} is not part of the portable subset")
            elif isinstance(node, ast.Import | ast.ImportFrom):
                self._imported(node, id(node) in guarded)
            elif isinstance(node, ast.Attribute):
                self._attribute(node)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                if node.id not in bound and node.id not in BUILTINS:
                    self._stray(node, f"the name {node.id!r} is not known in the browser")
            else:
                self._shape(node)

    def _imported(self, node: ast.Import | ast.ImportFrom, guarded: bool) -> None:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            names = [node.module or ""] if not node.level else ["." * node.level]
            if any(alias.name == "*" for alias in node.names):
                self._stray(node, "import * hides where names come from")
        for name in names:
            if guarded and name in _GUARDED:
                continue
            if not any(name == prefix or name.startswith(prefix + ".") for prefix in self._imports):
                self._stray(node, f"import of {name}; allowed here: {', '.join(self._imports)}")

    def _attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and node.value.id == "math":
            if node.attr in MATH_MISSING:
                self._stray(node, f"MicroPython has no math.{node.attr}; see likely.formulas.elementary")
            elif node.attr in MATH_WRONG:
                self._stray(
                    node, f"math.{node.attr} is inaccurate in MicroPython; see likely.formulas.special"
                )
        elif node.attr == "__doc__":
            self._stray(node, "MicroPython keeps no __doc__")

    def _shape(self, node: ast.AST) -> None:
        if isinstance(node, ast.arguments) and node.posonlyargs:
            self._stray(node.posonlyargs[0], _SHAPES["posonlyargs"])
        elif isinstance(node, ast.ClassDef) and node.keywords:
            self._stray(node, _SHAPES["metaclass"])
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            stars = [part for part in node.elts if isinstance(part, ast.Starred)]
            if stars and isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
                self._stray(node, _SHAPES["unpack"])
        elif isinstance(node, ast.Dict) and None in node.keys:
            self._stray(node, _SHAPES["merge"])
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id == "zip" and node.keywords:
                self._stray(node, _SHAPES["strict"])
            if isinstance(node.func, ast.Attribute) and node.func.attr in METHODS_MISSING:
                self._stray(node, f"MicroPython has no .{node.func.attr}()")

    def _stray(self, node: ast.AST, what: str) -> None:
        self.found.append(Stray(getattr(node, "lineno", 1), what))


def _catches_import_error(handler: ast.ExceptHandler) -> bool:
    return isinstance(handler.type, ast.Name) and handler.type.id == "ImportError"


def _bound(tree: ast.Module) -> set[str]:
    """Every name that the file binds anywhere: good enough to tell a slip from a builtin."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
    return names


def _annotations(tree: ast.Module) -> list[int]:
    """The nodes inside annotations, which MicroPython never evaluates."""
    roots: list[ast.expr | None] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign):
            roots.append(node.annotation)
        elif isinstance(node, ast.FunctionDef):
            roots.append(node.returns)
    return [id(inner) for root in roots if root for inner in ast.walk(root)]
