"""Code of a concept stays with the formulas and the stage: a build that runs it changes nothing else.

This is a lint for slips and the obvious ways out, and no sandbox: build pages of authors you trust.
"""

import ast
from functools import cache

from likely.notebook.concept import Concept
from likely.notebook.portable import Stray
from likely.notebook.problems import Problems, Rule

RULE = Rule(
    "LK036",
    "stage.py and witness.py use formulas and stage and change nothing in them, nor reach behind them",
    "use the public names of likely.formulas and likely.stage as they are",
)
_BEHIND = frozenset(("sys", "os", "modules", "builtins", "importlib"))
_BY_NAME = frozenset(("getattr", "setattr", "delattr", "hasattr"))


def check_contained(concept: Concept, problems: Problems) -> None:
    """Lint one concept's code."""
    for path, source in ((concept.stage_path, concept.stage), (concept.witness_path, concept.witness)):
        for stray in reaches(source):
            problems.add(RULE.broken(path, stray.line, stray.what, RULE.mend))


@cache
def reaches(source: str) -> tuple[Stray, ...]:
    """Every place where a source changes what it imported, or reaches behind it."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return ()  # another rule tells
    imported = {
        (alias.asname or alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    found = []
    for node in ast.walk(tree):
        what = _what(node, imported)
        if what:
            found.append(Stray(getattr(node, "lineno", 1), what))
    return tuple(found)


def _what(node: ast.AST, imported: set[str]) -> str:
    if isinstance(node, ast.ImportFrom):
        names = [alias.name for alias in node.names if _is_behind(alias.name)]
        return f"it imports {names[0]}, which is behind {node.module}" if names else ""
    if isinstance(node, ast.Attribute):
        if _is_behind(node.attr):
            return f"it reaches for .{node.attr}"
        if not isinstance(node.ctx, ast.Load) and _root(node) in imported:
            return f"it changes {ast.unparse(node)}"
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _BY_NAME:
        name = node.args[1] if len(node.args) > 1 else None
        if not (isinstance(name, ast.Constant) and isinstance(name.value, str)) or _is_behind(name.value):
            return f"it reaches for something by {node.func.id}"
        if node.func.id in ("setattr", "delattr") and _root(node.args[0]) in imported:
            return f"it changes {ast.unparse(node.args[0])}"
    return ""


def _is_behind(name: str) -> bool:
    return name in _BEHIND or (name.startswith("__") and name.endswith("__") and name != "__init__")


def _root(node: ast.AST) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
