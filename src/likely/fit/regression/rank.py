"""Columns that say nothing new: which are set aside, and of which combination of the others each
is a copy.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

BLOCK = 1 << 12  # rows that are factored at a time, in cache
PLAIN = 1e-6  # of its squared length, if a column keeps so much beside the others it is no copy of them
TOLERANCE = 1e-10  # of a column's own length, after its mean was taken out


def dependent(matrix: Any, names: Sequence[str], intercept: int | None) -> tuple[list[int], list[str]]:
    """The columns to keep, earliest first, and for each other one a sentence such as "x3 = x1 + x2"."""
    if not matrix.shape[1]:
        return [], []
    if not hasattr(matrix, "tocsr") and len(matrix) > 4 * BLOCK and _plainly_apart(matrix, intercept):
        return list(range(matrix.shape[1])), []
    return chosen(_factor(matrix, intercept), matrix, names, intercept)


def chosen(
    factor: Any, matrix: Any, names: Sequence[str], intercept: int | None
) -> tuple[list[int], list[str]]:
    """The same from columns of these lengths and angles: `factor` after their means were taken out, `matrix`
    before.
    """
    import numpy as np

    lengths = np.linalg.norm(factor, axis=0)
    kept: list[int] = []
    basis: list[Any] = []
    said = []
    order = ([intercept] if intercept is not None else []) + [j for j in range(len(names)) if j != intercept]
    for j in order:
        column = factor[:, j].copy()
        for _ in range(2):  # twice is enough (Kahan, Parlett)
            for one in basis:
                column -= one * (one @ column)
        length = float(np.linalg.norm(column))
        if lengths[j] > 0 and length > TOLERANCE * lengths[j]:
            kept.append(j)
            basis.append(column / length)
        else:
            said.append((j, list(kept)))
    sentences = [_sentence(matrix, names, j, before) for j, before in said]
    return sorted(kept), sentences


def _plainly_apart(matrix: Any, intercept: int | None) -> bool:
    """True if even the rounding of sums of products leaves no doubt that no column is a copy of others.

    Each column keeps a thousandth of its length beside the others, which the Cholesky factor of their
    correlations tells to ten digits. Where it says False, the exact factorisation is asked.
    """
    import numpy as np

    with np.errstate(all="ignore"):
        gram = matrix.T @ matrix
        if intercept is not None:
            total = gram[intercept].copy()
            raw = np.diag(gram).copy()
            gram -= np.outer(total, total) / len(matrix)
            gram = np.delete(np.delete(gram, intercept, 0), intercept, 1)
            if not (np.diag(gram) > PLAIN * np.delete(raw, intercept)).all():
                return False
        length = np.sqrt(np.diag(gram))
        gram = gram / length / length[:, None]
    if not len(gram):
        return True
    if not np.isfinite(gram).all():
        return False
    try:
        return bool((np.diag(np.linalg.cholesky(gram)) ** 2 > PLAIN).all())
    except np.linalg.LinAlgError:
        return False


def _factor(matrix: Any, intercept: int | None) -> Any:
    """R of a QR factorisation: columns with the same lengths and angles in as few rows as there
    are columns.
    """
    import numpy as np

    if hasattr(matrix, "tocsr"):
        gram = (matrix.T @ matrix).toarray()
        values, vectors = np.linalg.eigh(gram)
        factor = np.sqrt(np.maximum(values, 0))[:, None] * vectors.T
        factor[values < 1e-14 * values.max()] = 0.0
    else:
        scale = np.abs(matrix).max(axis=0)
        scale = np.where(scale > 0, scale, 1.0)
        middle = np.zeros(len(scale))
        if intercept is not None:  # an offset common to all rows must not hide what a column varies by
            middle = matrix.mean(axis=0) / scale
            middle[intercept] = 0.0
        factor = np.zeros((0, len(scale)))
        for start in range(0, len(matrix), BLOCK):
            piece = matrix[start : start + BLOCK] / scale - middle
            factor = np.asarray(np.linalg.qr(np.vstack([factor, piece]), mode="r"))
        flat = np.linalg.norm(factor, axis=0) <= 1e-14 * math.sqrt(len(matrix))
        factor[:, flat] = 0.0
    return factor


def _sentence(matrix: Any, names: Sequence[str], j: int, before: list[int]) -> str:
    import numpy as np

    column = matrix[:, [j]]
    column = (column.toarray() if hasattr(column, "tocsr") else column)[:, 0]
    if not np.any(column):
        return f"{names[j]} = 0 in every row"
    others = matrix[:, before]
    if hasattr(others, "tocsr"):
        others = others.toarray()
    scale = np.abs(others).max(axis=0, initial=0.0)
    found = np.linalg.lstsq(others / scale, column, rcond=None)[0] / scale if before else np.zeros(0)
    sizes = np.abs(found) * scale
    terms = ""
    for k, coefficient, size in zip(before, found, sizes, strict=True):
        if size <= 1e-8 * float(np.abs(column).max()):
            continue
        amount = f"{abs(coefficient):.6g}"
        term = names[k] if amount == "1" else f"{amount}·{names[k]}"
        if names[k] == "Intercept":
            term = amount
        sign = "−" if coefficient < 0 else "+"
        terms += f" {sign} {term}" if terms else (f"−{term}" if coefficient < 0 else term)
    return f"{names[j]} = {terms or '0'}"
