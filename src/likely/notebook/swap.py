"""A folder written whole or not at all."""

import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from likely.errors import UsageError
from likely.notebook.cache import Cache

MARK = ".likely-site"
"""The file by which a folder is known as ours to replace."""

_ABANDONED_AFTER = 3600.0  # seconds


@contextmanager
def swapped(out: Path, spare: Path | None = None) -> Iterator[Path]:
    """A new folder beside `out` that takes its place when the block ends without an error.

    It is empty, or the `spare`: the folder that was replaced the time before last, to be filled with what
    differs. On an error the new folder is removed and `out` stays as it was. What a killed run left behind
    is removed by the next one.
    """
    out = out.absolute()
    refuse_foreign(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    _restore(out)
    clean(out)
    new = Path(tempfile.mkdtemp(prefix=_prefix(out, "building"), dir=out.parent))
    try:
        if spare and _moved(spare, new):
            os.utime(new)  # it is as old as a folder that a killed run left behind, and is not one
        new.mkdir(exist_ok=True)
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
            if not (spare and _moved(old, spare)):
                shutil.rmtree(old, ignore_errors=True)
        else:
            new.rename(out)
    finally:
        if new.exists():
            shutil.rmtree(new, ignore_errors=True)


def _moved(folder: Path, to: Path) -> bool:
    """Give a folder the place of an empty one, or of none. False if it cannot have it, as on another disk."""
    try:
        if to.is_dir():
            to.rmdir()
        folder.rename(to)
    except OSError:
        return False
    return True


def fill(folder: Path, files: Mapping[str, str], cache: Cache) -> int:
    """Make a folder hold these files (path → digest), our mark, and nothing else. The files' size in bytes.

    What stands there and is what the cache keeps stays; all else is removed and placed anew.
    """
    lacking, folders = dict(files), {""}
    for path in files:
        while path := path.rpartition("/")[0]:
            folders.add(path)
    there = _sift(folder, "", lacking, folders, cache)
    for path in sorted(folders - there - {""}):
        folder.joinpath(path).mkdir()
    for path, name in lacking.items():
        cache.place(name, folder / path)
    return sum(map(cache.size, files.values()))


def _sift(
    folder: Path, prefix: str, lacking: dict[str, str], folders: Collection[str], cache: Cache
) -> set[str]:
    """Remove what does not belong and take what does out of `lacking`. The folders that are there already."""
    there = set()
    with os.scandir(folder / prefix) as found:
        entries = list(found)
    for entry in entries:
        path = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if path in folders:
                there |= {path, *_sift(folder, f"{path}/", lacking, folders, cache)}
            else:
                shutil.rmtree(entry.path)
        elif path in lacking and cache.stands(lacking[path], entry.stat(follow_symlinks=False)):
            del lacking[path]
        elif path != MARK:
            Path(entry.path).unlink()
    return there


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
