"""Whether a maximum exists, decided by linear programming: overlap, quasi-complete or complete separation.

A direction d of separation is one along which no row's likelihood ever falls and some row's rises for ever.
If there is one, the likelihood has no maximum: it approaches its supremum as the coefficients go to infinity
along d, rows that d settles get probability 1, and the other rows have a maximum of their own. One program
finds a direction that settles every row that any direction can:

    maximise Σ s   subject to   A·d ≥ s,   0 ≤ s ≤ 1,   E·d = 0

Sources: Albert & Anderson 1984, Biometrika 71, 1; Konis 2007 (linear programs); Geyer 2009, Electronic J.
Statist. 3, 259 (the limiting conditional model); Rockafellar 1970, Convex Analysis, §27 (recession).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from likely.fit.regression.parts import Part

SMALL = 1e-9  # of a row's own size


@dataclass(frozen=True)
class Separation:
    """`gone[part]` has one mask for each of the part's cones; `flat` spans what the other rows cannot tell.

    `direction` settles every row that can be settled, in working coefficients; `rays` are the conditions A of
    the settled rows, so that others can ask which signs a coefficient may run to. `sharpens` is true if the
    direction lowers the scale: the likelihood is then unbounded.
    """

    direction: Any
    gone: tuple[tuple[Any, ...], ...]
    flat: Any
    rays: Any
    sharpens: bool


def overlap_is_certain(parts: Sequence[Part], values: Any, step: Any) -> bool:
    """True if the slopes at these coefficients, balanced by a Newton step, prove that no direction
    separates.
    """
    import numpy as np

    if not np.isfinite(step).all():
        return False
    with np.errstate(all="ignore"):
        for part in parts:
            for rows in part.blocks():
                etas = [p.at(values, rows) for p in part.predictors]
                steps = [p.change(step, rows) for p in part.predictors]
                if not part.settled(rows, etas, steps):
                    return False
    return True


def null_space(matrices: Sequence[Any], size: int) -> Any:
    """Rows that span the directions which none of the matrices sees."""
    import numpy as np

    triangle: Any = np.zeros((0, size))
    for matrix in matrices:
        if hasattr(matrix, "tocsr"):
            gram = (matrix.T @ matrix).toarray()
            found, vectors = np.linalg.eigh(gram)
            triangle = np.vstack([triangle, np.sqrt(np.maximum(found, 0))[:, None] * vectors.T])
        elif len(matrix):
            triangle = np.asarray(np.linalg.qr(np.vstack([triangle, matrix]), mode="r"))
    if not len(triangle):
        return np.eye(size)
    _, lengths, turned = np.linalg.svd(triangle, full_matrices=True)
    rank = int(np.count_nonzero(lengths > SMALL * max(float(lengths.max(initial=0.0)), 1e-300)))
    return turned[rank:]


def separation(parts: Sequence[Part], size: int, free: Any, slack: int | None) -> Separation | None:
    """The direction that settles most rows, or None if the rows overlap.

    free   True for the coordinates that may run away: coefficients, not the logarithm of a scale
    """
    import numpy as np
    from scipy import sparse

    cones = [part.cone(size) for part in parts]
    held = np.eye(size)[~free]
    basis = null_space([held, *(a for cone in cones for a, strict in cone if not strict)], size)
    if not len(basis):
        return None
    strict = [
        (i, k, a) for i, cone in enumerate(cones) for k, (a, inequality) in enumerate(cone) if inequality
    ]
    if not strict and slack is None:
        return None
    stacked = np.vstack([np.zeros((0, len(basis)))] + [np.asarray(a @ basis.T) for _, _, a in strict])
    lengths = np.concatenate([np.zeros(0)] + [_lengths(a) for _, _, a in strict])
    stacked[np.abs(stacked) <= 1e-12 * np.maximum(lengths, 1e-300)[:, None]] = 0.0
    extra = basis[:, slack][None, :] if slack is not None else np.zeros((0, len(basis)))
    extra = np.where(np.abs(extra) > SMALL, extra, 0.0)
    rows = np.vstack([stacked, extra])
    size_of = np.abs(rows).max(axis=1, initial=0.0)
    rows = rows / np.where(size_of > 0, size_of, 1.0)[:, None]
    unique, inverse = np.unique(np.round(rows, 13), axis=0, return_inverse=True)
    direction, settled = _program(sparse.csr_matrix(unique), len(basis))
    if direction is None:
        return None
    settled = settled[inverse.ravel()]
    if not settled.any():
        return None
    gone: list[list[Any]] = [
        [np.zeros(len(part), dtype=bool) for _ in cone] for part, cone in zip(parts, cones, strict=True)
    ]
    place = 0
    left = [held]
    for i, k, a in strict:
        mine = settled[place : place + a.shape[0]]
        gone[i][k] = mine
        left.append(a[~mine])
        place += a.shape[0]
    left += [a for cone in cones for a, inequality in cone if not inequality]
    sharpens = slack is not None and bool(settled[-1])
    if slack is not None and not sharpens:
        left.append(np.eye(size)[[slack]])
    return Separation(
        direction @ basis,
        tuple(tuple(one) for one in gone),
        null_space(left, size),
        stacked[settled[: len(stacked)]] @ basis,
        sharpens,
    )


def _lengths(matrix: Any) -> Any:
    import numpy as np

    if hasattr(matrix, "multiply"):
        return np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return np.sqrt((matrix * matrix).sum(axis=1))


def _program(rows: Any, size: int) -> tuple[Any, Any]:
    """The direction with the most settled rows; (None, None) if it settles none."""
    import numpy as np
    from scipy import optimize, sparse

    count = rows.shape[0]
    found = optimize.linprog(
        np.concatenate([np.zeros(size), -np.ones(count)]),
        A_ub=sparse.hstack([-rows, sparse.eye(count)]).tocsr(),
        b_ub=np.zeros(count),
        bounds=[(None, None)] * size + [(0, 1)] * count,
        method="highs",
        options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
    )
    if found.x is None:
        return None, None
    direction = found.x[:size]
    length = float(np.linalg.norm(direction))
    if not length > 1e-6:
        return None, None
    gains = rows @ (direction / length)
    settled = (found.x[size:] > 0.5) & (gains > SMALL)
    return direction / length, settled


def signs(separation: Separation, along: Any) -> set[int]:
    """The signs that along·coefficients can run to: a subset of {−1, 0, 1}; {0} if it stays finite."""
    import numpy as np
    from scipy import optimize

    flat = separation.flat
    own = flat @ along
    if float(np.abs(own).max(initial=0.0)) <= 1e-8 * float(np.linalg.norm(along)):
        return {0}
    if len(flat) == 1:
        return {1 if float(along @ separation.direction) > 0 else -1}
    rays = separation.rays @ flat.T
    rays = rays / np.maximum(np.abs(rays).max(axis=1), 1e-300)[:, None]
    rays = np.unique(np.round(rays, 13), axis=0)
    found = set()
    for sign in (-1, 1):
        best = optimize.linprog(
            -sign * own / np.linalg.norm(own),
            A_ub=-rays,
            b_ub=np.zeros(len(rays)),
            bounds=[(-1, 1)] * len(flat),
            method="highs",
        )
        if best.x is not None and float(-(best.fun or 0.0)) > 1e-7:
            found.add(sign)
    return found or {0}
