"""Which files a source names: one path, several, a pattern with * or **, or a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from likely.errors import DataError

ENDINGS = (
    *(".parquet", ".pq", ".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".json"),
    *(".arrow", ".arrows", ".feather", ".ipc"),
)
PACKED = (".gz", ".zst", ".zstd")


def is_files(source: Any) -> bool:
    """True if the source is a path, or a list of nothing but paths."""
    if isinstance(source, (str, Path)):
        return True
    return (
        isinstance(source, (list, tuple))
        and len(source) > 0
        and all(isinstance(one, Path) or (isinstance(one, str) and _looks_like_a_path(one)) for one in source)
    )


def _looks_like_a_path(text: str) -> bool:
    bare = text
    for ending in PACKED:
        bare = bare.removesuffix(ending)
    return text == "-" or bare.endswith(ENDINGS) or "/" in text or "*" in text


def several(source: Any) -> bool:
    """True if the source names a list, a pattern or a folder, and not one file."""
    if isinstance(source, (list, tuple)):
        return is_files(source)
    if not isinstance(source, (str, Path)) or "\0" in str(source):
        return False
    try:
        return Path(source).is_dir() or (_is_pattern(str(source)) and not Path(source).exists())
    except OSError:
        return False


def files_of(source: Any) -> list[str]:
    """The files in order. A folder gives all data files below it but those whose name begins with . or _."""
    if isinstance(source, (list, tuple)):
        found = [path for one in source for path in files_of(one)]
        twice = next((path for i, path in enumerate(found[:1000]) if path in found[:i]), "a file")
        if len(set(found)) < len(found):
            raise DataError(f"{twice}: named more than once, so its rows would count twice · name it once")
        return found
    if not isinstance(source, (str, Path)):
        raise DataError(
            "an engine reads files that every worker can see · give a path, a list of them, or a folder"
        )
    text = str(source)
    if not several(source):
        return [text]
    if Path(source).is_dir():
        return _below(Path(source))
    import glob

    every = glob.glob(text, recursive=True)  # noqa: PTH207 - pathlib takes no absolute patterns
    found = sorted(path for path in every if not Path(path).is_dir())
    if not found:
        raise DataError(f"{text}: no file is called so · check the pattern; put it in quotes for ** to work")
    return found


def _below(folder: Path) -> list[str]:
    found = sorted(
        str(path)
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith((".", "_")) for part in path.relative_to(folder).parts)
        and _looks_like_a_path(path.name)
    )
    if not found:
        raise DataError(
            f"{folder}: this is a folder without data files · they are Parquet, CSV, JSON lines or Arrow"
        )
    return found


def _is_pattern(text: str) -> bool:
    return any(sign in text for sign in "*?[")


def partition_of(path: str) -> dict[str, str]:
    """What the folders of a partitioned table say of a file's rows: year=2024/month=05 → two columns."""
    from urllib.parse import unquote

    pairs = (part.partition("=") for part in Path(path).parts[:-1])
    return {key: unquote(value) for key, equals, value in pairs if equals and key}


def described(source: Sequence[Any]) -> str:
    """What messages call a list of files."""
    return str(source[0]) if len(source) == 1 else f"{source[0]} and {len(source) - 1} more files"
