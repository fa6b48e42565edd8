"""The browser's files: `web/` as written, and what was brought at install time."""

import shutil
from pathlib import Path

from likely.errors import UsageError
from likely.notebook.bundle import write_bundle
from likely.notebook.source import LIBRARY

WEB = LIBRARY / "web"
COPIED = ("style", "core", "elements", "vendor")
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
            shutil.copytree(web / name, assets / name, copy_function=shutil.copyfile)
    if theme and (theme / "style").is_dir():
        shutil.copytree(theme / "style", assets / "style", copy_function=shutil.copyfile, dirs_exist_ok=True)
    if theme:
        assets.joinpath("style").mkdir(exist_ok=True)
        assets.joinpath("style", "theme.css").touch()  # pages of a site with a theme load it
    write_bundle(assets / "python.json")
