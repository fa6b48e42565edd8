"""n-grams of a stream of tokens, as keys to be counted.

sentences   where a text begins and ends
  text      each file is one text: N − 1 start marks before its first token, nothing after its last
  line      each line is a text: N − 1 start marks, and an end mark that is predicted too (as KenLM counts)
  none      no marks: the first N − 1 tokens of a file are only context (as nltk.ngrams counts)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from likely.data.corpus import UNITS, pieces
from likely.data.tokens import END, START, Tokens, Vocabulary
from likely.errors import UsageError

Array = np.ndarray[tuple[int], np.dtype[Any]]

SENTENCES = ("text", "line", "none")
_BITS = {"bytes": 9, "char": 16, "word": 21}  # that a token needs at least


@dataclass(frozen=True, slots=True)
class Windows:
    """The n-grams of one piece: N columns of token numbers, and in `at` which token each one predicts."""

    tokens: Tokens
    at: Array
    columns: tuple[Array, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How N token numbers are packed into one or two columns of 64 bits."""

    order: int
    first: int  # tokens in the first column
    bits: int  # of one token

    @classmethod
    def of(cls, order: int, unit: str) -> Layout:
        """The widest tokens that fit. Raises UsageError for an order past 128 bits."""
        if unit not in UNITS:
            raise UsageError(f"unit is {unit!r} · it is one of {', '.join(UNITS)}")
        most = 2 * (64 // _BITS[unit])
        if not 1 <= order <= most:
            raise UsageError(f"order is {order} · it is from 1 to {most} for the unit {unit}")
        first = order if 2 * order <= most else (order + 1) // 2
        return cls(order, first, min(32, 64 // first))

    @property
    def most(self) -> int:
        """How many tokens there may be."""
        return (1 << self.bits) - 3

    def pack(self, columns: Sequence[Array]) -> list[Array]:
        """Keys in the order of the tokens."""
        keys = []
        for part in (columns[: self.first], columns[self.first :]):
            if part:
                key = part[0].copy()
                for column in part[1:]:
                    key <<= np.uint64(self.bits)
                    key |= column
                keys.append(key)
        return keys

    def unpack(self, keys: Sequence[Array]) -> list[Array]:
        """The N columns of token numbers."""
        mask = np.uint64((1 << self.bits) - 1)
        columns = []
        for key, size in zip(keys, (self.first, self.order - self.first), strict=False):
            columns += [(key >> np.uint64(self.bits * i)) & mask for i in range(size - 1, -1, -1)]
        return columns

    @property
    def together(self) -> int:
        """The bits of the first column that tell n-grams of one context apart."""
        return (1 << self.bits) - 1 if self.first == self.order else 0


def windows(
    sources: Sequence[str | Path], vocabulary: Vocabulary, order: int, sentences: str
) -> Iterator[Windows]:
    """The n-grams of a corpus, a piece at a time."""
    if sentences not in SENTENCES:
        raise UsageError(f"sentences is {sentences!r} · it is one of {', '.join(SENTENCES)}")
    marks = np.full(order - 1, START, dtype=np.uint64)
    before = marks
    for piece in pieces(sources, vocabulary.unit):
        if piece.first:
            before = marks
        tokens = vocabulary.read(piece, lines=sentences == "line")
        stream, at = tokens.ids, np.arange(len(tokens.ids))
        if sentences == "line" and order > 1:  # after an end the start marks of the next line
            again = np.where(stream == END, order, 1)
            at = np.repeat(at, again)
            stream = stream[at]
            stream[1:][at[1:] == at[:-1]] = START
        whole = np.concatenate([before, stream])
        before = whole[len(whole) - (order - 1) :]
        columns = tuple(whole[i : i + len(stream)] for i in range(order))
        keep = columns[0] != START if sentences == "none" else columns[-1] != START
        if not keep.all():
            at, columns = at[keep], tuple(column[keep] for column in columns)
        yield Windows(tokens, at, columns)
