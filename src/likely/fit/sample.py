"""Draw from a saved model."""

from __future__ import annotations

from pathlib import Path

from likely.fit.ngram.sample import sample_ngram
from likely.fit.ngram.saved import load_ngram


def sample(path: str | Path, length: int, seed: int = 0) -> bytes:
    """`length` tokens of text drawn from a saved ngram, the same for the same seed."""
    return sample_ngram(load_ngram(path), length, seed).text()
