"""The expressions an author may write in prose: formulas, the page's given numbers, arithmetic."""

import ast
import inspect
import re
from collections.abc import Mapping
from importlib import import_module
from types import CodeType, ModuleType
from typing import Any

from likely.formulas.parameters import Parameter
from likely.stage.format import fixed

_ALLOWED = (
    ast.Expression,
    ast.BinOp,
    ast.UnaryOp,
    ast.Compare,
    ast.Call,
    ast.Attribute,
    ast.Subscript,
    ast.Name,
    ast.Constant,
    ast.Tuple,
    ast.Load,
    ast.Add,
    ast.Sub,
    ast.Mult,
    ast.Div,
    ast.Pow,
    ast.USub,
    ast.UAdd,
    ast.Eq,
)
_SPEC = re.compile(r"(?P<sign>\+?)(?:\.(?P<digits>\d{1,2})f|(?P<whole>d))")


class ExpressionError(ValueError):
    """An expression that cannot be used, and why."""


class Vocabulary:
    """The names one page's expressions may use."""

    def __init__(self, modules: Mapping[str, ModuleType], given: Mapping[str, float]) -> None:
        self._modules = modules
        self._given = given
        self._compiled: dict[str, CodeType] = {}

    @classmethod
    def of(cls, dotted: list[str], given: Mapping[str, float]) -> "Vocabulary":
        """Import the formula modules; each is used by the last part of its name."""
        return cls({name.rpartition(".")[2]: import_module(name) for name in dotted}, given)

    def fingerprint(self) -> str:
        """The names it knows and the numbers they stand for; what the formulas say is the engine's."""
        return repr(
            (sorted(module.__name__ for module in self._modules.values()), sorted(self._given.items()))
        )

    def text(self, written: str) -> str:
        """`expression spec` → the number as the page shows it.

        The spec is `.4f` (four decimals), `+.2f` (with its sign) or `d` (a whole number).
        """
        expression, _, spec = written.strip().rpartition(" ")
        shape = _SPEC.fullmatch(spec)
        if not expression or shape is None:
            raise ExpressionError("it does not end with a format such as .4f, +.2f or d")
        number = self.number(expression)
        if shape["whole"] and number != round(number):
            raise ExpressionError(f"d is for whole numbers and this is {number!r}")
        return fixed(number, int(shape["digits"] or 0), bool(shape["sign"]))

    def number(self, expression: str) -> float:
        """The value of an expression in which every name is known."""
        tree = self._parse(expression)
        unknown = self._free(tree) - set(self._given)
        if unknown:
            raise ExpressionError(f"unknown name {min(unknown)!r}; known: {self._known()}")
        names = {**self._modules, **self._given, "__builtins__": {}}
        try:
            value = eval(compile(tree, "<value>", "eval"), names)
        except Exception as error:
            raise ExpressionError(f"computing it gives {type(error).__name__}: {error}") from error
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ExpressionError(f"it gives {type(value).__name__}, not a number")
        return float(value)

    def compute(self, expression: str, names: Mapping[str, Any]) -> Any:
        """The value of an expression over these names, which need not be numbers."""
        code = self._compiled.get(expression)
        if code is None:
            code = self._compiled[expression] = compile(self._parse(expression), "<value>", "eval")
        try:
            return eval(code, {**self._modules, **names, "__builtins__": {}})
        except Exception as error:
            raise ExpressionError(f"computing it gives {type(error).__name__}: {error}") from error

    def domains(self, expression: str) -> dict[str, Parameter]:
        """Names that stand, in an expression, where a formula takes a parameter of its family: its domain."""
        found: dict[str, Parameter] = {}
        for call in ast.walk(self._parse(expression)):
            if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
                continue
            module = self._modules[ast.unparse(call.func.value)]
            declared = {one.name: one for one in getattr(module, "PARAMETERS", ())}
            order = list(inspect.signature(self._function(call.func)).parameters)
            given = [
                *zip(order, call.args, strict=False),
                *((word.arg, word.value) for word in call.keywords),
            ]
            for name, value in given:
                if isinstance(value, ast.Name) and name in declared:
                    found.setdefault(value.id, declared[name])
        return found

    def symbols(self, expression: str) -> set[str]:
        """The free symbols of an expression whose formulas exist and take that many arguments."""
        return self._free(self._parse(expression))

    def _parse(self, expression: str) -> ast.Expression:
        try:
            tree = ast.parse(expression.strip(), mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise ExpressionError(f"it is not a Python expression: {error}") from error
        for node in ast.walk(tree):
            if not isinstance(node, _ALLOWED):
                raise ExpressionError(
                    f"{type(node).__name__} is not allowed: only formulas, numbers and arithmetic"
                )
            if isinstance(node, ast.Constant) and type(node.value) not in (int, float):
                raise ExpressionError(f"{node.value!r} is not a number")
            if isinstance(node, ast.Call):
                self._check_call(node)
            if isinstance(node, ast.Attribute):
                self._function(node)
        return tree

    def _check_call(self, call: ast.Call) -> None:
        function = self._function(call.func)
        try:
            inspect.signature(function).bind(
                *call.args, **{word.arg or "": word.value for word in call.keywords}
            )
        except TypeError as error:
            raise ExpressionError(f"{ast.unparse(call.func)} cannot be called like this: {error}") from error

    def _function(self, node: ast.expr):  # type: ignore[no-untyped-def]
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)):
            raise ExpressionError(f"{ast.unparse(node)} is not a formula; write module.formula")
        module = self._modules.get(node.value.id)
        if module is None:
            raise ExpressionError(f"unknown module {node.value.id!r}; known: {self._known()}")
        function = None if node.attr.startswith("_") else getattr(module, node.attr, None)
        if not inspect.isfunction(function):
            raise ExpressionError(f"{node.value.id} has no formula {node.attr!r}")
        return function

    def _free(self, tree: ast.Expression) -> set[str]:
        return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - set(self._modules)

    def _known(self) -> str:
        return (
            ", ".join([*self._modules, *self._given])
            or "none; name them in front matter under formulas and given"
        )
