"""The values that carry most of the mismatch: where data and fitted model disagree, and by how many nats.

KL(p̂‖p_θ) = Σ over distinct values of p̂·log(p̂/p) − p̂ + p, each term ≥ 0, plus what the model spends on values
that were never seen. The largest terms name the values to look at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from likely.formulas.elementary import exp
from likely.formulas.information import kl_term

if TYPE_CHECKING:
    from likely.data.reduce import Table

MOST = 3


@dataclass(frozen=True, slots=True)
class Carrier:
    """One recorded value: its share of the data, its probability under the fit, its part of KL in nats.

    >>> import likely
    >>> fit = likely.fit("poisson", [0] * 6 + [3] * 6)
    >>> [(one.value, round(one.share, 3), round(one.probability, 3)) for one in fit.carriers]
    [(3.0, 0.5, 0.126), (0.0, 0.5, 0.223)]
    """

    value: float
    share: float
    probability: float
    nats: float


def carriers(
    table: Table, log_probability: Any, parameters: tuple[Any, ...], most: int = MOST
) -> tuple[Carrier, ...]:
    """The `most` largest terms, largest first; terms that are rounding errors are left out.

    table             distinct values (or lower and upper ends of their cells) in its columns, and weights
    log_probability   of a row of the table's columns and the parameters, in nats
    """
    import numpy as np

    columns = [np.asarray(column, dtype=float) for column in table.columns]
    with np.errstate(all="ignore"):
        p = np.asarray(exp(log_probability(*columns, *parameters)), dtype=float)
    middle = columns[0] if len(columns) == 1 else 0.5 * (columns[0] + columns[1])
    found = []
    for value, weight, q in zip(middle, table.weights, p, strict=True):
        share = float(weight) / table.n
        found.append(Carrier(float(value), share, float(q), float(kl_term(share, float(q)))))
    found.sort(key=lambda one: (-one.nats, one.value))
    return tuple(one for one in found[:most] if one.nats > 1e-12)
