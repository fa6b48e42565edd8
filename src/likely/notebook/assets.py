"""The browser's files: `web/` as written, and what was brought at install time."""

import shutil
from pathlib import Path

from likely.errors import UsageError
from likely.notebook.bundle import write_bundle
from likely.notebook.source import LIBRARY

WEB = LIBRARY / "web"
COPIED = ("style", "core", "elements", "vendor")
OFFLINE = "offline.js"
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


def write_assets(web: Path, assets: Path, theme: Path | None = None) -> None:
    """Copy the browser's files, a theme's styles over them, and write the bundle of portable Python."""
    runtime(web)
    assets.mkdir()
    for name in COPIED:
        if (web / name).is_dir():
            types = shutil.ignore_patterns("*.d.ts")
            shutil.copytree(web / name, assets / name, copy_function=shutil.copyfile, ignore=types)
    if theme and (theme / "style").is_dir():
        shutil.copytree(theme / "style", assets / "style", copy_function=shutil.copyfile, dirs_exist_ok=True)
    _join_styles(assets / "style", joined_styles(web, theme))
    write_bundle(assets / "python.json")
    if (web / OFFLINE).is_file():  # beside the first page, because it serves what lies below itself
        shutil.copyfile(web / OFFLINE, assets.parent / OFFLINE)


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


def _join_styles(folder: Path, whole: str) -> None:
    """Put the styles that every page has into one file, in their order: a page waits once."""
    folder.mkdir(exist_ok=True)
    for name in (*STYLES, OWN_STYLE):
        folder.joinpath(f"{name}.css").unlink(missing_ok=True)
    (folder / "site.css").write_text(whole, encoding="utf-8", newline="\n")
