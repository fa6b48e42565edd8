"""A split: rows of a file that one worker reads by itself, told by where they are, never by what they are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Split:
    """Part of a file.

    groups   numbers of the row groups, of a Parquet file
    span     first and last byte: the lines that begin there, of a CSV file
    Without either it is the whole file.
    """

    path: str
    groups: tuple[int, ...] | None = None
    span: tuple[int, int] | None = None
