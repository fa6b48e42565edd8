"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from likely.data.scratch import alive
from likely.errors import DataError


def write_whole(path: str | Path, text: str) -> None:
    """Write a text file. Whatever happens on the way, the path holds the old content or all of the new."""
    with whole(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        if not _straight(draft):
            os.fsync(file.fileno())


@contextlib.contextmanager
def whole(path: str | Path) -> Iterator[Path]:
    """A hidden file beside `path` to write to, which takes its name when the block ends without an error.

    It bears the number of this process. Those that killed processes left are removed. A link stays a link; a
    device or a pipe has no old content to keep and is written to straight. Raises DataError where the path
    cannot be written.
    """
    if "\0" in str(path):
        raise DataError(f"{str(path)!r}: the name of the file holds a NUL · give a path that can be written")
    place = Path(path)
    try:
        if place.is_dir():
            raise IsADirectoryError(0, "this is a folder")
        if _straight(place):
            yield place
            return
        place = Path(os.path.realpath(place))
        _sweep(place)
        draft = place.with_name(f".{place.name}.{os.getpid()}.draft")
        try:
            yield draft
            draft.replace(place)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink()
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise DataError(f"{path}: {reason} · give a path that can be written") from None


def _straight(place: Path) -> bool:
    """True for what exists and is no regular file, such as /dev/stdout."""
    return place.exists() and not place.is_file()


def _sweep(place: Path) -> None:
    for left in place.parent.glob(f".{_plain(place.name)}.*.draft"):
        maker = left.name.removesuffix(".draft").rpartition(".")[2]
        if maker.isdigit() and not alive(int(maker)):
            with contextlib.suppress(OSError):
                left.unlink()


def _plain(name: str) -> str:
    """The name as glob takes it literally."""
    return "".join(f"[{c}]" if c in "[*?" else c for c in name)
