"""Temporary files that know whose they are, so that what a killed process left is removed by the next one."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

_PREFIX = "likely-"
_open: set[str] = set()


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A temporary folder while the block runs. Those of processes that are gone are removed first."""
    place = Path(tempfile.gettempdir())
    for left in place.glob(f"{_PREFIX}[0-9]*-*"):
        maker = left.name.removeprefix(_PREFIX).partition("-")[0]
        if left.is_dir() and not left.is_symlink() and maker.isdigit() and not alive(int(maker)):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=place) as folder:
        _open.add(folder)
        try:
            yield Path(folder)
        finally:
            _open.discard(folder)


def drop_all() -> None:
    """Remove what this process has open, just before it ends without coming back to the blocks above."""
    for folder in _open:
        shutil.rmtree(folder, ignore_errors=True)


def alive(process: int) -> bool:
    """Whether a process runs under this number. Where that cannot be asked, yes."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is there, and somebody else's
        return True
    return True
