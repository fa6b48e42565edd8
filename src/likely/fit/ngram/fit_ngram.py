"""Fit an n-gram model: count a corpus of any size in bounded memory."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from likely.data.ngrams import Layout, windows
from likely.data.runs import Run, Runs
from likely.data.scratch import scratch
from likely.data.tokens import Vocabulary
from likely.errors import DataError, UsageError
from likely.fit.ngram.model import NgramModel, Trie
from likely.formulas.maximum import EXISTS, Maximum
from likely.formulas.models import ngram

MEMORY = 1 << 30
_ENTRY = 64  # bytes for one n-gram while runs are merged: key, count, and their sorted copies


@dataclass(frozen=True)
class NgramFit:
    """The counts' own report: the maximum of the likelihood of a corpus. Everything is in nats.

    n               tokens that were predicted
    vocabulary      distinct tokens, an end of line among them where lines are texts
    contexts        distinct contexts; each has a distribution of its own
    ngrams          distinct n-grams, the cells that are not 0
    nll             average surprise of the corpus itself; equal to its entropy, since nothing fits better
    spilled         sorted runs that went to disk because memory was full
    model           the counts, to score and sample with; None if they did not fit into memory

    >>> import tempfile, likely
    >>> with tempfile.NamedTemporaryFile("w", suffix=".txt") as corpus:
    ...     _ = corpus.write("abab"), corpus.flush()
    ...     fit = likely.fit_ngram(corpus.name, order=2)
    >>> fit.n, fit.vocabulary, fit.ngrams, fit.verdict
    (4, 2, 3, 'boundary')
    """

    order: int
    unit: str
    sentences: str
    files: tuple[str, ...]
    n: int
    bytes: int
    vocabulary: int
    contexts: int
    ngrams: int
    loglik: float
    verdict: str
    message: str
    memory: int
    spilled: int
    warnings: tuple[str, ...] = ()
    model: NgramModel | None = None

    @property
    def exists(self) -> bool:
        """True: counts are always a maximum."""
        return self.verdict in EXISTS

    @property
    def nll(self) -> float:
        """Average surprise, in nats a token."""
        return 0.0 - self.loglik / self.n

    @property
    def parameters(self) -> int:
        """How many numbers are free: vocabulary − 1 in each context."""
        return self.contexts * (self.vocabulary - 1)

    def to_dict(self) -> dict[str, Any]:
        """The shape that every fit has in JSON, and what is particular to a corpus."""
        k = self.parameters
        return {
            "family": "ngram",
            "n": self.n,
            "n_missing": 0,
            "parameters": {},
            "loglik": self.loglik,
            "nll": self.nll,
            "entropy": self.nll,
            "kl": 0.0,
            "aic": 2 * k - 2 * self.loglik,
            "bic": k * math.log(self.n) - 2 * self.loglik,
            "verdict": self.verdict,
            "message": self.message,
            "warnings": list(self.warnings),
            "iterations": 0,
            "units": "nats",
            "order": self.order,
            "unit": self.unit,
            "sentences": self.sentences,
            "files": list(self.files),
            "bytes": self.bytes,
            "vocabulary": self.vocabulary,
            "contexts": self.contexts,
            "ngrams": self.ngrams,
            "free_parameters": k,
            "perplexity": ngram.perplexity(self.nll),
            "bits_per_token": ngram.bits(self.nll),
            "bits_per_byte": ngram.bits(0.0 - self.loglik / self.bytes),
            "memory": self.memory,
            "spilled": self.spilled,
        }

    def __str__(self) -> str:
        from likely.fit.report import number

        named = self.files[0] if len(self.files) == 1 else f"{len(self.files)} files"
        each = {"bytes": "bytes", "char": "characters", "word": "words"}[self.unit]
        lines = [
            f"ngram · {named}, order {self.order}, {each}, sentences: {self.sentences}",
            f"{self.n:,} tokens predicted in {self.bytes:,} bytes, {self.vocabulary:,} distinct; "
            f"{self.contexts:,} contexts, {self.ngrams:,} distinct n-grams",
            "",
            f"verdict   {self.verdict}: {self.message}",
            "",
            f"average NLL     {number(self.nll)} nats a token = entropy of the counts, mismatch KL 0",
            f"perplexity      {number(ngram.perplexity(self.nll))}",
            f"bits per token  {number(ngram.bits(self.nll))}   bits per byte "
            f"{number(ngram.bits(0.0 - self.loglik / self.bytes))}",
            f"log-likelihood  {number(self.loglik)} nats",
            f"memory          n-grams up to {self.memory / 2**20:,.0f} MiB, "
            + (f"{self.spilled} sorted runs went to disk" if self.spilled else "nothing went to disk")
            + "; the vocabulary comes on top",
        ]
        return "\n".join([*lines, *(f"warning   {text}" for text in self.warnings)])


def fit_ngram(
    corpus: str | Path | Sequence[str | Path],
    *,
    order: int = 2,
    unit: str = "char",
    sentences: str = "text",
    memory: int = MEMORY,
    save: str | Path | None = None,
) -> NgramFit:
    """Count the n-grams of a corpus. The counts are the maximum of its likelihood.

    corpus      path or paths of text files (gzip too), or "-" for standard input; read in pieces
    order       N: a token is predicted from the N − 1 before it
    unit        "char" (Unicode characters), "word" (what stands between ASCII whitespace) or "bytes"
    sentences   "text": each file is one text, with N − 1 start marks before it; "line": so is each line,
                and its end is predicted too; "none": no marks, the first N − 1 tokens are only context
    memory      bytes that n-grams may take; past them sorted runs go to the temporary folder. The vocabulary
                comes on top
    save        path of a model file to write, a Parquet table of n-grams with their counts

    Raises DataError for text that is not UTF-8 (naming the byte) and for a corpus with nothing to predict,
    UsageError for an order or a vocabulary too large for keys of 128 bits.

    >>> import tempfile, likely
    >>> with tempfile.NamedTemporaryFile("w", suffix=".txt") as corpus:
    ...     _ = corpus.write("to be or not to be"), corpus.flush()
    ...     fit = likely.fit_ngram(corpus.name, order=1, unit="word")
    >>> fit.n, fit.vocabulary, round(fit.nll, 4)
    (6, 4, 1.3297)
    """
    sources = [corpus] if isinstance(corpus, (str, Path)) else list(corpus)
    if not sources:
        raise UsageError("no corpus is named · give the path of a text file, or -")
    if [str(source) for source in sources].count("-") > 1:
        raise UsageError("standard input is named twice · it can be read only once")
    if memory < 1 << 20:
        raise UsageError(f"memory is {memory:,} bytes · give at least a megabyte")
    layout = Layout.of(order, unit)
    with scratch() as folder:
        runs = Runs(memory // _ENTRY, folder, layout.together)
        vocabulary, size = _count(runs, layout, sources, unit, sentences)
        if not runs:
            raise DataError(
                f"{sources[0]}: there is no token to predict · the corpus "
                + (f"has fewer than {order} tokens, or only whitespace" if size else "is empty")
            )
        sums = _Sums()
        pieces = sums.watched(runs.pieces(), layout)
        header = {"order": order, "unit": unit, "sentences": sentences}
        if save is not None:
            from likely.fit.ngram.saved import write

            pieces = write(save, pieces, layout, vocabulary.tokens, header)
        # what passed through disk is too large to keep
        kept = [run for run in pieces if not runs.spilled]
    model = None
    if kept:
        trie = Trie.of(layout.unpack(kept[0].keys), kept[0].counts)
        model = NgramModel(order, unit, sentences, tuple(vocabulary.tokens), trie, sums.n)
    distinct = len(vocabulary) + (sentences == "line")
    found: Maximum = ngram.maximum(sums.contexts, distinct, sums.ngrams)
    possible = distinct ** (order - 1)
    warnings = (
        (
            f"{possible - sums.contexts:,} of {possible:,} contexts of these tokens never occurred: of what "
            "follows them the likelihood says nothing",
        )
        if sentences == "none" and possible > sums.contexts
        else ()
    )
    return NgramFit(
        order,
        unit,
        sentences,
        tuple("standard input" if str(source) == "-" else str(source) for source in sources),
        sums.n,
        size,
        distinct,
        sums.contexts,
        sums.ngrams,
        math.fsum(sums.terms) + 0.0,
        found.verdict,
        found.reason,
        memory,
        runs.spilled,
        warnings,
        model,
    )


def _count(
    runs: Runs, layout: Layout, sources: Sequence[str | Path], unit: str, sentences: str
) -> tuple[Vocabulary, int]:
    """The vocabulary, and how many bytes were read."""
    vocabulary = Vocabulary(unit)
    size = 0
    for window in windows(sources, vocabulary, layout.order, sentences):
        size += len(window.tokens.piece.data)
        if len(vocabulary) > layout.most:
            raise UsageError(
                f"{window.tokens.piece.file}: more than {layout.most:,} distinct tokens, too many for order "
                f"{layout.order} in keys of 128 bits · lower --order, or count characters with --unit char"
            )
        if len(window.at):
            runs.add(layout.pack(window.columns))
    return vocabulary, size


class _Sums:
    """What the report needs of all counts, taken as they pass."""

    def __init__(self) -> None:
        self.n = self.ngrams = self.contexts = 0
        self.terms: list[float] = []

    def watched(self, pieces: Iterable[Run], layout: Layout) -> Iterator[Run]:
        for run in pieces:
            columns = layout.unpack(run.keys)
            fresh = np.zeros(len(run), dtype=bool)
            fresh[0] = True
            for column in columns[:-1]:
                fresh[1:] |= column[1:] != column[:-1]
            at = np.flatnonzero(fresh)
            totals = np.repeat(np.add.reduceat(run.counts, at), np.diff(np.append(at, len(run))))
            self.n += int(run.counts.sum())
            self.ngrams += len(run)
            self.contexts += len(at)
            self.terms.append(float(np.sum(run.counts * ngram.log_prob(run.counts, totals))))
            yield run
