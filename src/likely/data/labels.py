"""Columns of labels: how often each one occurs."""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from likely.data.columns import pick_column
from likely.errors import DataError
from likely.lab.cell import MISSING


def label_counts(
    source: Any, column: str | None, *, drop: bool, weights: Any = None
) -> tuple[dict[str, float], int]:
    """Label → count over a CSV or Parquet file, standard input, a sequence or a table; and how many are
    missing. `weights`, a column's name or a sequence, says how many rows each row stands for.
    """
    counts: Counter[str] = Counter()
    missing = 0
    if weights is not None and isinstance(source, (str, Path)) and str(source) == "-":
        source = _Kept(sys.stdin.buffer.read())
    labels = list(_labels(source, column))
    for row, (value, weight) in enumerate(
        zip(labels, _weights(source, weights, len(labels)), strict=True), 1
    ):
        label = "" if value is None or value != value else str(value).strip()
        if label in MISSING:
            if not drop:
                raise DataError(
                    f"{_name(source)}, row {row}: the label is missing · fill it in, or leave "
                    "such rows out with --missing drop"
                )
            missing += 1
        else:
            counts[label] += weight  # type: ignore[assignment]
    return {label: count for label, count in counts.items() if count}, missing


class _Kept(bytes):
    """Standard input, read once and looked at twice."""


def _weights(source: Any, weights: Any, n: int) -> Iterable[float]:
    if weights is None:
        return [1] * n
    given = list(_labels(source, weights) if isinstance(weights, str) else weights)
    if len(given) != n:
        raise DataError(f"there are {len(given)} weights for {n} labels · give one for each")
    found = []
    for row, value in enumerate(given, 1):
        try:
            weight = float(value)
        except (TypeError, ValueError):
            weight = -1.0
        if not 0 <= weight < float("inf"):
            raise DataError(
                f"{_name(source)}, row {row}: {value!r} is no weight · weights are finite and not negative"
            )
        found.append(int(weight) if weight == int(weight) else weight)
    return found


def _name(source: Any) -> str:
    return str(source) if isinstance(source, (str, Path)) else "the data"


def _labels(source: Any, column: str | None) -> Iterable[Any]:
    if isinstance(source, (str, Path)):
        return _of_file(str(source), column)
    if isinstance(source, _Kept):
        return _of_bytes("-", source, column)
    if isinstance(source, io.BufferedReader):
        return _of_bytes("-", source.read(), column)
    if isinstance(source, (list, tuple)):
        return source
    import narwhals as nw

    frame = nw.from_native(source, pass_through=True, allow_series=True)
    if hasattr(frame, "collect"):
        frame = frame.collect()
    if hasattr(frame, "get_column"):
        return list(frame.get_column(pick_column("the table", frame.columns, column)).to_list())
    return list(frame.to_list() if hasattr(frame, "to_list") else frame.tolist())


def _of_file(path: str, column: str | None) -> Iterable[Any]:
    try:
        raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as problem:
        raise DataError(
            f"{path}: {(problem.strerror or str(problem)).lower()} · check the path, or give - "
            "to read standard input"
        ) from None
    return _of_bytes(path, raw, column)


def _of_bytes(path: str, raw: bytes, column: str | None) -> Iterable[Any]:
    if raw[:2] == b"\x1f\x8b":
        raw = gzip.decompress(raw)
    if raw[:4] == b"PAR1":
        import pyarrow.parquet as parquet

        file = parquet.ParquetFile(io.BytesIO(raw))
        name = pick_column(path, file.schema_arrow.names, column)
        return list(file.read(columns=[name]).column(0).to_pylist())
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DataError(f"{path}: not UTF-8 text · save the file as UTF-8") from None
    rows = [
        row
        for row in csv.reader(io.StringIO(text, newline=""), delimiter="\t" if ".tsv" in path else ",")
        if row
    ]
    if not rows:
        raise DataError(f"{path}: the file is empty · it needs a header line and rows")
    at = rows[0].index(pick_column(path, rows[0], column))
    for i, row in enumerate(rows[1:], 1):
        if len(row) != len(rows[0]):
            raise DataError(
                f"{path}, row {i}: {len(row)} fields where the header has {len(rows[0])} · add "
                "or remove a delimiter"
            )
    return [row[at] for row in rows[1:]]
