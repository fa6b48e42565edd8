"""python.json: portable Python, byte for byte, for the worker in a page.

The site has one with everything, for programs that a reader writes; each page has one with what its stage
imports, so that a demo starts without waiting for what it does not use.
"""

import ast
import json
from collections.abc import Mapping
from functools import cache

from likely.notebook.cache import Cache
from likely.notebook.digest import digest
from likely.notebook.engine import engine
from likely.notebook.library import LIBRARY

ROOMS = ("formulas", "stage")
SESSION = "from likely.stage.session import Session"


def portable_files() -> dict[str, str]:
    """Path → source of every file of `formulas/` and `stage/`, and an empty façade.

    The real `likely/__init__.py` imports NumPy, which a browser has not.
    """
    files = {"likely/__init__.py": ""}
    for room in ROOMS:
        for path in sorted(LIBRARY.joinpath(room).rglob("*.py")):
            files[f"likely/{path.relative_to(LIBRARY).as_posix()}"] = path.read_bytes().decode("utf-8")
    return files


def imported_files(source: str, files: Mapping[str, str]) -> dict[str, str]:
    """Those of `files` that a program imports, and what these import, and so on; packages come along."""
    found: dict[str, str] = {}
    waiting = [source]
    while waiting:
        for path in _paths(waiting.pop()):
            if path in files and path not in found:
                found[path] = files[path]
                waiting.append(files[path])
    return found


@cache
def _paths(source: str) -> tuple[str, ...]:
    """Every file that the imports of a program may mean: modules, and the packages around them."""
    paths = []
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in names:
            parts = name.split(".")
            paths.append("/".join(parts) + ".py")
            paths += ["/".join((*parts[:length], "__init__.py")) for length in range(1, len(parts) + 1)]
    return tuple(paths)


def bundle(files: Mapping[str, str]) -> str:
    """Files as JSON text, with their digest."""
    parts = [part for name in sorted(files) for part in (name, "\0", files[name], "\0")]
    return json.dumps({"digest": digest(*parts), "files": dict(files)}, ensure_ascii=False, sort_keys=True)


def page_bundle(stage: str, memory: Cache) -> bytes:
    """What one page's stage needs, and the session that speaks for it."""
    key = digest(engine(), "bundle", stage)
    known = memory.content(memory.get(key) or "")
    if known is not None:
        return known
    made = bundle(imported_files(f"{stage}\n{SESSION}\n", _library())).encode()
    memory.put(key, memory.keep(made))
    return made


def whole_bundle() -> str:
    """The bundle of everything."""
    return bundle(portable_files())


_library = cache(portable_files)
