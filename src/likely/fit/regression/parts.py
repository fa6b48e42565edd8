"""The log-likelihood of a regression, its slope and its curvature, a block of rows at a time.

A row enters through a few predictors η = row·coefficients + offset. The families' own formulas give the row's
log probability; second-order jets in the η give its derivatives; matrix products carry them to the
coefficients: gradient = Σ Mᵀ·ℓ′ and Hessian = Σ Mᵀ·diag(ℓ″)·M.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from likely.solve.jet import Jet, pairs

BLOCK = 1 << 13  # rows whose jets are in hand at a time

# value, first and second derivatives (pairs i ≤ j, row by row) in the predictors; arrays, floats or None
Row = tuple[Any, Sequence[Any], Sequence[Any]]
# the value of all rows; for each predictor its coefficients' slopes, for each pair i ≤ j a Hessian's block
Summed = tuple[float, Sequence[Any], Sequence[Any]]


@dataclass(frozen=True)
class Predictor:
    """η of each row: `matrix`·coefficients[columns] + `offset`. Without a matrix, one coefficient
    for all rows.
    """

    matrix: Any
    columns: slice
    offset: Any = None

    def at(self, values: Any, rows: slice) -> Any:
        """η of a block of rows."""
        if self.matrix is None:
            return float(values[self.columns][0])
        eta = self.matrix[rows] @ values[self.columns]
        return eta if self.offset is None else eta + self.offset[rows]

    def change(self, step: Any, rows: slice) -> Any:
        """What a step in the coefficients does to η."""
        return float(step[self.columns][0]) if self.matrix is None else self.matrix[rows] @ step[self.columns]

    def taken(self, mask: Any) -> Predictor:
        """The same for some of the rows."""
        return Predictor(
            None if self.matrix is None else self.matrix[mask],
            self.columns,
            None if self.offset is None else self.offset[mask],
        )


@dataclass(frozen=True)
class Part:
    """Rows whose log probability has one formula.

    contribution   (*data, *η) → log probability of each row, in nats
    tails          for each predictor: 1 if the row's likelihood rises all the way as η → ∞, −1 if as η → −∞,
                   0 if it falls both ways, None if the predictor is no matter of separation (a scale)
    without        what the contribution becomes when predictor number k has run away to its tail
    index          where each row stands in the design
    """

    contribution: Callable[..., Any]
    data: tuple[Any, ...]
    predictors: tuple[Predictor, ...]
    weights: Any
    tails: tuple[int | None, ...]
    without: Mapping[int, Callable[..., Any]] = field(default_factory=dict)
    index: Any = None

    def __len__(self) -> int:
        return len(self.weights)

    def blocks(self) -> list[slice]:
        """The rows in pieces that stay in cache; sparse rows in larger ones."""
        dense = all(p.matrix is None or not hasattr(p.matrix, "tocsr") for p in self.predictors)
        step = BLOCK if dense else BLOCK << 4
        return [slice(i, i + step) for i in range(0, len(self), step)]

    def row(self, rows: slice, etas: list[Any]) -> Row:
        """Value and derivatives of a block of rows in their predictors, by jets."""
        data = tuple(one[rows] for one in self.data)
        size = len(etas)
        none = (None,) * len(pairs(size))
        jets = [
            Jet(eta, tuple(1.0 if i == k else None for i in range(size)), none) for k, eta in enumerate(etas)
        ]
        found = self.contribution(*data, *jets)
        return found.value, found.first, found.second

    def summed(self, values: Any, derivatives: bool) -> Summed | None:
        """Value and derivatives of all rows at once, where a kernel can; else None: see `row`."""
        return None

    def cone(self, size: int) -> list[tuple[Any, bool]]:
        """Directions d along which no row's likelihood falls: A·d ≥ 0 where strict, else A·d = 0.

        A has one row for each of these rows and one column for each of `size` coefficients.
        """
        return [
            (embedded(p, len(self), size) * (tail or 1), tail != 0)
            for p, tail in zip(self.predictors, self.tails, strict=True)
            if tail is not None
        ]

    def limit(self, gone: Sequence[Any]) -> list[Part]:
        """What is left of these rows at the end of a direction; `gone` marks rows, one mask for
        each of `cone`.
        """
        import numpy as np

        masks = iter(gone)
        marks = [next(masks) if tail is not None else None for tail in self.tails]
        running = [k for k, mark in enumerate(marks) if mark is not None]
        away: list[Any] = [marks[k] for k in running]
        some = np.any(np.array(away), axis=0) if away else np.zeros(len(self), dtype=bool)
        parts = [self.taken(~some)]
        if len(running) > 1:
            for k in running:
                only = marks[k] & ~np.any(np.array([marks[j] for j in running if j != k]), axis=0)
                left = [j for j in range(len(self.predictors)) if j != k]
                parts.append(self.taken(only, self.without[k], left))
        return [part for part in parts if len(part)]

    def taken(
        self, mask: Any, contribution: Callable[..., Any] | None = None, kept: Sequence[int] | None = None
    ) -> Part:
        """Some of the rows, perhaps with another formula of some of the predictors."""
        kept = range(len(self.predictors)) if kept is None else kept
        return replace(
            self,
            contribution=self.contribution if contribution is None else contribution,
            data=tuple(one[mask] for one in self.data),
            predictors=_taken([self.predictors[k] for k in kept], mask),
            weights=self.weights[mask],
            tails=tuple(self.tails[k] for k in kept),
            without={},
            index=None if self.index is None else self.index[mask],
        )

    def settled(self, rows: slice, etas: list[Any], steps: list[Any]) -> bool:
        """True if the slopes after a Newton step, which add up to 0 exactly, keep their strict signs.

        Slopes of the right signs that balance are what no direction of separation can coexist with (Stiemke).
        """
        import numpy as np

        _, first, second = self.row(rows, etas)
        for k, tail in enumerate(self.tails):
            if not tail:
                continue
            after = first[k] + sum(
                second[m] * (steps[j] if i == k else steps[i])
                for m, (i, j) in enumerate(pairs(len(etas)))
                if k in (i, j) and second[m] is not None
            )
            size = np.abs(first[k])
            if not bool(np.all((after * tail > 0.01 * size) & (size > 0))):
                return False
        return True


def _taken(predictors: Sequence[Predictor], mask: Any) -> tuple[Predictor, ...]:
    """Some rows of several predictors; those that read one matrix go on reading one."""
    found: list[Predictor] = []
    cut: dict[int, Any] = {}
    for one in predictors:
        part = replace(one, matrix=None).taken(mask)
        if one.matrix is not None:
            if id(one.matrix) not in cut:
                cut[id(one.matrix)] = one.matrix[mask]
            part = replace(part, matrix=cut[id(one.matrix)])
        found.append(part)
    return tuple(found)


def embedded(predictor: Predictor, rows: int, size: int) -> Any:
    """The predictor's matrix with a column for every coefficient: an array, or sparse if it is
    sparse or wide.
    """
    import numpy as np
    from scipy import sparse

    matrix = np.ones((rows, 1)) if predictor.matrix is None else predictor.matrix
    before = predictor.columns.start
    after = size - before - matrix.shape[1]
    if hasattr(matrix, "tocsr") or size > 4 * matrix.shape[1]:
        left, right = sparse.csr_matrix((rows, before)), sparse.csr_matrix((rows, after))
        return sparse.hstack([left, sparse.csr_matrix(matrix), right]).tocsr()
    return np.hstack([np.zeros((rows, before)), matrix, np.zeros((rows, after))])


def log_likelihood(parts: Sequence[Part], values: Any) -> float:
    """Σ weight·log probability over all rows, in nats."""
    import numpy as np

    sums = []
    with np.errstate(all="ignore"):
        for part in parts:
            summed = part.summed(values, derivatives=False)
            if summed is not None:
                sums.append(summed[0])
                continue
            for rows in part.blocks():
                etas = [p.at(values, rows) for p in part.predictors]
                found = part.contribution(*(one[rows] for one in part.data), *etas)
                sums.append(float(np.sum(part.weights[rows] * found)))
    return _sum(sums)


def row_log_likelihoods(parts: Sequence[Part], values: Any) -> Any:
    """Weight·log probability of each row, part after part: they sum to the total."""
    import numpy as np

    found = []
    with np.errstate(all="ignore"):
        for part in parts:
            for rows in part.blocks():
                etas = [p.at(values, rows) for p in part.predictors]
                one = part.contribution(*(x[rows] for x in part.data), *etas)
                found.append(part.weights[rows] * np.broadcast_to(one, part.weights[rows].shape))
    return np.concatenate(found) if found else np.zeros(0)


def derivatives(parts: Sequence[Part], values: Any) -> tuple[float, Any, Any]:
    """Log-likelihood, gradient and Hessian in the coefficients."""
    import numpy as np

    size = len(values)
    gradient, hessian = np.zeros(size), np.zeros((size, size))
    sums = []
    with np.errstate(all="ignore"):
        for part in parts:
            summed = part.summed(values, derivatives=True)
            if summed is not None:
                value, slopes, bends = summed
                sums.append(value)
                for p, slope in zip(part.predictors, slopes, strict=True):
                    gradient[p.columns] += slope
                _add_blocks(hessian, part.predictors, bends)
                continue
            for rows in part.blocks():
                etas = [p.at(values, rows) for p in part.predictors]
                value, first, second = part.row(rows, etas)
                weights = part.weights[rows]
                sums.append(float(np.sum(weights * value)))
                matrices = [None if p.matrix is None else p.matrix[rows] for p in part.predictors]
                for p, matrix, slope in zip(part.predictors, matrices, first, strict=True):
                    if slope is not None:
                        w = weights * slope
                        gradient[p.columns] += w.sum() if matrix is None else matrix.T @ w
                shared = len(part.predictors) > 1 and one_matrix(part.predictors)
                blocks = (
                    _together(matrices[0], [weights * bend for bend in second])
                    if shared
                    else [
                        None if bend is None else _weighed(matrices[i], matrices[j], weights * bend)
                        for (i, j), bend in zip(pairs(len(etas)), second, strict=True)
                    ]
                )
                _add_blocks(hessian, part.predictors, blocks)
    return _sum(sums), gradient, hessian


def _add_blocks(hessian: Any, predictors: Sequence[Predictor], blocks: Sequence[Any]) -> None:
    """Add a block for each pair of predictors, and its mirror image."""
    for (i, j), block in zip(pairs(len(predictors)), blocks, strict=True):
        if block is None:
            continue
        own, other = predictors[i].columns, predictors[j].columns
        hessian[own, other] += block
        if i != j:
            hessian[other, own] += block.T


def one_matrix(predictors: Sequence[Predictor]) -> bool:
    """True if the predictors read the same dense rows, few enough columns to be multiplied in pairs."""
    first = predictors[0].matrix
    return (
        first is not None
        and not hasattr(first, "tocsr")
        and first.shape[1] <= 64
        and all(p.matrix is first for p in predictors)
    )


def _together(matrix: Any, weights: Sequence[Any]) -> Any:
    """matrixᵀ·diag(w)·matrix for every w: products of columns are made once, one multiplication sums them."""
    import numpy as np

    count = matrix.shape[1]
    turned = np.ascontiguousarray(matrix.T)
    products = np.empty((count * (count + 1) // 2, len(matrix)))
    place = 0
    for i in range(count):
        np.multiply(turned[i:], turned[i], out=products[place : place + count - i])
        place += count - i
    sums = np.array(weights) @ products.T
    found = np.empty((len(weights), count, count))
    rows, columns = np.triu_indices(count)
    found[:, rows, columns] = sums
    found[:, columns, rows] = sums
    return found


def _weighed(left: Any, right: Any, weights: Any) -> Any:
    """leftᵀ·diag(weights)·right, where None is a column of ones."""
    import numpy as np

    if left is None and right is None:
        return np.array([[weights.sum()]])
    if left is None:
        return (right.T @ weights)[None, :]
    if right is None:
        return (left.T @ weights)[:, None]
    if hasattr(right, "tocsr"):
        return (left.T @ right.multiply(weights[:, None]).tocsr()).toarray()
    return left.T @ (weights[:, None] * right)


def _sum(sums: list[float]) -> float:
    try:
        return math.fsum(sums)
    except (ValueError, OverflowError):
        return math.nan
