"""CSV from a file or a stream, in pieces of whole lines, so that memory stays flat."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from likely.data.block import Block
from likely.data.columns import column_named
from likely.data.csv_text import Chunk, Header, read_header, read_values
from likely.errors import DataError

SMALL = 1 << 20  # up to a megabyte, reading in plain Python is over before NumPy is imported
PIECE = 1 << 24
LONGEST = 1 << 28  # bytes of one line: memory stays bounded, and a million long names fit in


def csv_blocks(file: str, stream: BinaryIO, column: str | None, delimiter: str) -> Iterator[Block]:
    """Blocks of one column's values. `file` is what messages call the stream."""
    stream = _unzipped(stream)
    try:
        first = stream.read(SMALL + 1)
        if not first:
            raise DataError(f"{file}: the file is empty · it needs a header line and rows")
        first += _rest_of_header(file, first, stream)
        header, rest, lines = _split_header(file, first, stream, column, delimiter)
        if len(first) <= SMALL:
            if rest:
                yield _exact_block(header, Chunk(rest, 0, lines))
            return
        rows = 0
        for data in _pieces(file, rest, stream, lines):
            chunk = Chunk(data, rows, lines)
            block = _fast_block(header, chunk)
            yield block
            rows += len(block.values)
            lines += data.count(b"\n")
    except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
        raise DataError(f"{file}: the gzip data is broken: {problem} · compress the file again") from None


def _rest_of_header(file: str, first: bytes, stream: BinaryIO) -> bytes:
    """What is still missing of a header of more than a megabyte; a NUL or no line end at all is no CSV."""
    more = bytearray()
    last = first
    while len(first) > SMALL and last and b"\n" not in last and b"\0" not in last:
        read = len(first) + len(more)
        if read > LONGEST:
            raise DataError(f"{file}: no line ends in its first {read} bytes · give a CSV or Parquet file")
        last = stream.read(PIECE)
        more += last
    return bytes(more)


def _unzipped(stream: BinaryIO) -> BinaryIO:
    """The stream itself, or what it holds if it starts as gzip does."""
    magic = cast("bytes", stream.peek(2)[:2]) if hasattr(stream, "peek") else b""
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if magic == b"\x1f\x8b" else stream


def _split_header(
    file: str, first: bytes, stream: BinaryIO, column: str | None, delimiter: str
) -> tuple[Header, bytes, int]:
    """The header, the bytes after it, and how many lines it took (blank lines before it count)."""
    lines = 0
    while True:
        line, newline, rest = first.partition(b"\n")
        while line.count(b'"') % 2 and newline:  # a quoted name may hold a line break
            more, newline, rest = rest.partition(b"\n")
            line += b"\n" + more
            lines += 1
        lines += 1
        if line.strip() or not newline:
            return read_header(file, line.rstrip(b"\r"), column, delimiter), rest, lines
        first = rest


def _too_long(file: str, line: int) -> DataError:
    return DataError(
        f"{file}, line {line}: a line or a quoted field of more than {LONGEST >> 20} MB · check the line "
        "breaks and the quotes"
    )


def _pieces(file: str, rest: bytes, stream: BinaryIO, lines: int) -> Iterator[bytes]:
    """Pieces that end where a line ends, outside quotes."""
    while True:
        if len(rest) > LONGEST:
            raise _too_long(file, lines + 1)
        more = stream.read(PIECE)
        data = rest + more
        if not more:
            if data:
                yield data
            return
        end = data.rfind(b"\n") + 1
        quotes = data.count(b'"', 0, end)
        while end and quotes % 2:
            start = data.rfind(b"\n", 0, end - 1) + 1
            quotes -= data.count(b'"', start, end)
            end = start
        if end:
            yield data[:end]
            lines += data.count(b"\n", 0, end)
        rest = data[end:]


def _exact_block(header: Header, chunk: Chunk) -> Block:
    values, lines = read_values(header, chunk)
    return Block(values, lambda i: _where(header, chunk.rows_before + i + 1, lines[i]))


def _fast_block(header: Header, chunk: Chunk) -> Block:
    from likely.data.csv_arrow import read_array

    values = read_array(header, chunk)
    if values is None:
        return _exact_block(header, chunk)
    # Rows and lines differ where lines are blank or quotes span them: the exact reader knows.
    return Block(
        values, lambda i: _where(header, chunk.rows_before + i + 1, read_values(header, chunk)[1][i])
    )


def _where(header: Header, row: int, line: int) -> str:
    return f"{header.file}, row {row} (line {line}), {column_named(header.column)}"
