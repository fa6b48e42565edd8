"""From files to splits of about equal size. Only file sizes and Parquet footers are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from likely.data.files import files_of
from likely.data.kind import LOOK, kind_of
from likely.data.split import Split
from likely.errors import DataError

ROWS = 1 << 20  # of a Parquet split: enough work to outweigh sending it
BYTES = 1 << 26  # of a CSV split
EACH = 32  # splits for each worker, so that none waits long for the last


def plan(source: object, workers: int = 1) -> list[Split]:
    """The splits of one file, a list of them, a folder or a pattern.

    Each has at least `ROWS` rows or about `BYTES`, where its file can be cut; each worker has about `EACH`.
    """
    found: list[Split] = []
    for path in files_of(source):
        found += _of_file(path, ROWS, BYTES)
    return _fewer(found, workers)


def _of_file(path: str, rows: int, size: int) -> list[Split]:
    try:
        with Path(path).open("rb") as file:
            kind = kind_of(file.peek(LOOK))
        length = Path(path).stat().st_size
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise DataError(f"{path}: {reason} · an engine reads files that every worker can see") from None
    if kind == "parquet":
        return _of_groups(path, rows)
    if kind == "csv" and length > size:
        count = -(-length // size)
        edges = [length * i // count for i in range(count + 1)]
        return [Split(path, span=(a, b)) for a, b in pairwise(edges)]
    return [Split(path)]


def _of_groups(path: str, rows: int) -> list[Split]:
    import pyarrow as pa
    import pyarrow.parquet as parquet

    try:
        footer = parquet.read_metadata(path)
    except (pa.ArrowInvalid, OSError) as problem:
        reason = str(problem).splitlines()[0]
        raise DataError(f"{path}: not a readable Parquet file: {reason} · write it again") from None
    found: list[Split] = []
    groups: list[int] = []
    held = 0
    for group in range(footer.num_row_groups):
        groups.append(group)
        held += footer.row_group(group).num_rows
        if held >= rows:
            found.append(Split(path, groups=tuple(groups)))
            groups, held = [], 0
    if groups:
        found.append(Split(path, groups=tuple(groups)))
    return found


def _fewer(splits: Sequence[Split], workers: int) -> list[Split]:
    """Neighbours in one file are joined until there are about `EACH` for a worker: each costs a message."""
    most = EACH * workers
    together = -(-len(splits) // most) if splits else 1
    found: list[Split] = []
    joined = 1
    for one in splits:
        last = found[-1] if found else None
        if last is not None and joined < together and last.path == one.path:
            if last.groups is not None and one.groups is not None:
                found[-1] = Split(one.path, groups=last.groups + one.groups)
                joined += 1
                continue
            if last.span is not None and one.span is not None:
                found[-1] = Split(one.path, span=(last.span[0], one.span[1]))
                joined += 1
                continue
        found.append(one)
        joined = 1
    return found
