"""Whether data like those of a fit can be drawn again and again, for a bootstrap or a test."""

from __future__ import annotations

from typing import Any

from likely.errors import UsageError

MOST = 10**7  # rows held in memory


def drawable(fit: Any, kind: str) -> None:
    """Raises UsageError for a kind of bootstrap that is none, for too many rows, for parts of rows."""
    if kind not in ("parametric", "rows"):
        raise UsageError(f"the kind of bootstrap is {kind!r} · it is parametric or rows")
    if fit.n > MOST:
        raise UsageError(
            f"{fit.n:,} observations are too many to draw again and again · "
            f"take a random part of them, at most {MOST:,}"
        )
    if fit.n != int(fit.n):
        raise UsageError("the weights sum to no whole number of rows, so rows cannot be drawn again")
