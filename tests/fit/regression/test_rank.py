"""Copies among many columns are found whichever way they are looked for."""

import numpy as np
import pytest

from likely.fit.regression import rank
from likely.fit.regression.rank import dependent

ROWS = 5 * rank.BLOCK
RANDOM = np.random.default_rng(3)
X = RANDOM.normal(size=(ROWS, 4))


def with_one(*columns):
    return np.column_stack([np.ones(ROWS), *columns])


@pytest.mark.parametrize(
    ("matrix", "kept"),
    [
        (with_one(X), 5),
        (with_one(X, X[:, 0] + X[:, 1]), 5),
        (with_one(X, np.full(ROWS, 7.0)), 5),
        (with_one(X, X[:, 0] + 1e-7 * RANDOM.normal(size=ROWS)), 6),
        (with_one(X * 1e180, X[:, 1] ** 2), 6),
        (with_one(X * [1e-9, 1, 1e9, 1e3]), 5),
        (with_one(1e8 + X), 5),
    ],
)
def test_many_rows(matrix, kept):
    names = ["Intercept", *(f"x{j}" for j in range(1, matrix.shape[1]))]
    found, sentences = dependent(matrix, names, 0)
    assert len(found) == kept
    assert len(sentences) == matrix.shape[1] - kept


def test_the_quick_look_is_sure_only_where_columns_are_plainly_apart():
    assert rank._plainly_apart(with_one(X), 0)
    assert not rank._plainly_apart(with_one(X, X[:, 0] + 1e-4 * X[:, 1]), 0)
    assert not rank._plainly_apart(with_one(1e8 + X), 0)
    assert not rank._plainly_apart(np.zeros((ROWS, 2)), None)
