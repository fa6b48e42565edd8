"""Where in a stage.py a thing is declared."""

import ast


def stage_line(source: str, kind: str, id: str) -> int:
    """The line of the call `kind("id", …)` or `kind(id="id", …)`; 1 if there is none."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == kind:
            given = [*node.args[:1], *(word.value for word in node.keywords if word.arg == "id")]
            if any(isinstance(value, ast.Constant) and value.value == id for value in given):
                return node.lineno
    return 1
