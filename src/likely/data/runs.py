"""How often each key occurs, in bounded memory: sorted runs, merged as they grow, on disk past a limit.

A key is one or two columns of uint64. Counting is sorting: a full buffer becomes a run of distinct keys with
their counts, runs of like size are merged, and what outgrows the limit is written to a temporary folder and
merged from there in one sweep at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

Array = np.ndarray[tuple[int], np.dtype[Any]]

BUFFER = 1 << 22  # keys gathered before they are sorted


@dataclass(frozen=True, slots=True)
class Run:
    """Distinct keys in ascending order, and how often each occurred."""

    keys: tuple[Array, ...]
    counts: Array

    def __len__(self) -> int:
        return len(self.counts)


def sorted_run(keys: Sequence[Array], counts: Array | None = None) -> Run:
    """Keys in any order, perhaps with counts already, as a run."""
    if len(keys) == 1 and counts is None:
        ordered = [np.sort(keys[0])]
    else:
        # stable: Timsort, which merges runs that are already sorted in linear time
        order = np.argsort(keys[0], kind="stable") if len(keys) == 1 else np.lexsort(tuple(keys[::-1]))
        ordered = [key[order] for key in keys]
        counts = None if counts is None else counts[order]
    n = len(ordered[0])
    fresh = np.ones(n, dtype=bool)
    if n:
        fresh[1:] = ordered[0][1:] != ordered[0][:-1]
        for key in ordered[1:]:
            fresh[1:] |= key[1:] != key[:-1]
    at = np.flatnonzero(fresh)
    numbers = np.diff(np.append(at, n)) if counts is None else np.add.reduceat(counts, at)
    return Run(tuple(key[at] for key in ordered), numbers.astype(np.int64))


def merged(runs: Sequence[Run]) -> Run:
    """Several runs as one: counts of equal keys add."""
    if len(runs) == 1:
        return runs[0]
    width = len(runs[0].keys)
    return sorted_run(
        [np.concatenate([run.keys[i] for run in runs]) for i in range(width)],
        np.concatenate([run.counts for run in runs]),
    )


class Runs:
    """Counts keys. At most `limit` distinct ones are held in memory; the others lie in `folder`.

    Pieces of the result are cut so that keys equal but for the bits of `together` in their first column
    stay in one piece.
    """

    def __init__(self, limit: int, folder: Path, together: int = 0) -> None:
        self._limit = max(1, limit)
        self._folder = folder
        self._together = together
        self._waiting: list[Sequence[Array]] = []
        self._size = 0
        self._runs: list[Run] = []
        self.spilled = 0

    def __bool__(self) -> bool:
        return bool(self._waiting or self._runs or self.spilled)

    def add(self, keys: Sequence[Array]) -> None:
        """Count these keys."""
        self._waiting.append(keys)
        self._size += len(keys[0])
        if self._size >= min(BUFFER, self._limit):
            self._sort()

    def _sort(self) -> None:
        if not self._waiting:
            return
        width = len(self._waiting[0])
        self._runs.append(
            sorted_run([np.concatenate([keys[i] for keys in self._waiting]) for i in range(width)])
        )
        self._waiting, self._size = [], 0
        while len(self._runs) > 1 and len(self._runs[-2]) <= 2 * len(self._runs[-1]):
            self._runs[-2:] = [merged(self._runs[-2:])]
        if sum(map(len, self._runs)) > self._limit:
            self._spill()

    def _spill(self) -> None:
        run = merged(self._runs)
        for i, array in enumerate((*run.keys, run.counts)):
            np.save(self._folder / f"{self.spilled}-{i}.npy", array)
        self.spilled += 1
        self._runs = []

    def pieces(self) -> Iterator[Run]:
        """All counts, in ascending order of keys: one piece if everything fitted."""
        self._sort()
        if not self.spilled:
            if self._runs:
                yield merged(self._runs)
            return
        if self._runs:
            self._spill()
        yield from self._sweep()

    def _sweep(self) -> Iterator[Run]:
        runs = []
        for number in range(self.spilled):
            paths = sorted(self._folder.glob(f"{number}-*.npy"))
            runs.append([np.load(path, mmap_mode="r") for path in paths])
        at = [0] * len(runs)
        step = max(1, self._limit // len(runs))
        while True:
            left = [(run, i) for i, run in enumerate(runs) if at[i] < len(run[0])]
            if not left:
                return
            last = min(int(run[0][min(at[i] + step, len(run[0])) - 1]) for run, i in left)
            last |= self._together
            parts = []
            for run, i in left:
                end = at[i] + int(np.searchsorted(run[0][at[i] :], np.uint64(last), side="right"))
                if end > at[i]:
                    arrays = [np.array(array[at[i] : end]) for array in run]
                    parts.append(Run(tuple(arrays[:-1]), arrays[-1]))
                at[i] = end
            yield merged(parts)
