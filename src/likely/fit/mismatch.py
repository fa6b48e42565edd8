"""Entropy of the empirical distribution and its divergence from a fitted one, in nats."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from likely.data.reduce import Table
from likely.formulas.elementary import exp, log
from likely.formulas.information import kl_term


def empirical_entropy(table: Table) -> float:
    """H(p̂) = −Σ p̂·log p̂ over the distinct values of a histogram."""
    return math.fsum(-(w / table.n) * log(w / table.n) for w in map(float, table.weights)) + 0.0


def divergence(table: Table, log_probability: Callable[..., Any], parameters: Sequence[float]) -> float:
    """KL(p̂‖p_θ), summed so that it cannot come out negative.

    Each distinct value adds p̂·log(p̂/p) − p̂ + p ≥ 0; what the model spends on values never seen is the rest.
    """
    log_p = _values(log_probability, table, parameters)
    p = [float(exp(x)) for x in log_p]
    if min(p) < 1e-290:  # too small for a ratio: take the logarithms themselves
        return math.fsum(
            w / table.n * (math.log(w / table.n) - x)
            for w, x in zip(map(float, table.weights), log_p, strict=True)
        )
    seen = math.fsum(kl_term(float(w) / table.n, q) for w, q in zip(table.weights, p, strict=True))
    return seen + max(0.0, 1.0 - math.fsum(p))


def _values(log_probability: Callable[..., Any], table: Table, parameters: Sequence[float]) -> list[float]:
    if isinstance(table.columns[0], list):
        return [float(log_probability(*row, *parameters)) for row in zip(*table.columns, strict=True)]
    return [float(x) for x in log_probability(*table.columns, *parameters)]
