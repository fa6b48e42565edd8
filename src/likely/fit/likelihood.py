"""The total log-likelihood as a function of the parameters: floats in, a float out; jets in, a jet out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from likely.data.reduce import Table
from likely.solve.jet import Jet

PIECE = 1 << 14  # rows at a time: a jet's parts stay in cache


class Likelihood(Protocol):
    """log L(parameters) in nats, all constants included."""

    def __call__(self, *parameters: Any) -> Any: ...


def of_sums(family: Any, n: float, summary: Sequence[float]) -> Likelihood:
    """From the summary of a sufficient statistic."""
    return lambda *parameters: family.log_likelihood(n, *summary, *parameters)


def of_table(contribution: Callable[..., Any], table: Table) -> Likelihood:
    """From rows: `contribution(*columns, *parameters)` is one row's log-likelihood."""

    def log_likelihood(*parameters: Any) -> Any:
        return weighted_total(contribution, table.columns, table.weights, parameters)

    return log_likelihood


def weighted_total(
    contribution: Callable[..., Any], columns: tuple[Any, ...], weights: Any, parameters: Sequence[Any]
) -> Any:
    """Σ weight · contribution over rows; columns are lists of floats or arrays."""
    if isinstance(columns[0], list):
        parts = [contribution(*row, *parameters) for row in zip(*columns, strict=True)]
        return _gather(parts, lambda terms: math.fsum(w * t for w, t in zip(weights, terms, strict=True)))
    import numpy as np

    pieces = []
    with np.errstate(all="ignore"):
        for start in range(0, len(weights), PIECE):
            w = weights[start : start + PIECE]
            got = contribution(*(c[start : start + PIECE] for c in columns), *parameters)
            total = float(np.sum(w))
            add = partial(_dot, w, total)
            pieces.append(got.each(add) if isinstance(got, Jet) else add(got))
    return pieces[0] if len(pieces) == 1 else _gather(pieces, math.fsum)


def _dot(weights: Any, total: float, part: Any) -> float:
    import numpy as np

    return (
        float(np.sum(weights * part)) if isinstance(part, np.ndarray) and part.ndim else float(part) * total
    )


def _gather(parts: list[Any], add: Callable[[list[float]], float]) -> Any:
    """Add up floats, or jets part by part."""
    model = next((p for p in parts if isinstance(p, Jet)), None)
    if model is None:
        return _safe(add, parts)
    jets = [
        p if isinstance(p, Jet) else Jet(p, (None,) * len(model.first), (None,) * len(model.second))
        for p in parts
    ]
    return Jet(
        _safe(add, [j.value for j in jets]),
        tuple(_safe(add, [j.first[i] or 0.0 for j in jets]) for i in range(len(model.first))),
        tuple(_safe(add, [j.second[i] or 0.0 for j in jets]) for i in range(len(model.second))),
    )


def _safe(add: Callable[[list[float]], float], terms: list[float]) -> float:
    """`fsum` raises on ∞ − ∞ and on overflow; a likelihood is then not a number."""
    try:
        return add(terms)
    except (ValueError, OverflowError):
        return math.nan if any(t != t for t in terms) or math.inf in terms else -math.inf


def added(parts: list[Any]) -> Any:
    """The sum of partial likelihoods: floats, or jets part by part."""
    return _gather(parts, math.fsum)
