"""A regression before it is fitted: parts, where to start, and how working coefficients become
reported ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from likely.fit.regression.parts import Part, Predictor


@dataclass(frozen=True)
class Reported:
    """One number of the report: along·working + constant, or its exponential for a scale."""

    name: str
    along: Any
    positive: bool = False


@dataclass(frozen=True)
class Model:
    """Parts of the likelihood in working coefficients.

    certain   the sentence that says why a stationary point is the only maximum; empty if it is not known to
    be slack     the coordinate that is a reciprocal scale in the cone of directions, if there is one
    """

    parts: tuple[Part, ...]
    start: Any
    reported: tuple[Reported, ...]
    certain: str
    slack: int | None = None
    notes: tuple[str, ...] = ()
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Columns:
    """The design in working units: centred where there is an intercept, and divided by its spread.

    A reported coefficient is a row of `back` times the working ones.
    """

    matrix: Any
    names: tuple[str, ...]
    back: Any
    intercept: int | None

    @property
    def count(self) -> int:
        return len(self.names)


def standardised(matrix: Any, names: Sequence[str], centre: bool = True) -> Columns:
    """Columns of about unit size, so that coefficients of any units are found alike."""
    import numpy as np
    from scipy import sparse

    intercept = list(names).index("Intercept") if "Intercept" in names else None
    count = len(names)
    if hasattr(matrix, "tocsr"):
        scale = np.sqrt(np.asarray(matrix.multiply(matrix).mean(axis=0)).ravel())
        scale = np.where(scale > 0, scale, 1.0)
        return Columns(
            (matrix @ sparse.diags(1 / scale)).tocsr(), tuple(names), np.diag(1 / scale), intercept
        )
    unit = np.maximum(matrix.max(axis=0, initial=0.0), -matrix.min(axis=0, initial=0.0))
    unit = np.where(unit > 0, unit, 1.0)
    working = matrix / unit  # so that no square overflows
    middle = working.mean(axis=0) if intercept is not None and centre else np.zeros(count)
    working -= middle
    scale = np.sqrt(np.einsum("ij,ij->j", working, working) / max(len(working), 1))
    scale = np.where(scale > 0, scale, 1.0)
    working /= scale
    middle, scale = middle * unit, scale * unit
    if intercept is not None:
        middle[intercept], scale[intercept] = 0.0, 1.0
    return _worked(working, names, middle, scale, intercept)


def in_units(matrix: Any, names: Sequence[str], middle: Any, scale: Any) -> Columns:
    """The same by means and spreads that are known: those of rows of which these are some."""
    intercept = list(names).index("Intercept") if "Intercept" in names else None
    scale = scale.copy()
    if intercept is not None:
        scale[intercept] = 1.0
    return _worked((matrix - middle) / scale, names, middle, scale, intercept)


def _worked(working: Any, names: Sequence[str], middle: Any, scale: Any, intercept: int | None) -> Columns:
    import numpy as np

    back = np.diag(1 / scale)
    if intercept is not None:
        working[:, intercept] = 1.0
        back[intercept] = -middle / scale
        back[intercept, intercept] = 1.0
    return Columns(np.ascontiguousarray(working), tuple(names), back, intercept)


def coefficients(columns: Columns, size: int, first: int = 0, prefix: str = "") -> list[Reported]:
    """The columns' coefficients, reported in the data's own units."""
    import numpy as np

    found = []
    for name, row in zip(columns.names, columns.back, strict=True):
        along = np.zeros(size)
        along[first : first + columns.count] = row
        found.append(Reported(prefix + name, along))
    return found


def scale_of(name: str, place: int, size: int) -> Reported:
    """A positive parameter, worked with as its logarithm."""
    import numpy as np

    along = np.zeros(size)
    along[place] = 1.0
    return Reported(name, along, positive=True)


def linear(columns: Columns, offset: Any, first: int = 0) -> Predictor:
    """η = row·coefficients + offset."""
    return Predictor(columns.matrix, slice(first, first + columns.count), offset)


def single(place: int) -> Predictor:
    """One coefficient that is the same in every row."""
    return Predictor(None, slice(place, place + 1))


def least_squares(columns: Columns, target: Any, weights: Any) -> Any:
    """Working coefficients whose η is nearest to the target, by QR."""
    import numpy as np

    if not columns.count:
        return np.zeros(0)
    root = np.sqrt(weights)
    if hasattr(columns.matrix, "tocsr"):
        weighed = columns.matrix.multiply(weights[:, None]).tocsr()
        gram = (columns.matrix.T @ weighed).toarray()
        return np.linalg.lstsq(gram, weighed.T @ target, rcond=None)[0]
    if len(target) > 1 << 17:  # far more rows than a start needs: the normal equations will do
        weighed = columns.matrix * weights[:, None]
        return np.linalg.lstsq(columns.matrix.T @ weighed, weighed.T @ target, rcond=None)[0]
    return np.linalg.lstsq(columns.matrix * root[:, None], root * target, rcond=None)[0]
