"""Score new rows by a saved regression: classifiers as predictions are, other families by what rows cost."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from likely.data.predictions import Predictions
from likely.errors import UsageError
from likely.fit.catalogue import family as find_family
from likely.fit.regression.choices import CLASSIFIERS
from likely.fit.regression.new_rows import (
    NewRows,
    class_labels,
    class_numbers,
    class_probabilities,
    score_new_rows,
)
from likely.fit.score.mean_interval import mean_interval
from likely.fit.score.score_fit import SHOWN, FitScore, RowCost
from likely.fit.score.score_predictions import PredictionScore, scored
from likely.formulas.elementary import exp

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression


def score_regression(
    fit: Regression,
    data: Any,
    *,
    missing: str = "error",
    calibrate: bool = False,
    level: float = 0.95,
    seed: int = 0,
) -> FitScore | PredictionScore:
    """What new rows cost, given their inputs. A row counts once, whatever weights the fit had.

    bernoulli, categorical, ordinal   a PredictionScore: accuracy, Brier score and calibration too
    other families                    a FitScore

    Raises UsageError for a fit without a maximum, and for `calibrate` where there are no classes.
    """
    if not fit.exists:
        raise UsageError(f"this fit has no maximum ({fit.verdict}): {fit.message} · score by one that has")
    if calibrate and fit.family not in CLASSIFIERS:
        raise UsageError(
            f"a temperature belongs to probabilities of classes, not to {fit.family} · leave it out"
        )
    new = score_new_rows(fit, data, missing)
    if fit.family in CLASSIFIERS:
        table = _predictions(fit, new)
        return scored(
            table, "probabilities", nats=new.nats, fit=fit, calibrate=calibrate, level=level, seed=seed
        )
    return _costs(fit, new, level, seed)


def _predictions(fit: Regression, new: NewRows) -> Predictions:
    """What the regression says of each row; of two classes, the probability of the second."""
    values, target = class_probabilities(fit, new.rows), class_numbers(fit, new.shown)
    return Predictions(
        new.rows.source, class_labels(fit), values, target, None, new.rows.numbers, new.rows.missing
    )


def _costs(fit: Regression, new: NewRows, level: float, seed: int) -> FitScore:
    nats = new.nats
    loglik = 0.0 - float(np.sum(nats))
    nll = 0.0 - loglik / len(nats)
    interval, draws = mean_interval(nats, level, seed)
    discrete = fit.family in ("poisson", "negative_binomial") and find_family(fit.family).DISCRETE
    order = np.argsort(-nats, kind="stable")[:SHOWN]
    return FitScore(
        family=f"{fit.family}, {fit.formula}",
        source=new.rows.source,
        n=len(nats),
        n_missing=new.rows.missing,
        loglik=loglik,
        nll=nll,
        interval=interval,
        level=level,
        draws=draws,
        seed=seed,
        perplexity=float(exp(nll)) if discrete and math.isfinite(nll) else math.inf if discrete else None,
        entropy=None,
        kl=None,
        fitted_nll=fit.nll,
        impossible=int(np.isinf(nats).sum()),
        costliest=tuple(
            RowCost(f"{new.rows.source}, row {int(new.rows.numbers[i])}", new.shown[i], float(nats[i]) + 0.0)
            for i in map(int, order)
        ),
    )
