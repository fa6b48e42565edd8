"""The browser's files: `web/` as written, and what was brought at install time."""

from pathlib import Path

from likely.errors import UsageError
from likely.notebook.library import LIBRARY

WEB = LIBRARY / "web"
COPIED = ("style", "core", "elements", "vendor")
OFFLINE = "offline.js"
AUTHORS = "assets/core/reload.js"
"""What only an author's page has, who watches while it is built anew."""
STYLES = ("tokens", "page", "map", "stage", "code", "panels", "print")  # later ones may refine earlier ones
OWN_STYLE = "theme"
"""A theme's own, which refines them all."""
RUNTIME = Path("vendor", "micropython")


def runtime(web: Path) -> Path:
    """The folder with MicroPython; an error that says how to mend it when it was never brought."""
    folder = web / RUNTIME
    missing = [name for name in ("micropython.mjs", "micropython.wasm") if not (folder / name).is_file()]
    if missing:
        raise UsageError(
            f"{folder} has no {' and no '.join(missing)}, without which no page can compute: "
            "run `make setup` in a checkout, or install likely again"
        )
    return folder


def asset_files(web: Path, theme: Path | None = None, dev: bool = False) -> dict[str, bytes]:
    """Path in the site → content: the browser's files, with a theme's styles in the places of their own.

    The styles that every page has are one file, in their order: a page waits once.
    """
    runtime(web)
    files: dict[str, bytes] = {}
    for name in COPIED:
        files |= copied(web / name, f"assets/{name}")
    if not dev:
        files.pop(AUTHORS, None)
    if theme:
        files |= copied(theme / "style", "assets/style")
    for name in (*STYLES, OWN_STYLE):
        files.pop(f"assets/style/{name}.css", None)
    files["assets/style/site.css"] = joined_styles(web, theme).encode()
    if (web / OFFLINE).is_file():  # beside the first page, because it serves what lies below itself
        files[OFFLINE] = web.joinpath(OFFLINE).read_bytes()
    return files


def copied(folder: Path, to: str) -> dict[str, bytes]:
    """The files below a folder, if it is there, by where they go; not those for the type checker alone."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".d.ts"))
    return {f"{to}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}


def joined_styles(web: Path, theme: Path | None = None) -> str:
    """The one stylesheet of every page: a theme's files take the place of those with their names."""
    found = []
    for name in (*STYLES, OWN_STYLE):
        for folder in (theme, web):
            path = folder / "style" / f"{name}.css" if folder else None
            if path and path.is_file():
                found.append(path.read_text(encoding="utf-8"))
                break
    return "\n".join(found)
