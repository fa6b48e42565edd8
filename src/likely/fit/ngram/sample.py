"""Draw text from an n-gram model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from likely.data.tokens import END, FIRST, START
from likely.errors import UsageError
from likely.fit.draw import generator
from likely.fit.ngram.model import NOWHERE, NgramModel


@dataclass(frozen=True)
class Sample:
    """Drawn tokens (None is an end of line), and how often drawing began anew.

    It does so after a context that ended the counted text: nothing ever followed it.
    """

    tokens: tuple[str | int | None, ...]
    unit: str
    restarts: int

    def text(self) -> bytes:
        """As it would stand in a file: words with spaces between, ends of line as line breaks."""
        if self.unit == "bytes":
            return b"".join(b"\n" if t is None else bytes([int(t)]) for t in self.tokens)
        if self.unit == "char":
            return "".join("\n" if t is None else str(t) for t in self.tokens).encode()
        lines = [[]]  # type: list[list[str]]
        for token in self.tokens:
            if token is None:
                lines.append([])
            else:
                lines[-1].append(str(token))
        return "\n".join(" ".join(line) for line in lines).encode()


def sample_ngram(model: NgramModel, length: int, seed: int) -> Sample:
    """`length` tokens, each drawn from what followed the N − 1 before it; the same for the same seed.

    It begins with start marks, as texts did; where the model has none, with a context that was seen, as
    often as it was.
    """
    if length < 0:
        raise UsageError(f"length is {length} · it is 0 or more")
    random = generator(seed)
    trie, width = model.trie, model.order - 1
    starts = trie.ngrams()[:-1] if model.sentences == "none" else []

    def begin() -> list[int]:
        if model.sentences != "none":
            return [START] * width
        i = int(random.choice(len(trie.counts), p=trie.counts / model.n))
        return [int(column[i]) for column in starts]

    context, restarts = begin(), 0
    drawn: list[str | int | None] = []
    while len(drawn) < length:
        node = 0
        if width:
            found = trie.contexts([np.array([one], dtype=np.uint64) for one in context])
            node = int(found[0])
        if node == NOWHERE:
            context, restarts = begin(), restarts + 1
            continue
        tokens, counts = trie.after(node)
        reach = np.cumsum(counts)
        token = int(tokens[np.searchsorted(reach, random.integers(0, int(reach[-1])), side="right")])
        drawn.append(None if token == END else model.tokens[token - FIRST])
        context = begin() if token == END else [*context, token][1:] if width else context
    return Sample(tuple(drawn), model.unit, restarts)
