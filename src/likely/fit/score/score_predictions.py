"""Score predictions of somebody else's model: probabilities or logits, and what happened."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from likely.data.predictions import Predictions, read_predictions
from likely.errors import DataError, UsageError
from likely.fit.calibration import Bin, bins_of
from likely.fit.loss import loss
from likely.fit.plain import plain
from likely.fit.report import number
from likely.fit.result import Fit
from likely.fit.score.mean_interval import mean_interval
from likely.fit.score.temperature import Temperature, temperature
from likely.formulas.elementary import exp, log
from likely.formulas.information import entropy, kl_term, surprise
from likely.formulas.scoring import brier, distance, tempered

Array = np.ndarray[Any, np.dtype[Any]]

TOLERANCE = 1e-4
SHOWN = 10


@dataclass(frozen=True)
class Cost:
    """A row and what it cost: where it stands, what happened, and the probability that had."""

    where: str
    target: str
    probability: float
    nats: float


@dataclass(frozen=True)
class PredictionScore:
    """How good predicted probabilities are. Nats, an average over rows, unless a name says otherwise.

    nll            average surprise of what happened; ∞ if that had probability 0 somewhere
    interval       bootstrap interval of nll; None where it is infinite
    entropy, kl    where the true probabilities are known: the floor under nll, and what is lost above it
    class_entropy  what predicting the shares of the classes, always, would cost these rows
    brier          Σ over classes of (p − what happened)²: from 0 to 2
    calibration    bins of the probability of the likeliest class (of class 1, if one column was given)
    impossible     rows where what happened had probability 0
    costliest      the rows that cost most
    binary         True if calibration is that of class 1
    family, fitted_nll   of a saved regression, if one predicted: what the average was on the rows of its fit
    """

    source: str
    kind: str
    classes: tuple[str, ...]
    n: int
    n_missing: int
    nll: float
    interval: tuple[float, float] | None
    level: float
    draws: int
    seed: int
    entropy: float | None
    kl: float | None
    class_entropy: float
    accuracy: float
    brier: float
    calibration: tuple[Bin, ...]
    calibration_error: float
    impossible: int
    costliest: tuple[Cost, ...]
    tolerance: float | None
    temperature: Temperature | None = None
    calibration_after: tuple[Bin, ...] | None = None
    calibration_error_after: float | None = None
    binary: bool = False
    family: str = ""
    fitted_nll: float | None = None

    @property
    def finite(self) -> bool:
        """True if nothing that happened had probability 0."""
        return math.isfinite(self.nll)

    @property
    def perplexity(self) -> float:
        """exp(nll): as uncertain as a fair choice among so many classes."""
        return float(exp(self.nll))

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of `likely score --probs` and `--logits`."""
        after = self.calibration_after
        return {
            "model": self.kind,
            "source": self.source,
            "classes": list(self.classes),
            "n": self.n,
            "n_missing": self.n_missing,
            "nll": plain(self.nll),
            "interval": None if self.interval is None else list(self.interval),
            "interval_method": None if self.interval is None else "bootstrap",
            "level": self.level,
            "draws": self.draws,
            "seed": self.seed,
            "perplexity": plain(self.perplexity),
            "entropy": self.entropy,
            "kl": plain(self.kl),
            "class_entropy": self.class_entropy,
            "accuracy": self.accuracy,
            "brier": self.brier,
            "calibration": [asdict(one) for one in self.calibration],
            "calibration_error": self.calibration_error,
            "impossible": self.impossible,
            "costliest": [{**asdict(one), "nats": plain(one.nats)} for one in self.costliest],
            "tolerance": self.tolerance,
            "temperature": None if self.temperature is None else self.temperature.to_dict(),
            "calibration_after": None if after is None else [asdict(one) for one in after],
            "calibration_error_after": self.calibration_error_after,
            **(
                {}
                if self.fitted_nll is None
                else {"family": self.family, "fitted_nll": plain(self.fitted_nll)}
            ),
            "units": "nats",
        }

    def __str__(self) -> str:
        rows = f"{self.n:,} rows, " + (f"{self.n_missing:,} left out" if self.n_missing else "none missing")
        by = f" by a {self.family} regression" if self.family else ""
        lines = [f"{self.source} · {self.kind} of {len(self.classes)} classes{by}", rows, ""]
        if self.impossible:
            lines += [
                f"what happened had probability 0 in {self.impossible:,} of them: an infinite average",
                "",
            ]
        lines.append(f"average NLL     {number(self.nll)} nats a row")
        if self.interval is not None:
            low, high = self.interval
            lines.append(
                f"                {number(low)} to {number(high)} ({self.level:.0%} bootstrap of rows, "
                f"{self.draws} draws, seed {self.seed})"
            )
        if self.fitted_nll is not None:
            lines.append(f"at the fit      {number(self.fitted_nll)} nats, on the rows it was fitted to")
        if self.entropy is not None and self.kl is not None:
            lines.append(f"expected        entropy floor {number(self.entropy)} + KL {number(self.kl)} nats")
        lines += [
            f"class shares    {number(self.class_entropy)} nats, the cost of always predicting them",
            f"perplexity      {number(self.perplexity)}",
            f"accuracy        {number(self.accuracy)}",
            f"Brier score     {number(self.brier)} (summed over classes)",
            "",
            "calibration     probability given      rows    mean    came true",
            *(_line(one) for one in self.calibration),
            f"mean distance   {number(self.calibration_error)}",
        ]
        if self.temperature is not None:
            found = self.temperature
            lines += [
                "",
                f"temperature     {number(found.value)} ({found.verdict}: {found.message})",
                f"average NLL     {number(found.nll_before)} before, {number(found.nll_after)} after",
            ]
            if self.calibration_after is not None and self.calibration_error_after is not None:
                lines += [
                    "calibrated      probability given      rows    mean    came true",
                    *(_line(one) for one in self.calibration_after),
                    f"mean distance   {number(self.calibration_error)} before, "
                    f"{number(self.calibration_error_after)} after",
                ]
        lines += ["", "rows that cost most, in nats:"]
        lines += [
            f"  {number(one.nats):>10}   {one.where}: {one.target} had probability {number(one.probability)}"
            for one in self.costliest
        ]
        return "\n".join(lines)


def _line(one: Bin) -> str:
    return (
        f"                {one.low:.1f} to {one.high:.1f} {one.n:>18,}  {one.probability:6.4f}       "
        f"{one.observed:6.4f}"
    )


def score_predictions(
    source: Any = None,
    *,
    probs: Any = None,
    logits: Any = None,
    target: Any = None,
    truth: str | None = None,
    tolerance: float | None = None,
    calibrate: bool = False,
    missing: str = "error",
    level: float = 0.95,
    seed: int = 0,
) -> PredictionScore:
    """Score probabilities or logits. With arrays, both are (rows, classes) and `target` is (rows,).

    A row whose probabilities are negative or do not sum to 1 within `tolerance` (1e-4) is a DataError naming
    it; nothing is rescaled.
    """
    if (probs is None) == (logits is None):
        raise UsageError("give the predictions as probabilities or as logits · one of --probs and --logits")
    if target is None:
        raise UsageError("what happened? · name its column with --target")
    if not 0 < level < 1:
        raise UsageError(f"level is {level:g} · it is a probability between 0 and 1, such as 0.95")
    kind = "probabilities" if logits is None else "logits"
    given = probs if logits is None else logits
    if isinstance(given, str):
        table = read_predictions(source, given, target, truth, drop=missing == "drop")
    else:
        table = _of_arrays(given, target)
    return scored(table, kind, tolerance=tolerance, calibrate=calibrate, level=level, seed=seed)


def scored(
    table: Predictions,
    kind: str,
    *,
    nats: Array | None = None,
    fit: Fit | None = None,
    tolerance: float | None = None,
    calibrate: bool = False,
    level: float = 0.95,
    seed: int = 0,
) -> PredictionScore:
    """Score rows that were read. `nats` is what each costs, where that is known more exactly than from p;
    `fit` is the regression that made these probabilities, if one did.
    """
    allowed = TOLERANCE if tolerance is None else tolerance
    z, p = _both(table, kind, allowed)
    rows = np.arange(table.target.size)
    if nats is None:
        nats = loss(z, table.target).rows if kind == "logits" else surprise(p[rows, table.target])
    truth_p = None if table.truth is None else _checked(table, _two(table.truth), allowed)
    binary = table.values.shape[1] == 1
    bins = bins_of(p, table.target, binary)
    nll = float(np.mean(nats)) + 0.0
    interval, draws = mean_interval(nats, level, seed)
    shares = np.bincount(table.target, minlength=len(table.labels)) / len(rows)
    found, after = None, None
    if calibrate:
        found = temperature(z, table.target)
        if found.verdict == "interior":
            after = bins_of(_softmax(tempered(z, 1 / found.value)), table.target, binary)
    most = np.argsort(-nats, kind="stable")[:SHOWN]
    return PredictionScore(
        table.file,
        kind,
        table.labels,
        len(rows),
        table.missing,
        nll,
        interval,
        level,
        draws,
        seed,
        None if truth_p is None else float(np.mean([entropy(row) for row in truth_p])),
        None if truth_p is None else _kl(truth_p, p),
        float(entropy(shares)),
        float(np.mean(np.argmax(p, axis=1) == table.target)),
        float(np.mean(brier(list(p.T), [table.target == k for k in range(p.shape[1])]))),
        bins,
        distance([(one.n, one.probability, one.observed) for one in bins]),
        int(np.isinf(nats).sum()),
        tuple(
            Cost(
                table.where(i),
                table.labels[table.target[i]],
                float(p[i, table.target[i]]),
                float(nats[i]) + 0.0,
            )
            for i in map(int, most)
        ),
        allowed if kind == "probabilities" else None,
        found,
        after,
        None if after is None else distance([(one.n, one.probability, one.observed) for one in after]),
        binary,
        "" if fit is None else fit.family,
        None if fit is None else fit.nll,
    )


def _of_arrays(given: Any, target: Any) -> Predictions:
    values, happened = np.asarray(given, dtype=np.float64), np.asarray(target)
    values = values[:, None] if values.ndim == 1 else values
    if values.ndim != 2 or happened.shape != values.shape[:1] or not len(happened):
        raise DataError(
            f"predictions have shape {values.shape} and targets {happened.shape} · give (rows, classes) and "
            "one target a row"
        )
    if happened.dtype.kind not in "iub":
        raise DataError(f"targets are {happened.dtype} · give the number of the class, from 0")
    happened = happened.astype(np.int64)
    size = max(2, values.shape[1])
    wrong = (happened < 0) | (happened >= size)
    blank = np.isnan(values).any(axis=1)
    if wrong.any() or blank.any():
        row = int(np.argmax(wrong | blank))
        what = (
            f"target {happened[row]} is none of the {size} classes" if wrong[row] else "a prediction is NaN"
        )
        raise DataError(f"row {row}: {what} · correct it")
    labels = tuple(map(str, range(size)))
    return Predictions("the arrays", labels, values, happened, None, np.arange(len(happened)), 0)


def _two(values: Array) -> Array:
    """One column of probabilities as two: of class 0 and class 1."""
    return np.concatenate([1 - values, values], axis=1) if values.shape[1] == 1 else values


def _both(table: Predictions, kind: str, tolerance: float) -> tuple[Array, Array]:
    """Logits and probabilities, whichever were given."""
    if kind == "probabilities":
        p = _checked(table, _two(table.values), tolerance)
        return log(p), p
    z = table.values
    if z.shape[1] == 1:
        z = np.concatenate([np.zeros_like(z), z], axis=1)
    bad = np.isposinf(z).any(axis=1) | np.isneginf(z).all(axis=1)
    if bad.any():
        raise DataError(
            f"{table.where(int(np.argmax(bad)))}: a logit is ∞, or all are −∞, so there are no probabilities "
            "· correct it"
        )
    return z, _softmax(z)


def _softmax(z: Array) -> Array:
    """log p is z less what makes the likeliest class cost what its loss says."""
    top = np.argmax(z, axis=1)
    total = loss(z, top).rows + z[np.arange(len(z)), top]
    p: Array = exp(z - total[:, None])
    return p


def _checked(table: Predictions, p: Array, tolerance: float) -> Array:
    outside = ((p < 0) | (p > 1 + tolerance)).any(axis=1)
    if outside.any():
        i = int(np.argmax(outside))
        worst = p[i][(p[i] < 0) | (p[i] > 1 + tolerance)][0]
        raise DataError(
            f"{table.where(i)}: {worst:g} is no probability · give numbers from 0 to 1, or --logits"
        )
    sums = p.sum(axis=1)
    off = np.abs(sums - 1) > tolerance
    if off.any():
        i = int(np.argmax(off))
        raise DataError(
            f"{table.where(i)}: the probabilities sum to {sums[i]:.8g}, not to 1 within {tolerance:g} · name "
            "all classes and correct the row, or allow more with --tolerance"
        )
    return p


def _kl(q: Array, p: Array) -> float:
    """Mean over rows of KL(true‖predicted)."""
    columns: Sequence[Array] = [kl_term(q[:, k], p[:, k]) for k in range(q.shape[1])]
    return float(np.mean(np.sum(columns, axis=0)))
