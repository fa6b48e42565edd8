"""assets/python.json: the portable rooms, byte for byte, for the worker in the page."""

import json
from pathlib import Path

from likely.notebook.digest import digest
from likely.notebook.source import LIBRARY

ROOMS = ("formulas", "stage")


def portable_files() -> dict[str, str]:
    """Path → source of every file of `formulas/` and `stage/`, and an empty façade.

    The real `likely/__init__.py` imports NumPy, which a browser has not.
    """
    files = {"likely/__init__.py": ""}
    for room in ROOMS:
        for path in sorted(LIBRARY.joinpath(room).rglob("*.py")):
            files[f"likely/{path.relative_to(LIBRARY).as_posix()}"] = path.read_bytes().decode("utf-8")
    return files


def write_bundle(path: Path) -> None:
    """Write the bundle with its digest."""
    files = portable_files()
    parts = [part for name in sorted(files) for part in (name, "\0", files[name], "\0")]
    text = json.dumps({"digest": digest(*parts), "files": files}, ensure_ascii=False, sort_keys=True)
    path.write_text(text, encoding="utf-8")
