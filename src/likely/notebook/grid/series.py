"""Texts over all states of a stage, stored once and small.

A text is cut at its numbers. A piece that is the same everywhere is kept as it is; a piece that varies
becomes a series over the axes it depends on, shared by every text in which the same piece occurs.
Neighbouring pieces that vary little are kept as one.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Part = str | int
_NUMBER = re.compile(r"([+−-]?\d+(?:\.\d+)?)")
_SPLIT_AT_MOST = 64  # pieces; a long path is better kept whole
_FEW = 8  # different texts that are cheaper kept whole than cut again
_SEPARATOR = "|"
FIRST = "#"


class SeriesTable:
    """All series of one grid."""

    def __init__(self) -> None:
        self.series: list[dict[str, Any]] = []
        self.indexes: list[str | list[int]] = []
        self._known: dict[str, int] = {}
        self._known_indexes: dict[tuple[int, ...], int] = {}

    def parts(self, texts: Sequence[str], which: npt.NDArray[np.intp]) -> list[Part]:
        """A text that is `texts[which[state]]` in each state, as constant pieces and numbers of series."""
        pieces = [_NUMBER.split(text) for text in texts]
        count = max(len(piece) for piece in pieces)
        if count > _SPLIT_AT_MOST:
            columns = [list(texts)]
        else:  # a text with fewer pieces than another ends in empty ones
            pieces = [piece + [""] * (count - len(piece)) for piece in pieces]
            columns = _merged([list(column) for column in zip(*pieces, strict=True)])
        parts: list[Part] = []
        for column in columns:
            part = self._part(column, which)
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part != "":
                parts.append(part)
        return parts

    def _part(self, texts: list[str], which: npt.NDArray[np.intp]) -> Part:
        codes: dict[str, int] = {}
        coded = np.array([codes.setdefault(text, len(codes)) for text in texts])[which]
        by = [axis for axis in range(coded.ndim) if (coded != coded.take([0], axis)).any()]
        if not by:
            return texts[which.flat[0]]
        seen = coded[tuple(slice(None) if axis in by else 0 for axis in range(coded.ndim))].ravel()
        names = list(codes)
        series = {"by": by, **self._smallest([names[code] for code in seen])}
        key = json.dumps(series)
        if key not in self._known:
            self._known[key] = len(self.series)
            self.series.append(series)
        return self._known[key]

    def _smallest(self, values: list[str]) -> dict[str, Any]:
        """Each text in its place, or each different text once and a shared index; whichever is shorter."""
        codes: dict[str, int] = {}
        index = tuple([codes.setdefault(value, len(codes)) for value in values])
        plain = _joined(values)
        coded = _joined(list(codes))
        known = index in self._known_indexes
        if len(plain) <= len(coded) + (8 if known else sum(len(str(code)) + 1 for code in index)):
            return {"texts": plain}
        if not known:
            self._known_indexes[index] = len(self.indexes)
            self.indexes.append(_packed(index))
        return {"texts": coded, "index": self._known_indexes[index]}


def _merged(columns: list[list[str]]) -> list[list[str]]:
    """The same texts in fewer pieces: neighbours are joined where that makes few different texts."""
    merged = columns[:1]
    for column in columns[1:]:
        if len(set(merged[-1])) <= _FEW and len(set(column)) <= _FEW:
            joined = [left + right for left, right in zip(merged[-1], column, strict=True)]
            if len(set(joined)) <= _FEW:
                merged[-1] = joined
                continue
        merged.append(column)
    return merged


def _packed(index: tuple[int, ...]) -> str | list[int]:
    """Small indices as one character each, counted from "#" and never a quote or a backslash."""
    if max(index) <= ord("[") - ord(FIRST):
        return "".join(chr(ord(FIRST) + code) for code in index)
    return list(index)


def _joined(values: list[str]) -> str | list[str]:
    return values if any(_SEPARATOR in value for value in values) else _SEPARATOR.join(values)
