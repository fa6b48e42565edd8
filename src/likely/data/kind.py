"""What a file holds, told by how its bytes begin."""

from __future__ import annotations

import re

LOOK = 64  # bytes that tell
SUMS = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"likely sums"')
LINES = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\{")


def kind_of(start: bytes) -> str:
    """One of gzip, zstd, parquet, arrow (a file), stream (of Arrow record batches), sums, jsonl, csv."""
    if start.startswith(b"\x1f\x8b"):
        return "gzip"
    if start.startswith(b"\x28\xb5\x2f\xfd"):
        return "zstd"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b"ARROW1"):
        return "arrow"
    if start.startswith(b"\xff\xff\xff\xff"):
        return "stream"
    if SUMS.match(start):
        return "sums"
    return "jsonl" if LINES.match(start) else "csv"
