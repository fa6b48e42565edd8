"""DuckDB: it reads the files and adds up by expression, in SQL of its own making."""

from __future__ import annotations

from typing import Any

from likely.data.files import PACKED, files_of
from likely.data.kind import LOOK, kind_of
from likely.errors import DataError, UsageError


def duckdb_relation(source: Any) -> Any:
    """A relation over the files that a source names."""
    try:
        import duckdb
    except ImportError:
        raise UsageError("--engine duckdb needs DuckDB · pip install 'likely[duckdb]'") from None
    paths = files_of(source)
    kinds = {_kind(path) for path in paths}
    if len(kinds) > 1:
        raise DataError(
            f"{paths[0]}: files of several kinds, {' and '.join(sorted(kinds))} · name files of one kind"
        )
    read = {"parquet": duckdb.read_parquet, "csv": duckdb.read_csv, "jsonl": duckdb.read_json}.get(
        kinds.pop()
    )
    if read is None:
        raise DataError(f"{paths[0]}: DuckDB reads CSV, JSON lines and Parquet here · use --engine memory")
    try:
        return read(paths)
    except duckdb.Error as problem:
        reason = str(problem).splitlines()[0]
        raise DataError(f"{paths[0]}: DuckDB cannot read it: {reason} · use --engine memory") from None


def _kind(path: str) -> str:
    bare = path
    for ending in PACKED:
        bare = bare.removesuffix(ending)
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - a path as the user wrote it
            kind = kind_of(file.peek(LOOK))
    except OSError as problem:
        raise DataError(f"{path}: {(problem.strerror or str(problem)).lower()} · check the path") from None
    if kind in ("gzip", "zstd"):
        return "jsonl" if bare.endswith((".jsonl", ".ndjson", ".json")) else "csv"
    return kind
