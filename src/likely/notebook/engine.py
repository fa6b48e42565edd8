"""All but an author's text that a page is made from: its fingerprint decides what can be remembered."""

import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from likely.notebook.digest import digest
from likely.notebook.library import LIBRARY

_ROOMS = ("formulas", "stage", "notebook")
_LIBRARIES = (
    "jinja2",
    "markdown-it-py",
    "math-core",
    "mdit-py-plugins",
    "numpy",
    "pydantic",
    "pygments",
)


@cache
def engine() -> str:
    """The digest of the rooms of likely that make pages, and of the libraries they use."""
    parts: list[str | bytes] = [sys.version]
    for room in _ROOMS:
        parts += tree(LIBRARY / room, "*.py")
    for name in _LIBRARIES:
        try:
            parts += [name, version(name)]
        except PackageNotFoundError:
            parts.append(name)
    return digest(*parts)


@cache
def library() -> str:
    """The digest of all of likely's Python, which documents itself."""
    return digest(*tree(LIBRARY, "*.py"))


def tree(folder: Path, pattern: str = "*") -> list[str | bytes]:
    """Names and bytes of the files below a folder, ready for a digest."""
    parts: list[str | bytes] = []
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            content = path.read_bytes()
            parts += [path.relative_to(folder).as_posix(), f"\0{len(content)}\0", content]
    return parts
