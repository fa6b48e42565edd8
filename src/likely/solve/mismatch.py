"""Entropy of the empirical distribution and its divergence from a fitted one, in nats.

A `table` has columns (`columns[0]` the distinct values), weights, and n, the sum of the weights.
"""

from likely.formulas.elementary import Value, exp, log, total
from likely.formulas.information import kl_term


def empirical_entropy(table: Value) -> float:
    """H(p̂) = −Σ p̂·log p̂ over the distinct values of a histogram."""
    shares = [float(w) / table.n for w in table.weights]
    return float(total([-share * log(share) for share in shares])) + 0.0


def divergence(table: Value, log_probability: Value, parameters: Value) -> float:
    """KL(p̂‖p_θ), summed so that it cannot come out negative.

    Each distinct value adds p̂·log(p̂/p) − p̂ + p ≥ 0; what the model spends on values never seen is the rest.
    """
    shares = [float(w) / table.n for w in table.weights]
    log_p = _values(log_probability, table, parameters)
    p = [float(exp(x)) for x in log_p]
    if min(p) < 1e-290:  # too small for a ratio: take the logarithms themselves
        return float(total([share * (log(share) - x) for share, x in zip(shares, log_p)]))
    seen = float(total([kl_term(share, q) for share, q in zip(shares, p)]))
    return seen + max(0.0, 1.0 - float(total(p)))


def _values(log_probability: Value, table: Value, parameters: Value) -> list[float]:
    if isinstance(table.columns[0], list):
        return [float(log_probability(*row, *parameters)) for row in zip(*table.columns)]
    return [float(x) for x in log_probability(*table.columns, *parameters)]
