"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from likely.errors import DataError


def write_whole(path: str | Path, text: str) -> None:
    """Write a text file. Whatever happens on the way, the path holds the old content or all of the new.

    The text goes into a hidden file beside it first, which then takes its name. One that a killed program
    left there is overwritten by the next.
    """
    place = Path(path)
    try:
        if place.is_dir():
            raise IsADirectoryError(0, "this is a folder")
        draft = place.with_name(f".{place.name}.draft")
        try:
            with draft.open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(place)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise
    except (OSError, ValueError) as problem:
        reason = (getattr(problem, "strerror", None) or str(problem)).lower()
        raise DataError(f"{path}: {reason} · give a path that can be written") from None
