"""What a regression says of each row: a distribution of its own, to draw from and to test against."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from likely.fit.catalogue import family as find_family
from likely.fit.draw import draw
from likely.fit.regression import means
from likely.fit.regression.times import NOISES
from likely.formulas.elementary import log

SCALES = ("sigma", "size", "shape", "scale")  # the one number beside the coefficients, where there is one
MEANS: dict[str, Callable[..., tuple[Any, ...]]] = {
    "normal": means.normal_parameters,
    "poisson": means.poisson_parameters,
    "negative_binomial": means.negative_binomial_parameters,
    "gamma": means.gamma_parameters,
}


def line(matrix: Any, names: Sequence[str], estimates: Mapping[str, float], offset: Any) -> Any:
    """η = row·coefficients + offset, shape (rows,). A name without an estimate was set aside, at 0.

    An infinite coefficient is silent where its input is 0.
    """
    import numpy as np

    beta = np.array([estimates.get(name, 0.0) for name in names])
    total = np.zeros(matrix.shape[0]) if offset is None else np.array(offset, dtype=float)
    if not len(beta):
        return total
    if np.isfinite(beta).all():
        return matrix @ beta + total
    dense = matrix.toarray() if hasattr(matrix, "toarray") else matrix
    for one, column in zip(beta, dense.T, strict=True):
        with np.errstate(invalid="ignore"):
            total = total + np.where(column == 0, 0.0, column * one)
    return total


def family_at(family: str, eta: Any, estimates: Mapping[str, float]) -> tuple[Any, tuple[Any, ...]]:
    """The formulas of the response and its parameters in each row; not for classes."""
    import numpy as np

    if family == "negative_binomial" and math.isinf(estimates["size"]):
        return family_at("poisson", eta, {})  # the limit
    given = [log(estimates[name]) for name in SCALES if name in estimates]
    with np.errstate(over="ignore", divide="ignore"):
        if family in NOISES:
            return NOISES[family].family, NOISES[family].parameters(eta, *given)
        return find_family(family), MEANS[family](eta, *given)


def drawn(family: str, eta: Any, estimates: Mapping[str, float], random: Any) -> Any:
    """One draw of the response for each row."""
    formulas, parameters = family_at(family, eta, estimates)
    known = [one.name for one in getattr(formulas, "PARAMETERS", ())] or ["loc", "scale"]
    return draw(formulas, dict(zip(known, parameters, strict=True)), len(eta), random)


def drawn_classes(shares: Any, random: Any) -> Any:
    """The number of one class for each row, from probabilities of shape (rows, classes)."""
    import numpy as np

    reached = np.cumsum(shares, axis=1)
    chosen = (random.random((len(shares), 1)) * reached[:, -1:] >= reached).sum(axis=1)
    return np.minimum(chosen, shares.shape[1] - 1).astype(np.int64)
