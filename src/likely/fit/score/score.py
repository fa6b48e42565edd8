"""Score data by what is already there: a saved fit, a saved ngram, or predictions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from likely.errors import UsageError
from likely.fit.ngram.fallback import fallback as find_fallback
from likely.fit.ngram.model import NgramModel
from likely.fit.ngram.saved import is_model, load_ngram
from likely.fit.ngram.score_corpus import CorpusScore, score_corpus
from likely.fit.regression.result import Regression
from likely.fit.result import Fit
from likely.fit.saved import load
from likely.fit.score.score_fit import FitScore, score_fit
from likely.fit.score.score_predictions import PredictionScore, score_predictions
from likely.fit.score.score_regression import score_regression


def score(
    model: Any = None,
    source: Any = None,
    *,
    column: str | None = None,
    trials: float | str | None = None,
    missing: str = "error",
    fallback: str | None = None,
    k: float | None = None,
    weights: Sequence[float] | None = None,
    held_out: str | Path | Sequence[str | Path] = (),
    probs: Any = None,
    logits: Any = None,
    target: Any = None,
    truth: str | None = None,
    tolerance: float | None = None,
    calibrate: bool = False,
    level: float = 0.95,
    seed: int = 0,
) -> FitScore | CorpusScore | PredictionScore:
    """How surprising data are to a model, in nats.

    A saved fit       score("fit.json", rows, column=…): a `Fit`, or the path of one, and data as for `fit`
    A regression      score("fit.json", rows): the formula names the columns; classifiers are scored as
                      predictions are, `calibrate` too
    A saved ngram     score("model.parquet", paths): a model, or the path of one, and the files of a text.
                      `fallback` ("add-k" with `k`, "interpolation" with `weights`, or either fitted to the
                      `held_out` text) gives the unseen a probability: no longer maximum likelihood
    Predictions       score("file.parquet", probs="p_*", target="y"): a file or table, the columns of
                      probabilities or `logits`, and the column of what happened; or arrays for these two
                      and no file. `truth`: columns of true probabilities. `calibrate`: fit a temperature

    Where something happened that had probability 0 the score is infinite, and names the rows.

    >>> import likely
    >>> round(likely.score(probs=[[0.5, 0.5], [0.25, 0.75]], target=[0, 1]).nll, 4)
    0.4904
    """
    if missing not in ("error", "drop"):
        raise UsageError(f"missing is {missing!r} · it is one of error, drop")
    if not 0 < level < 1:
        raise UsageError(f"level is {level:g} · it is a probability between 0 and 1, such as 0.95")
    if probs is not None or logits is not None:
        _refuse("predictions", fallback=fallback, k=k, column=column, trials=trials, source=source)
        return score_predictions(
            model,
            probs=probs,
            logits=logits,
            target=target,
            truth=truth,
            tolerance=tolerance,
            calibrate=calibrate,
            missing=missing,
            level=level,
            seed=seed,
        )
    _refuse("a saved model", target=target, truth=truth, tolerance=tolerance)
    if model is None or source is None:
        raise UsageError("a model and something to score are needed · likely score MODEL SOURCE")
    if isinstance(model, NgramModel) or (isinstance(model, (str, Path)) and is_model(model)):
        _refuse("a saved ngram", calibrate=calibrate or None, column=column, trials=trials)
        found = model if isinstance(model, NgramModel) else load_ngram(model)
        using = None
        if fallback is not None:
            texts = [held_out] if isinstance(held_out, (str, Path)) else list(held_out)
            using = find_fallback(found, fallback, k=k, weights=weights, held_out=texts)
        elif k is not None or weights is not None or held_out:
            raise UsageError("k, weights and held-out texts belong to a fallback · name it with --fallback")
        return score_corpus(found, source, using=using)
    fit = model if isinstance(model, Fit) else load(model)  # a file that is missing is said first
    _refuse("a saved fit", fallback=fallback, k=k, weights=weights, held_out=held_out or None)
    if isinstance(fit, Regression):
        _refuse("a saved regression, whose formula names its columns,", column=column, trials=trials)
        return score_regression(fit, source, missing=missing, calibrate=calibrate, level=level, seed=seed)
    _refuse("a saved fit", calibrate=calibrate or None)
    return score_fit(fit, source, column, trials=trials, missing=missing, level=level, seed=seed)


def _refuse(what: str, **given: Any) -> None:
    for name, value in given.items():
        if value is not None:
            raise UsageError(f"scoring {what} takes no {name.replace('_', '-')} · leave it out")
