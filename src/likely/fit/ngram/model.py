"""Counts of n-grams held in memory, and asked for token by token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from likely.data.ngrams import Layout
from likely.data.runs import sorted_run
from likely.data.tokens import END, FIRST, UNKNOWN

Array = np.ndarray[Any, np.dtype[Any]]

NOWHERE = np.int64(-1)
_SHIFT = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Trie:
    """N-grams in ascending order, level by level: a node is its parent's number and one token.

    `levels[j]` holds the sorted keys (parent << 32 | token) of all beginnings of length j + 1; a node's
    number is its place there. `counts` belong to the last level, `totals` (of contexts) to the one before.
    """

    levels: tuple[Array, ...]
    counts: Array
    totals: Array

    @classmethod
    def of(cls, columns: Sequence[Array], counts: Array) -> Trie:
        """From distinct n-grams in ascending order: N columns of token numbers, and their counts."""
        n = len(counts)
        parent = np.zeros(n, dtype=np.uint64)
        totals = np.array([counts.sum()], dtype=np.int64)
        levels = []
        for depth, column in enumerate(columns):
            keys = (parent << _SHIFT) | column
            fresh = np.ones(n, dtype=bool)
            fresh[1:] = keys[1:] != keys[:-1]
            levels.append(keys[fresh])
            parent = np.cumsum(fresh).astype(np.uint64) - np.uint64(1)
            if depth == len(columns) - 2:
                totals = np.add.reduceat(counts, np.flatnonzero(fresh))
        return cls(tuple(levels), counts, totals)

    def contexts(self, columns: Sequence[Array]) -> Array:
        """The nodes of contexts (N − 1 columns of tokens), NOWHERE for those never seen."""
        size = len(columns[0]) if columns else 0
        return self._walk(columns, np.zeros(size, dtype=np.int64), self.levels[: len(columns)])

    def numbers(self, columns: Sequence[Array]) -> tuple[Array, Array]:
        """c(context, token) and c(context) of n-grams (N columns of tokens); 0 for what was never seen."""
        size = len(columns[-1])
        nodes = np.zeros(size, dtype=np.int64) if len(columns) == 1 else self.contexts(columns[:-1])
        leaves = self._walk(columns[-1:], nodes, self.levels[-1:])
        return _at(self.counts, leaves), _at(self.totals, nodes)

    def after(self, node: int) -> tuple[Array, Array]:
        """The tokens that followed a context, and how often."""
        keys = self.levels[-1]
        low, high = np.searchsorted(keys, np.array([node << 32, (node + 1) << 32], dtype=np.uint64))
        return keys[low:high] & np.uint64(0xFFFFFFFF), self.counts[low:high]

    def ngrams(self) -> list[Array]:
        """All n-grams: N columns of token numbers."""
        columns = []
        keys = self.levels[-1]
        for level in (*self.levels[-2::-1], None):
            columns.append(keys & np.uint64(0xFFFFFFFF))
            if level is not None:
                keys = level[(keys >> _SHIFT).astype(np.int64)]
        return columns[::-1]

    @staticmethod
    def _walk(columns: Sequence[Array], nodes: Array, levels: Sequence[Array]) -> Array:
        for column, keys in zip(columns, levels, strict=True):
            wanted = (nodes.astype(np.uint64) << _SHIFT) | column
            found = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
            nodes = np.where((nodes != NOWHERE) & (keys[found] == wanted), found, NOWHERE)
        return nodes


def _at(values: Array, nodes: Array) -> Array:
    return np.where(nodes == NOWHERE, 0, values[np.maximum(nodes, 0)])


@dataclass(frozen=True)
class NgramModel:
    """Counts of n-grams: what the maximum of the likelihood is made of.

    order, unit, sentences   as `fit_ngram` was told
    tokens                   the vocabulary; token i has the number FIRST + i
    n                        tokens that were predicted, all of them
    """

    order: int
    unit: str
    sentences: str
    tokens: tuple[str | int, ...]
    trie: Trie
    n: int

    @property
    def size(self) -> int:
        """How many tokens there may be in a place, an end of line and one unknown token among them.

        Of bytes all 256 are known.
        """
        known = 256 if self.unit == "bytes" else len(self.tokens) + 1
        return known + (self.sentences == "line")

    def lower(self) -> list[Trie]:
        """Counts of orders 1 to N of the same places: each predicted token with fewer tokens before it."""
        columns = self.trie.ngrams()
        tries = []
        for order in range(1, self.order):
            layout = Layout.of(order, self.unit)
            run = sorted_run(layout.pack(columns[self.order - order :]), self.trie.counts)
            tries.append(Trie.of(layout.unpack(run.keys), run.counts))
        return [*tries, self.trie]

    def written(self, number: int) -> str:
        """A token for a reader, by its number."""
        if number < FIRST:
            return {END: "⟨end of line⟩", UNKNOWN: "⟨unknown⟩"}.get(number, "⟨start⟩")
        return shown(self.tokens[number - FIRST])

    def alphabet(self) -> list[str]:
        """The vocabulary as a reader sees it."""
        return [shown(token) for token in self.tokens]


def shown(token: str | int | None) -> str:
    """A token in a message: quoted, bytes in hexadecimal."""
    if token is None:
        return "⟨end of line⟩"
    if isinstance(token, int):
        return f"0x{token:02x}" + (f" {chr(token)!r}" if 32 < token < 127 else "")
    return repr(token if len(token) <= 40 else token[:40] + "…")
