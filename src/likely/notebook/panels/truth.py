"""Statements an author writes that a build computes: the check of a claim, the condition of an option.

More may be said than in prose: comparisons, `and`, `or`, `not`, loops inside all(…), any(…), sum(…), and
the names in a `Record`, such as `first.kl`. No more than that: a check stays readable beside its claim.
"""

import ast
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from likely.notebook.vocabulary import ExpressionError

_ALLOWED = (
    ast.Expression, ast.Expr, ast.Constant, ast.Name, ast.Load, ast.Store, ast.Attribute, ast.Subscript,
    ast.Tuple, ast.List, ast.Call, ast.keyword, ast.Starred,
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp,
    ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
    ast.GeneratorExp, ast.ListComp, ast.comprehension,
)  # fmt: skip
_BUILT_IN = {f.__name__: f for f in (abs, all, any, len, max, min, range, round, sum, zip, enumerate)}
_ELEMENTARY = ("log", "log1p", "exp", "expm1", "sqrt")


class Record:
    """Named numbers, written with a dot."""

    def __init__(self, values: Mapping[str, float]) -> None:
        self.__dict__.update(values)


def holds(expression: str, names: Mapping[str, Any]) -> bool:
    """True if the statement is. Raises ExpressionError when it cannot be computed or says no such thing."""
    elementary = import_module("likely.formulas.elementary")
    known = {**_BUILT_IN, **{name: getattr(elementary, name) for name in _ELEMENTARY}, **names}
    tree = _parse(expression, known)
    try:
        value = eval(compile(tree, "<check>", "eval"), {**known, "__builtins__": {}})
    except Exception as error:
        raise ExpressionError(f"computing it gives {type(error).__name__}: {error}") from error
    if not isinstance(value, bool):
        raise ExpressionError(f"it gives {value!r}, neither true nor false")
    return value


def _parse(expression: str, known: Mapping[str, Any]) -> ast.Expression:
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"it is not a Python expression: {error}") from error
    own = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            raise ExpressionError(f"{type(node).__name__} is not allowed")
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            raise ExpressionError(f"{node.attr!r} is not a name of the field")
        if isinstance(node, ast.Name) and node.id not in known and node.id not in own:
            raise ExpressionError(f"unknown name {node.id!r}; known: {', '.join(sorted(known))}")
    return tree
