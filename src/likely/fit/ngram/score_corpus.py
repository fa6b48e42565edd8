"""Score a text by an n-gram model: how surprising each token is, and where the surprise is infinite."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from likely.data.ngrams import Windows, windows
from likely.data.tokens import UNKNOWN, Vocabulary
from likely.errors import DataError
from likely.fit.ngram.fallback import Fallback
from likely.fit.ngram.model import NgramModel, shown
from likely.fit.plain import plain
from likely.fit.report import number as written
from likely.formulas.information import surprise
from likely.formulas.models import ngram

Array = np.ndarray[Any, np.dtype[Any]]

SHOWN = 10


@dataclass(frozen=True)
class Place:
    """One token of a text, and what it cost."""

    file: str
    line: int
    column: int
    token: str
    context: str
    nats: float
    reason: str

    def __str__(self) -> str:
        after = f" after {self.context}" if self.context else ""
        return f"{self.file}:{self.line}:{self.column}: {self.token}{after}" + (
            f": {self.reason}" if self.reason else ""
        )


@dataclass(frozen=True)
class CorpusScore:
    """How surprising a text is to a model. Nats, unless a name says bits.

    n            tokens predicted, and bytes of the text
    unseen       tokens whose surprise is infinite; if there is one, so are nll and perplexity
    nll_seen     average surprise of the others, where they are not all the text; NaN if there are none
    places       the first tokens of infinite surprise
    costliest    the largest finite surprises
    """

    order: int
    unit: str
    files: tuple[str, ...]
    n: int
    bytes: int
    unseen: int
    loglik: float
    nll_seen: float
    places: tuple[Place, ...]
    costliest: tuple[Place, ...]
    fallback: Fallback | None = None

    @property
    def nll(self) -> float:
        """Average surprise, in nats a token."""
        return 0.0 - self.loglik / self.n

    @property
    def finite(self) -> bool:
        """True if nothing that happened had probability 0."""
        return math.isfinite(self.loglik)

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of `likely score MODEL CORPUS`."""
        bits = float(ngram.bits(0.0 - self.loglik))
        return {
            "model": "ngram",
            "order": self.order,
            "unit": self.unit,
            "files": list(self.files),
            "n": self.n,
            "bytes": self.bytes,
            "loglik": plain(self.loglik),
            "nll": plain(self.nll),
            "perplexity": plain(float(ngram.perplexity(self.nll))),
            "bits_per_token": plain(bits / self.n),
            "bits_per_byte": plain(bits / self.bytes),
            "unseen": self.unseen,
            "nll_seen": plain(self.nll_seen),
            "places": [{**asdict(one), "nats": plain(one.nats)} for one in self.places],
            "costliest": [{**asdict(one), "nats": plain(one.nats)} for one in self.costliest],
            "fallback": None if self.fallback is None else self.fallback.to_dict(),
            "units": "nats",
        }

    def __str__(self) -> str:
        bits = float(ngram.bits(0.0 - self.loglik))
        named = self.files[0] if len(self.files) == 1 else f"{len(self.files)} files"
        lines = [
            f"{named}, scored by an n-gram model of order {self.order} ({self.unit})",
            f"{self.n:,} tokens predicted in {self.bytes:,} bytes",
            "",
        ]
        if self.fallback is not None:
            how = self.fallback
            what = ", ".join(f"{name} {_values(value)}" for name, value in how.parameters.items())
            lines += [
                f"fallback        {how.name}, {what}: no longer maximum likelihood",
                f"                {how.verdict}: {how.message}",
            ]
        lines += [
            f"average NLL     {written(self.nll)} nats a token",
            f"perplexity      {written(float(ngram.perplexity(self.nll)))}",
            f"bits per token  {written(bits / self.n)}   bits per byte {written(bits / self.bytes)}",
        ]
        if self.unseen:
            lines += [
                "",
                f"{self.unseen:,} of {self.n:,} tokens had probability 0, so their surprise is infinite:",
                *(f"  {place}" for place in self.places),
                *([f"  … and {self.unseen - len(self.places):,} more"] * (self.unseen > len(self.places))),
                f"the other tokens cost {written(self.nll_seen)} nats on average",
            ]
        if self.costliest:
            lines += ["", "most surprising of those that could happen, in nats:"]
            lines += [f"  {written(place.nats):>10}   {place}" for place in self.costliest]
        return "\n".join(lines)


def _values(value: Any) -> str:
    return ", ".join(f"{v:.6g}" for v in value) if isinstance(value, list) else f"{value:.6g}"


def score_corpus(
    model: NgramModel, corpus: str | Path | Sequence[str | Path], *, using: Fallback | None = None
) -> CorpusScore:
    """Score a text, read in pieces; the model decides what a token and a sentence is.

    using    a fallback of this model for what was never seen. Without it an unseen n-gram, and a context
             that was never seen, have probability 0: the loss is infinite and the report names the places
    """
    sources = [corpus] if isinstance(corpus, (str, Path)) else list(corpus)
    vocabulary = Vocabulary(model.unit, model.tokens, grows=False)
    n = size = unseen = 0
    sums: list[float] = []
    places: list[Place] = []
    costly: list[Place] = []
    for window in windows(sources, vocabulary, model.order, model.sentences):
        size += len(window.tokens.piece.data)
        if not len(window.at):
            continue
        if using is None:
            number, of_context = model.trie.numbers(window.columns)
            nats = 0.0 - ngram.log_prob(number, of_context)
        else:
            nats = surprise(using.probability(window.columns))
        n += len(nats)
        lost = np.flatnonzero(np.isinf(nats))
        unseen += len(lost)
        places += [_place(model, window, int(i), math.inf) for i in lost[: SHOWN - len(places)]]
        finite = np.where(np.isinf(nats), 0.0, nats)
        sums.append(float(np.sum(finite)))
        top = np.argsort(-finite, kind="stable")[:SHOWN]
        floor = costly[-1].nats if len(costly) == SHOWN else 0.0
        costly += [_place(model, window, int(i), float(nats[i])) for i in top if finite[i] > floor]
        costly = sorted(costly, key=lambda place: -place.nats)[:SHOWN]
    if not n:
        raise DataError(f"{sources[0]}: there is no token to predict · the text is empty or too short")
    seen = math.fsum(sums)
    return CorpusScore(
        model.order,
        model.unit,
        tuple("standard input" if str(source) == "-" else str(source) for source in sources),
        n,
        size,
        unseen,
        -math.inf if unseen else 0.0 - seen,
        seen / (n - unseen) if n > unseen else math.nan,
        tuple(places),
        tuple(costly),
        using,
    )


def _place(model: NgramModel, window: Windows, i: int, nats: float) -> Place:
    tokens, at = window.tokens, int(window.at[i])
    file, line, column = tokens.where(at)
    before = [int(one[i]) for one in window.columns[:-1]]
    context = " ".join(model.written(number) for number in before)
    reason = ""
    if math.isinf(nats):
        known = model.trie.contexts([one[i : i + 1] for one in window.columns[:-1]]) if before else [0]
        if window.columns[-1][i] == UNKNOWN:
            reason = "the token is not in the vocabulary"
        elif known[0] < 0:
            reason = "its context was never seen"
        else:
            reason = "never seen after this context"
    return Place(file, line, column, shown(tokens.text(at)), context, nats, reason)
