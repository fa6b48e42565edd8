"""Tokens of a text as numbers: characters, words between ASCII whitespace, or bytes.

With sentences per line, the line break is no token of its own: it ends the line's sentence, with END. The
last line needs no break.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from likely.data.corpus import WHITESPACE, Piece

Array = np.ndarray[tuple[int], np.dtype[Any]]

START, END, UNKNOWN = 0, 1, 2  # numbers that are no token's own
FIRST = 3
_SPACE = np.zeros(256, dtype=bool)
_SPACE[list(WHITESPACE)] = True


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one piece: `ids`, and in `starts` the byte of the piece each one begins at."""

    piece: Piece
    ids: Array
    starts: Array
    unit: str

    def where(self, i: int) -> tuple[str, int, int]:
        """File, line and column (from 1; in characters, or bytes for the unit bytes) of token i."""
        piece, at = self.piece, int(self.starts[i])
        breaks = piece.data.count(b"\n", 0, at)
        if breaks:
            before = piece.data[piece.data.rfind(b"\n", 0, at) + 1 : at]
            column = len(before) if self.unit == "bytes" else len(before.decode("utf-8"))
        else:
            before = piece.data[:at]
            column = piece.column + (len(before) if self.unit == "bytes" else len(before.decode("utf-8")))
        return piece.file, piece.line + breaks, column + 1

    def text(self, i: int) -> str | int | None:
        """Token i as it is written; None where a line ends."""
        if self.ids[i] == END:
            return None
        at = int(self.starts[i])
        data = self.piece.data
        if self.unit == "bytes":
            return data[at]
        if self.unit == "char":
            return data[at : at + 4].decode("utf-8", "ignore")[0]
        end = at
        while end < len(data) and data[end] not in WHITESPACE:
            end += 1
        return data[at:end].decode("utf-8")


class Vocabulary:
    """Tokens numbered as they are first met, from FIRST on. Unless it grows, others are UNKNOWN."""

    def __init__(self, unit: str, tokens: Iterable[str | int] = (), *, grows: bool = True) -> None:
        self.unit = unit
        self.tokens: list[str | int] = []
        self._grows = grows
        self._words: dict[bytes, int] = {}
        size = {"char": 0x110000, "bytes": 256, "word": 0}[unit]
        self._table = np.full(size, UNKNOWN, dtype=np.uint64)
        for token in tokens:
            self._add(token)

    def __len__(self) -> int:
        return len(self.tokens)

    def _add(self, token: str | int) -> int:
        number = FIRST + len(self.tokens)
        self.tokens.append(token)
        if isinstance(token, int):
            self._table[token] = number
        elif self.unit == "char":
            self._table[ord(token)] = number
        else:
            self._words[token.encode()] = number
        return number

    def read(self, piece: Piece, *, lines: bool) -> Tokens:
        """The tokens of a piece. With `lines`, each line break is END."""
        raw = np.frombuffer(piece.data, dtype=np.uint8)
        ids, starts = self._of_words(raw) if self.unit == "word" else self._of_symbols(raw, piece.data, lines)
        if lines:
            breaks = np.flatnonzero(raw == 10)
            if piece.last and len(raw) and raw[-1] != 10:
                breaks = np.append(breaks, len(raw))
            if self.unit == "word":
                starts = np.concatenate([starts, breaks])
                order = np.argsort(starts, kind="stable")
                ids = np.concatenate([ids, np.full(len(breaks), END, dtype=np.uint64)])[order]
                starts = starts[order]
            else:
                ids = np.where(raw[starts] == 10, np.uint64(END), ids)
                if piece.last and len(raw) and raw[-1] != 10:
                    ids, starts = np.append(ids, np.uint64(END)), np.append(starts, len(raw))
        return Tokens(piece, ids, starts, self.unit)

    def _of_symbols(self, raw: Array, data: bytes, lines: bool) -> tuple[Array, Array]:
        if self.unit == "bytes":
            symbols, starts = raw, np.arange(len(raw))
        else:
            symbols = np.frombuffer(data.decode("utf-8").encode("utf-32-le"), dtype=np.uint32)
            starts = np.flatnonzero((raw & 0xC0) != 0x80)
        ids = self._table[symbols]
        unknown = (ids == UNKNOWN) & ((symbols != 10) if lines else True)
        if self._grows and unknown.any():
            new, first = np.unique(symbols[unknown], return_index=True)
            for symbol in new[np.argsort(first)]:
                self._add(int(symbol) if self.unit == "bytes" else chr(symbol))
            ids = self._table[symbols]
        return ids, starts

    def _of_words(self, raw: Array) -> tuple[Array, Array]:
        import pyarrow as pa

        space = _SPACE[raw]
        edges = np.diff(np.concatenate([[True], space, [True]]).astype(np.int8))
        starts, ends = np.flatnonzero(edges == -1), np.flatnonzero(edges == 1)
        letters = raw[~space]
        offsets = np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.int32)
        words = pa.Array.from_buffers(
            pa.binary(), len(starts), [None, pa.py_buffer(offsets), pa.py_buffer(letters)]
        ).dictionary_encode()
        known = np.empty(len(words.dictionary), dtype=np.uint64)
        for i, word in enumerate(words.dictionary.to_pylist()):
            number = self._words.get(word, UNKNOWN)
            known[i] = self._add(word.decode()) if number == UNKNOWN and self._grows else number
        return known[words.indices.to_numpy(zero_copy_only=False)], starts
