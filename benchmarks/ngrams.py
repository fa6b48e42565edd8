"""Counts of 1- to 3-grams of a text: likely beside nltk, in the same run, on a text of Zipf's law.

Run as `python -m benchmarks.ngrams [MEGABYTES]`. KenLM's lmplz, the other peer one would wish
for, comes with no package of the registry or of Debian, and is not measured.

A text is drawn anew (seeded), so that no corpus has to be shipped: `words` of a vocabulary whose r-th word
has a frequency of 1/(r + 2.7), each word of letters. nltk counts the three orders one by one; likely counts
3-grams with start marks, which hold the lower orders, and adds those up.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

MEGABYTES = 10


def zipf_text(megabytes: float, seed: int = 1) -> bytes:
    """Words with spaces between and a line break now and then."""
    random = np.random.default_rng(seed)
    letters = np.frombuffer(b"etaoinshrdlucmfwypvbgkjqxz", dtype=np.uint8)
    lengths = random.integers(2, 11, 50_000)
    vocabulary = [bytes(letters[random.integers(0, 26, n)]) for n in lengths]
    share = 1 / (np.arange(len(vocabulary)) + 2.7)
    chosen = random.choice(len(vocabulary), int(megabytes * 1e6 / 6.9), p=share / share.sum())
    return b" ".join(vocabulary[i] + (b"\n" if not i % 11 else b"") for i in chosen)


def main(megabytes: float = MEGABYTES) -> None:
    """Print both times and their ratio."""
    from nltk.lm import NgramCounter
    from nltk.util import ngrams

    from likely.fit.ngram.fit_ngram import fit_ngram

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_bytes(zipf_text(megabytes))
        fit_ngram(path, order=1, unit="word")  # what is imported is imported
        start = time.perf_counter()
        found = fit_ngram(path, order=3, unit="word")
        assert found.model is not None
        lower = found.model.lower()
        mine = time.perf_counter() - start
        start = time.perf_counter()
        words = path.read_text(encoding="utf-8").split()
        plain = [Counter(ngrams(["<s>"] * (n - 1) + words, n)) for n in (1, 2, 3)]
        dictionary = time.perf_counter() - start
        start = time.perf_counter()
        words = path.read_text(encoding="utf-8").split()
        NgramCounter([ngrams(["<s>"] * (n - 1) + words, n) for n in (1, 2, 3)])
        nltk = time.perf_counter() - start
    for own, theirs in zip(lower, plain, strict=True):
        assert sorted(own.counts.tolist()) == sorted(theirs.values())
    print(
        f"{megabytes:g} MB, {found.n:,} words, {found.ngrams:,} distinct 3-grams: likely {mine:.2f} s, "
        f"nltk.lm.NgramCounter {nltk:.2f} s ({nltk / mine:.1f}×), a dict of nltk.ngrams {dictionary:.2f} s "
        f"({dictionary / mine:.1f}×)"
    )


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else MEGABYTES)
