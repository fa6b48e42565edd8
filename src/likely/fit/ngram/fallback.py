"""What to expect of the unseen, by going away from maximum likelihood, and saying so.

add-k            (c(context, token) + k) / (c(context) + k·size): as if everything had been seen k more times.
                 k is given, or the one that makes a held-out text least surprising
interpolation    a mixture of the orders 0 (all tokens alike) to N, with weights that make a held-out text
                 least surprising, by EM. Where a context was never seen, an order predicts as the one below

`size` counts the tokens there may be: the vocabulary, an end of line where lines are texts, and one place
for everything unknown. All unknown tokens share that place.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from likely.data.ngrams import windows
from likely.data.tokens import Vocabulary
from likely.errors import DataError, UsageError
from likely.fit.ngram.model import NgramModel, Trie
from likely.formulas.elementary import log, where
from likely.formulas.maximum import BOUNDARY, INTERIOR, LOCAL
from likely.formulas.models import ngram

Array = np.ndarray[Any, np.dtype[Any]]

FALLBACKS = ("add-k", "interpolation")
_STEPS = 5000
_GAP = 1e-8


@dataclass(frozen=True)
class Fallback:
    """A way to give the unseen a probability: no longer maximum likelihood of the counted text.

    parameters   {"k": …} or {"weights": [order 0, …, order N]}
    verdict      of the parameters, if they were fitted to a held-out text; "given" if not
    """

    name: str
    parameters: dict[str, Any]
    verdict: str
    message: str
    probability: Callable[[Sequence[Array]], Array]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "name": self.name,
            **self.parameters,
            "verdict": self.verdict,
            "message": self.message,
            "maximum_likelihood": False,
        }


def fallback(
    model: NgramModel,
    name: str,
    *,
    k: float | None = None,
    weights: Sequence[float] | None = None,
    held_out: Sequence[str | Path] = (),
) -> Fallback:
    """The fallback of that name, its parameters given or fitted to a held-out text."""
    if name not in FALLBACKS:
        raise UsageError(f"fallback is {name!r} · it is one of {', '.join(FALLBACKS)}")
    if (k is not None and name != "add-k") or (weights is not None and name != "interpolation"):
        raise UsageError("k belongs to add-k and weights to interpolation · leave the other out")
    if (k is None and weights is None) == (not held_out):
        raise UsageError(
            f"{name} needs its {'k' if name == 'add-k' else 'weights'}, or a held-out text to fit to · give "
            "one of them, as --held-out FILE"
        )
    if name == "add-k":
        return _add_k(model, k, held_out)
    return _interpolation(model, weights, held_out)


def _columns(model: NgramModel, held_out: Sequence[str | Path]) -> list[Array]:
    """The n-grams of a held-out text."""
    vocabulary = Vocabulary(model.unit, model.tokens, grows=False)
    found = [w.columns for w in windows(held_out, vocabulary, model.order, model.sentences)]
    columns = [np.concatenate([one[i] for one in found]) for i in range(model.order)] if found else []
    if not columns or not len(columns[0]):
        raise DataError(f"{held_out[0]}: the held-out text has no token to predict · give a longer one")
    return columns


def _add_k(model: NgramModel, k: float | None, held_out: Sequence[str | Path]) -> Fallback:
    size = model.size
    verdict, message = "given", "k was given"
    if k is None:
        number, of_context = model.trie.numbers(_columns(model, held_out))
        pairs, times = np.unique(
            np.stack([number.astype(np.int64), of_context.astype(np.int64)]), axis=1, return_counts=True
        )

        def loglik(u: float) -> float:
            return float(np.sum(times * log(ngram.add_k(pairs[0], pairs[1], math.exp(u), size))))

        k, verdict, message = _best_k(loglik)
    elif not 0 < k < math.inf:
        raise UsageError(f"k is {k:g} · it is above 0")
    value = k

    def probability(columns: Sequence[Array]) -> Array:
        number, of_context = model.trie.numbers(columns)
        found: Array = ngram.add_k(number, of_context, value, size)
        return found

    return Fallback("add-k", {"k": value}, verdict, message, probability)


def _best_k(loglik: Callable[[float], float]) -> tuple[float, str, str]:
    """The best log k: the best of a grid, narrowed by golden sections."""
    grid = np.linspace(math.log(1e-12), math.log(1e12), 241)
    values = [loglik(float(u)) for u in grid]
    best = int(np.argmax(values))
    if best == 0:
        raise DataError(
            "every n-gram of the held-out text was seen, so k → 0 does best: the counts themselves · leave "
            "out --fallback, or hold out a text of its own"
        )
    if best == len(grid) - 1:
        raise DataError(
            "k runs to ∞: the held-out text is least surprising when all tokens are alike · it is of another "
            "kind than the counted one, or too short"
        )
    low, high = float(grid[best - 1]), float(grid[best + 1])
    ratio = (math.sqrt(5) - 1) / 2
    while high - low > 1e-9:
        a, b = high - ratio * (high - low), low + ratio * (high - low)
        if loglik(a) < loglik(b):
            low = a
        else:
            high = b
    message = "k makes the held-out text least surprising, the best of 241 from 1e-12 to 1e12, then narrowed"
    return math.exp((low + high) / 2), LOCAL, message


def _interpolation(
    model: NgramModel, weights: Sequence[float] | None, held_out: Sequence[str | Path]
) -> Fallback:
    tries = model.lower()

    def orders(columns: Sequence[Array]) -> list[Array]:
        return _orders(tries, columns, model.size)

    verdict, message = "given", "the weights were given"
    if weights is None:
        weights, verdict, message = _best_weights(orders(_columns(model, held_out)))
    if len(weights) != model.order + 1 or min(weights) < 0 or not abs(math.fsum(weights) - 1) < 1e-9:
        raise UsageError(
            f"weights are {list(weights)} · give {model.order + 1} that are not negative and sum to 1, for "
            f"orders 0 to {model.order}"
        )
    chosen = [float(weight) for weight in weights]

    def probability(columns: Sequence[Array]) -> Array:
        found: Array = ngram.mixture(chosen, orders(columns))
        return found

    return Fallback("interpolation", {"weights": chosen}, verdict, message, probability)


def _orders(tries: Sequence[Trie], columns: Sequence[Array], size: int) -> list[Array]:
    """The probability of each token in the models of orders 0 to N."""
    found = [np.full(len(columns[-1]), 1 / size)]
    for order, trie in enumerate(tries, 1):
        number, of_context = trie.numbers(columns[len(columns) - order :])
        own = number / where(of_context > 0, of_context, 1)
        found.append(where(of_context > 0, own, found[-1]))
    return found


def _best_weights(rows: list[Array]) -> tuple[list[float], str, str]:
    """EM. The likelihood is concave in the weights, so what stops it is the maximum, and says how near.

    With shares s and weights w, no weights do better by more than max s/w − 1 nats a token.
    """
    # many tokens have the same probabilities: one row stands for them all
    kinds, times = np.unique(np.stack(rows, axis=1), axis=0, return_counts=True)
    rows, part = list(kinds.T), times / times.sum()
    weights = [1 / len(rows)] * len(rows)
    gap, steps = math.inf, 0
    while gap > _GAP and steps < _STEPS:
        better = [float(np.sum(part * share)) for share in ngram.shares(weights, rows)]
        gap = max(b / w for b, w in zip(better, weights, strict=True) if w > 0) - 1
        weights, steps = better, steps + 1
    weights = [w / math.fsum(weights) for w in weights]
    message = (
        f"EM made the held-out text least surprising in {steps} steps: the likelihood is concave in the "
        f"weights, and no others do better by more than {max(gap, 0.0):.1g} nats a token"
    )
    return weights, BOUNDARY if min(weights) < 1e-6 else INTERIOR, message
