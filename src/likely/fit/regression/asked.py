"""What besides family, data and formula a regression is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """Meanings are told in `likely.fit`; the columns are names."""

    link: str | None = None
    event: str | None = None
    lower: str | None = None
    upper: str | None = None
    offset: str | None = None
    exposure: str | None = None
    weights: str | None = None
    levels: Sequence[str] = ()
    missing: str = "error"
    interval: str = "profile"
    level: float = 0.95
