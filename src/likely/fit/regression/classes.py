"""The rows of a softmax regression: one predictor for each class but the reference, whose logit is 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from likely.fit.regression.parts import Part, Row, Summed, embedded, one_matrix
from likely.formulas.models import softmax

FUSED = 2000  # rows from which the kernel takes over from the formulas in NumPy
WIDE = 1 << 18  # columns² · classes²: more would not stay in cache


class Classes(Part):
    """Rows with data (y₀, …, y_K, alive₀, …, alive_K): what happened, and which classes still can."""

    def logits(self, data: tuple[Any, ...], etas: Sequence[Any]) -> tuple[Any, list[Any]]:
        """Targets and logits; a class that cannot happen any more has −∞."""
        import numpy as np

        half = len(data) // 2
        y, alive = data[:half], data[half:]
        zero = np.zeros(len(y[0]))
        scores = [zero, *etas]
        if all(bool(one.all()) for one in alive):
            return y, scores
        return y, [np.where(a, score, -np.inf) for a, score in zip(alive, scores, strict=True)]

    def row(self, rows: slice, etas: list[Any]) -> Row:
        """Value, model minus data, and curvature, by the softmax's own formulas."""
        y, scores = self.logits(tuple(one[rows] for one in self.data), etas)
        value = softmax.log_prob(y, scores)
        p = softmax.probs(scores)
        first = [target - one for one, target in zip(p[1:], y[1:], strict=True)]
        second = [-softmax.curvature(p, j, k) for j in range(1, len(p)) for k in range(j, len(p))]
        return value, first, second

    def summed(self, values: Any, derivatives: bool) -> Summed | None:
        """All rows in one pass of a kernel, where they are many, of one design, and any class is possible."""
        import numpy as np

        from likely import kernels

        first = self.predictors[0]
        classes = len(self.predictors) + 1
        if (
            not kernels.AVAILABLE
            or len(self) < FUSED
            or not one_matrix(self.predictors)
            or first.matrix.dtype != np.float64
            or first.matrix.shape[1] ** 2 * classes**2 > WIDE
            or any(p.offset is not None for p in self.predictors)
            or not all(bool(one.all()) for one in self.data[classes:])
        ):
            return None
        beta = np.stack([values[p.columns] for p in self.predictors])
        value, slopes, information = kernels.classes_log_likelihood(
            first.matrix, beta, self.chosen, self.weights, derivatives=derivatives
        )
        if slopes is None or information is None:
            return value, [], []
        bends = [-information[j, k] for j in range(classes - 1) for k in range(j, classes - 1)]
        return value, list(slopes), bends

    @property
    def chosen(self) -> Any:
        """The number of the class that happened in each row, as floats; made once."""
        known = self.__dict__.get("_chosen")
        if known is None:
            half = len(self.data) // 2
            known = sum(k * one for k, one in enumerate(self.data[:half]))
            object.__setattr__(self, "_chosen", known)
        return known

    def cone(self, size: int) -> list[tuple[Any, bool]]:
        """The class that happened must not lose against any other: (d_y − d_k)·x ≥ 0."""
        import numpy as np

        half = len(self.data) // 2
        y = np.stack(self.data[:half], axis=1)
        own: Any = 0
        whole = [0 * embedded(self.predictors[0], len(self), size)]
        whole += [embedded(p, len(self), size) for p in self.predictors]
        for k, matrix in enumerate(whole):
            weighed = matrix.multiply(y[:, [k]]) if hasattr(matrix, "multiply") else y[:, [k]] * matrix
            own = weighed if isinstance(own, int) else own + weighed
        own = own.tocsr() if hasattr(own, "tocsr") else own
        return [((own - matrix), True) for matrix in whole]

    def limit(self, gone: Sequence[Any]) -> list[Part]:
        """A class that lost against the one that happened cannot happen any more."""
        half = len(self.data) // 2
        alive = tuple(a & ~mark for a, mark in zip(self.data[half:], gone, strict=True))
        left = replace(self, data=self.data[:half] + alive)
        some = sum(one.astype(int) for one in alive) > 1
        return [left.taken(some)] if some.any() else []

    def settled(self, rows: slice, etas: list[Any], steps: list[Any]) -> bool:
        """−p_k·(1 + s_k − s̄) are the slopes after the step: below 0 they must stay, where k did
        not happen.
        """
        import numpy as np

        y, scores = self.logits(tuple(one[rows] for one in self.data), etas)
        p = softmax.probs(scores)
        moves = [np.zeros(len(p[0])), *steps]
        mean = sum(a * b for a, b in zip(p, moves, strict=True))
        return all(
            bool(np.all((target == 1) | ((one > 0) & (move - mean > -0.99))))
            for target, one, move in zip(y, p, moves, strict=True)
        )


def log_prob_of_classes(*values: Any) -> Any:
    """The contribution of a row, from its data and its K predictors."""
    import numpy as np

    count = (len(values) + 1) // 3
    y, alive, etas = values[:count], values[count : 2 * count], values[2 * count :]
    scores = [np.zeros(len(y[0])), *etas]
    return softmax.log_prob(y, [np.where(a, score, -np.inf) for a, score in zip(alive, scores, strict=True)])
