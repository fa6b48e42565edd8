"""CSV from a file or a stream, in pieces of whole lines, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from likely.data.block import Block
from likely.data.columns import column_named
from likely.data.csv_text import Chunk, Header, read_header, read_values
from likely.errors import DataError

SMALL = 1 << 20  # up to a megabyte, reading in plain Python is over before NumPy is imported
PIECE = 1 << 24
LONGEST = 1 << 26  # bytes of one line: memory stays bounded, and a million long names fit in


def csv_blocks(file: str, stream: BinaryIO, column: str | None, delimiter: str) -> Iterator[Block]:
    """Blocks of one column's values. `file` is what messages call the stream."""
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


def csv_span_blocks(path: str, span: tuple[int, int], column: str | None, delimiter: str) -> Iterator[Block]:
    """Blocks of the lines that begin in some bytes of a file.

    A line may begin inside quotes. That cannot be seen from the middle of a file, but then the quotes of some
    span do not come in pairs: its reader says so, and no sum is taken.
    """
    with Path(path).open("rb") as file:
        first = file.read(SMALL + 1)
        if not first:
            raise DataError(f"{path}: the file is empty · it needs a header line and rows")
        first += _rest_of_header(path, first, file)
        header, rest, _ = _split_header(path, first, file, column, delimiter)
        top = len(first) - len(rest)
        start, stop = (max(top, _line_start(file, at)) for at in span)
        file.seek(start)
        at = start
        for data in _pieces(path, b"", cast("BinaryIO", _Window(file, stop - start)), 0):
            if data.count(b'"') % 2:
                raise DataError(
                    f"{path}: quoted fields hold line breaks, so the file cannot be cut · read it whole "
                    "with --engine memory, or write it as Parquet"
                )
            yield _span_block(path, header, data, at)
            at += len(data)


def _span_block(path: str, header: Header, data: bytes, at: int) -> Block:
    """Rows and lines before a span are counted only when a message needs them."""

    def exact() -> Block:
        rows, lines, place = -1, 0, 0  # the header is no row
        with Path(path).open("rb") as file:
            while place < at:
                line = file.readline()
                place += len(line)
                lines += 1
                rows += bool(line.strip())
        return _exact_block(header, Chunk(data, rows, lines))

    try:
        block = _fast_block(header, Chunk(data, 0, 0))
    except DataError:
        block = exact()  # which raises it with the right numbers
    return Block(block.values, lambda i: exact().where(i))


def _line_start(file: BinaryIO, at: int) -> int:
    """The first line that begins at a byte or after it."""
    if at == 0:
        return 0
    file.seek(at - 1)
    file.readline()
    return file.tell()


class _Window:
    """The next bytes of a file, and no more."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._left = file, max(0, size)

    def read(self, size: int) -> bytes:
        data = self._file.read(min(size, self._left))
        self._left -= len(data)
        return data


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
