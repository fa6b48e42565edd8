"""A folder written whole or not at all."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from likely.errors import UsageError

MARK = ".likely-site"
"""The file by which a folder is known as ours to replace."""

_ABANDONED_AFTER = 3600.0  # seconds


@contextmanager
def swapped(out: Path) -> Iterator[Path]:
    """A new, empty folder beside `out` that takes its place when the block ends without an error.

    On an error the new folder is removed and `out` stays as it was. What a killed run left behind is
    removed by the next one.
    """
    out = out.absolute()
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    _restore(out)
    clean(out)
    new = Path(tempfile.mkdtemp(prefix=_prefix(out, "building"), dir=out.parent))
    try:
        new.chmod(0o755)
        new.joinpath(MARK).write_text(
            "written by likely build; replaced whole by the next one\n", encoding="utf-8"
        )
        yield new
        if out.exists():
            old = Path(tempfile.mkdtemp(prefix=_prefix(out, "replaced"), dir=out.parent))
            old.rmdir()
            out.rename(old)
            new.rename(out)
            shutil.rmtree(old, ignore_errors=True)
        else:
            new.rename(out)
    finally:
        if new.exists():
            shutil.rmtree(new, ignore_errors=True)


def refuse_foreign(out: Path) -> None:
    """Stop before a folder that is not a built site would be replaced."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UsageError(f"{out} is not a folder: choose another --out")
    if out.is_dir() and any(out.iterdir()) and not out.joinpath(MARK).is_file():
        raise UsageError(
            f"{out} is not a built site, and its files would be lost: empty it, or choose another --out"
        )


def clean(out: Path) -> None:
    """Remove what killed runs left beside `out`."""
    for kind in ("building", "replaced"):
        for left in out.parent.glob(f".{out.name}.likely-{kind}-*"):
            if _abandoned(left):
                shutil.rmtree(left, ignore_errors=True)


def _restore(out: Path) -> None:
    """Put the old site back if a run was killed between the two renames."""
    if not out.exists():
        for left in sorted(out.parent.glob(f".{out.name}.likely-replaced-*")):
            if _abandoned(left) and left.joinpath(MARK).is_file():
                left.rename(out)
                return


def _prefix(out: Path, kind: str) -> str:
    return f".{out.name}.likely-{kind}-{os.getpid()}-"


def _abandoned(left: Path) -> bool:
    """True if the process that made the folder is gone, or the folder is old."""
    try:
        if time.time() - left.stat().st_mtime > _ABANDONED_AFTER:
            return True
        process = int(left.name.rsplit("-", 2)[1])
        if os.name != "posix" or process == os.getpid():
            return False
        os.kill(process, 0)
    except (ProcessLookupError, ValueError):
        return True
    except OSError:
        return False
    return False
