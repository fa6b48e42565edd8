"""Text from files, gzip or not, and standard input, in pieces that cut no character and no word."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from likely.errors import DataError

PIECE = 1 << 22  # bytes read at a time
LONGEST = 1 << 24  # bytes of one word; more is no text
WHITESPACE = b" \t\n\r\v\f"
UNITS = ("char", "word", "bytes")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes of one text, and where they stand in it.

    offset    bytes before it in the file, unzipped
    line      the line its first byte is on, from 1
    column    characters (bytes, for the unit bytes) before its first byte on that line
    """

    file: str
    data: bytes
    offset: int
    line: int
    column: int
    first: bool
    last: bool


def pieces(sources: Sequence[str | Path], unit: str) -> Iterator[Piece]:
    """Every byte of every source in order. Text that is not UTF-8 is a DataError naming the byte."""
    for source in sources:
        name = "standard input" if str(source) == "-" else str(source)
        try:
            if str(source) == "-":
                yield from _of_stream(name, sys.stdin.buffer, unit)
            else:
                with Path(source).open("rb") as stream:
                    yield from _of_stream(name, stream, unit)
        except IsADirectoryError:
            raise DataError(f"{name}: this is a folder · name the files in it") from None
        except (EOFError, zlib.error, gzip.BadGzipFile) as problem:
            raise DataError(f"{name}: the gzip data is broken: {problem} · compress the file again") from None
        except OSError as problem:
            reason = (problem.strerror or str(problem)).lower()
            raise DataError(f"{name}: {reason} · check the path, or give - to read standard input") from None


def _of_stream(name: str, stream: BinaryIO, unit: str) -> Iterator[Piece]:
    magic = cast("bytes", stream.peek(2)[:2]) if hasattr(stream, "peek") else b""
    if magic == b"\x1f\x8b":
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=stream))
    offset, line, column, first = 0, 1, 0, True
    rest = stream.read(PIECE)
    if unit != "bytes":
        if rest.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise DataError(f"{name}: the text is UTF-16 · save it as UTF-8")
        if rest.startswith(b"\xef\xbb\xbf"):  # a byte-order mark is no part of the text
            rest, offset = rest[3:], 3
    more = stream.read(PIECE)
    while True:
        data = rest if not more else rest[: _cut(rest, unit)]
        if more and not data and len(rest) > LONGEST:
            raise DataError(f"{name}, line {line}: a word of more than {LONGEST:,} bytes · is this a text?")
        if data or not more:
            if unit != "bytes":
                _check(name, data, offset, line)
            yield Piece(name, data, offset, line, column, first, not more)
            first = False
            offset += len(data)
            breaks = data.count(b"\n")
            line += breaks
            column = (0 if breaks else column) + _length(data[data.rfind(b"\n") + 1 :], unit)
        if not more:
            return
        rest, more = rest[len(data) :] + more, stream.read(PIECE)


def _cut(data: bytes, unit: str) -> int:
    """Where the last whole word or character ends."""
    if unit == "bytes":
        return len(data)
    if unit == "word":
        return max(data.rfind(mark) for mark in (WHITESPACE[i : i + 1] for i in range(6))) + 1
    end = len(data)
    for back in range(1, min(4, end) + 1):
        byte = data[end - back]
        if byte & 0xC0 != 0x80:  # the first byte of a character says how long it is
            length = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return end if back >= length else end - back
    return end


def _check(name: str, data: bytes, offset: int, line: int) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as problem:
        at = line + data.count(b"\n", 0, problem.start)
        raise DataError(
            f"{name}, line {at}, byte {offset + problem.start:,} of the file: not UTF-8 text · save the file "
            "as UTF-8, or count its bytes with --unit bytes"
        ) from None


def _length(data: bytes, unit: str) -> int:
    return len(data) if unit == "bytes" else len(data.decode("utf-8"))
