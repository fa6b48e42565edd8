"""Models of what happens, as a choice among outcomes: bernoulli, ordinal and categorical."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from likely.fit.regression.classes import Classes, log_prob_of_classes
from likely.fit.regression.model import Columns, Model, Reported, coefficients, linear
from likely.fit.regression.parts import Part, Predictor
from likely.formulas.families import logistic, normal
from likely.formulas.models import threshold

CLASSIFIERS = ("bernoulli", "categorical", "ordinal")
NOISES = {"logit": logistic, "probit": normal}
CONCAVE = "the log-likelihood is strictly concave in the coefficients"


def bernoulli_model(y: Any, columns: Columns, offset: Any, weights: Any, link: str) -> Model:
    """Success iff the noise is at most η."""
    import numpy as np

    noise = NOISES[link]
    eta = linear(columns, offset)
    parts = [
        Part(
            partial(formula, noise), (), (eta.taken(rows),), weights[rows], (tail,), index=np.nonzero(rows)[0]
        )
        for rows, formula, tail in (
            (y == 1, threshold.log_below, 1),
            (y == 0, threshold.log_above, -1),
        )
    ]
    start = np.zeros(columns.count)
    share = float(np.sum(weights * y) / np.sum(weights))
    if columns.intercept is not None and 0 < share < 1 and offset is None:
        start[columns.intercept] = noise.quantile(share, 0.0, 1.0)
    return Model(
        tuple(part for part in parts if len(part)),
        start,
        tuple(coefficients(columns, columns.count)),
        CONCAVE,
    )


def ordinal_model(
    y: Any, columns: Columns, offset: Any, weights: Any, link: str, labels: Sequence[str]
) -> Model:
    """Class k iff the noise falls between cut_(k−1) − η and cut_k − η; the cuts stand for the intercept."""
    import numpy as np

    noise = NOISES[link]
    cuts = len(labels) - 1
    inputs = [j for j in range(columns.count) if j != columns.intercept]
    size = cuts + len(inputs)
    dense = (columns.matrix.toarray() if hasattr(columns.matrix, "toarray") else columns.matrix)[:, inputs]
    shift = None if offset is None else -offset

    def line(rows: Any, cut: Any) -> Predictor:
        """cut − η of some rows."""
        matrix = np.hstack([np.eye(cuts)[cut], -dense[rows]])
        return Predictor(matrix, slice(0, size), None if shift is None else shift[rows])

    below, above = partial(threshold.log_below, noise), partial(threshold.log_above, noise)
    bottom, top = y == 0, y == cuts
    between = ~(bottom | top)
    parts = [
        Part(
            below,
            (),
            (line(bottom, np.zeros(int(bottom.sum()), int)),),
            weights[bottom],
            (1,),
            index=np.nonzero(bottom)[0],
        ),
        Part(
            above,
            (),
            (line(top, np.full(int(top.sum()), cuts - 1)),),
            weights[top],
            (-1,),
            index=np.nonzero(top)[0],
        ),
        Part(
            partial(threshold.log_inside, noise),
            (),
            (line(between, y[between].astype(int) - 1), line(between, y[between].astype(int))),
            weights[between],
            (-1, 1),
            {0: below, 1: above},
            np.nonzero(between)[0],
        ),
    ]
    counts = np.bincount(y.astype(int), weights, cuts + 1)
    share = np.cumsum(counts)[:-1] / counts.sum()
    start = np.concatenate([noise.quantile(np.clip(share, 1e-6, 1 - 1e-6), 0.0, 1.0), np.zeros(len(inputs))])
    reported = []
    for j in inputs:
        along = np.zeros(size)
        along[cuts:] = columns.back[j, inputs]
        reported.append(Reported(columns.names[j], along))
    for k in range(cuts):
        along = np.zeros(size)
        along[k] = 1.0
        if columns.intercept is not None:
            along[cuts:] = -columns.back[columns.intercept, inputs]
        reported.append(Reported(f"{labels[k]}|{labels[k + 1]}", along))
    return Model(
        tuple(part for part in parts if len(part)), start, tuple(reported), CONCAVE + " and the cuts"
    )


def categorical_model(y: Any, columns: Columns, offset: Any, weights: Any, labels: Sequence[str]) -> Model:
    """A logit for each class but the first, which is the reference."""
    import numpy as np

    count = columns.count
    size = (len(labels) - 1) * count
    targets = tuple((y == k).astype(float) for k in range(len(labels)))
    alive = tuple(np.ones(len(y), dtype=bool) for _ in labels)
    etas = tuple(linear(columns, offset, k * count) for k in range(len(labels) - 1))
    part = Classes(
        log_prob_of_classes, targets + alive, etas, weights, tuple(0 for _ in etas), index=np.arange(len(y))
    )
    start = np.zeros(size)
    shares = np.array([float(np.sum(weights * one)) for one in targets]) / float(np.sum(weights))
    if columns.intercept is not None and (shares > 0).all():
        start[columns.intercept :: count] = np.log(shares[1:] / shares[0])
    reported = [
        one
        for k, label in enumerate(labels[1:])
        for one in coefficients(columns, size, k * count, f"{label}:")
    ]
    return Model((part,), start, tuple(reported), CONCAVE, extra={"labels": tuple(labels)})
