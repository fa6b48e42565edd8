"""Score new data by a saved fit: what each row costs the fitted distribution."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from likely.data.block import Block
from likely.data.scan import blocks, describe
from likely.errors import DataError, UsageError
from likely.fit.catalogue import family as find_family
from likely.fit.plain import plain
from likely.fit.report import number
from likely.fit.result import Fit
from likely.fit.score.mean_interval import mean_interval
from likely.formulas.elementary import exp
from likely.formulas.information import entropy as entropy_of

Array = np.ndarray[Any, np.dtype[Any]]

SHOWN = 10
_SEVERAL = ("dirichlet", "multinomial", "multivariate_normal")


@dataclass(frozen=True)
class RowCost:
    """A row, its value, and what it cost in nats."""

    where: str
    value: float | str
    nats: float


@dataclass(frozen=True)
class FitScore:
    """How surprising data are to a fitted distribution. Nats; of a density, they depend on the unit.

    nll          average surprise; ∞ if a row cannot happen
    interval     bootstrap interval of nll over rows; None where it is infinite
    perplexity   exp(nll), for counts and labels; None for a density
    entropy, kl  of these rows' own distribution, and from it to the fitted one: nll is their sum; None for
                 a density
    fitted_nll   what the average was on the rows of the fit
    impossible   rows that have probability 0
    costliest    the rows that cost most
    """

    family: str
    source: str
    n: int
    n_missing: int
    loglik: float
    nll: float
    interval: tuple[float, float] | None
    level: float
    draws: int
    seed: int
    perplexity: float | None
    entropy: float | None
    kl: float | None
    fitted_nll: float
    impossible: int
    costliest: tuple[RowCost, ...]

    @property
    def finite(self) -> bool:
        """True if no row had probability 0."""
        return math.isfinite(self.nll)

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of `likely score FIT SOURCE`."""
        found = {name: plain(value) if isinstance(value, float) else value for name, value in _flat(self)}
        found["costliest"] = [{**asdict(one), "nats": plain(one.nats)} for one in self.costliest]
        found["interval"] = None if self.interval is None else list(self.interval)
        return {"model": "fit", **found, "units": "nats"}

    def __str__(self) -> str:
        rows = f"{self.n:,} rows, " + (f"{self.n_missing:,} left out" if self.n_missing else "none missing")
        lines = [f"{self.source}, scored by a fit of {self.family}", rows, ""]
        if self.impossible:
            lines += [f"rows that have probability 0: {self.impossible:,}, so the average is infinite", ""]
        own = ""
        if self.entropy is not None and self.kl is not None:
            own = f" = entropy of the data {number(self.entropy)} + mismatch KL {number(self.kl)}"
        lines.append(f"average NLL     {number(self.nll)} nats{own}")
        if self.interval is not None:
            lines.append(
                f"                {number(self.interval[0])} to {number(self.interval[1])} "
                f"({self.level:.0%} bootstrap of rows, {self.draws} draws, seed {self.seed})"
            )
        lines.append(f"at the fit      {number(self.fitted_nll)} nats, on the rows it was fitted to")
        if self.perplexity is not None:
            lines.append(f"perplexity      {number(self.perplexity)}")
        lines += [f"log-likelihood  {number(self.loglik)} nats", "", "rows that cost most, in nats:"]
        lines += [f"  {number(one.nats):>10}   {one.where}: {one.value}" for one in self.costliest]
        return "\n".join(lines)


def _flat(score: FitScore) -> list[tuple[str, Any]]:
    return [(name, getattr(score, name)) for name in score.__dataclass_fields__]


def score_fit(
    fit: Fit,
    data: Any,
    column: str | None = None,
    *,
    trials: float | str | None = None,
    missing: str = "error",
    level: float = 0.95,
    seed: int = 0,
) -> FitScore:
    """Score the rows of a column. The fit must have a maximum; its uncertainty plays no part."""
    if not fit.exists:
        raise UsageError(f"this fit has no maximum ({fit.verdict}): {fit.message} · score by one that has")
    if getattr(fit, "formula", ""):
        raise UsageError("a fit with a formula predicts, fit.predict(rows), and is not scored so far")
    if fit.family in _SEVERAL:
        raise UsageError(f"a fit of {fit.family} is of several columns · scoring takes one column so far")
    formulas = find_family(fit.family)
    values = [fit.parameters[p.name].estimate for p in formulas.PARAMETERS]
    if (fit.family == "binomial") != isinstance(trials, (int, float)):
        raise UsageError("a saved binomial, and no other, needs its number of trials · give --trials N")
    if fit.family == "binomial":
        values.append(float(trials))  # type: ignore[arg-type]
    if fit.family == "categorical":
        return _labels(fit, values[0], data, column, missing, level, seed)
    nats: list[Array] = []
    seen: list[Array] = []
    costly: list[RowCost] = []
    absent = 0
    for block in blocks(data, column):
        x = np.asarray(block.values, dtype=float)
        gone = np.isnan(x)
        if gone.any() and missing != "drop":
            raise DataError(
                f"{block.where(int(np.argmax(gone)))}: the value is missing · fill it in, or leave such rows "
                "out with --missing drop"
            )
        absent += int(gone.sum())
        at = np.flatnonzero(~gone)
        x = x[at]
        possible = np.asarray(formulas.support(x), dtype=bool)
        with np.errstate(all="ignore"):
            log_p = formulas.log_prob(np.where(possible, x, _inside(x, possible)), *values)
        cost = np.where(possible, 0.0 - log_p, np.inf)
        nats.append(cost)
        seen.append(x)
        costly = _most(costly, block, at, x, cost)
    return _result(
        fit, formulas, data, np.concatenate(nats), np.concatenate(seen), absent, costly, level, seed
    )


def _inside(x: Array, possible: Array) -> float:
    """A value that formulas can be asked about, in the place of one that cannot happen."""
    return float(x[possible][0]) if possible.any() else 1.0


def _most(costly: list[RowCost], block: Block, at: Array, x: Array, cost: Array) -> list[RowCost]:
    top = np.argsort(-cost, kind="stable")[:SHOWN]
    more = [RowCost(block.where(int(at[i])), float(x[i]), float(cost[i])) for i in top]
    return sorted([*costly, *more], key=lambda row: -row.nats)[:SHOWN]


def _result(
    fit: Fit,
    formulas: Any,
    data: Any,
    nats: Array,
    x: Array,
    absent: int,
    costly: list[RowCost],
    level: float,
    seed: int,
) -> FitScore:
    n = len(nats)
    if not n:
        raise DataError(f"{describe(data)}: no row is left · it needs at least one value")
    loglik = 0.0 - float(np.sum(nats))
    nll = 0.0 - loglik / n
    entropy = kl = None
    if formulas.DISCRETE:
        shares = np.unique(x, return_counts=True)[1] / n
        entropy = float(entropy_of(shares))
        kl = max(0.0, nll - entropy)
    interval, draws = mean_interval(nats, level, seed)
    return FitScore(
        fit.family,
        describe(data),
        n,
        absent,
        loglik,
        nll,
        interval,
        level,
        draws,
        seed,
        float(exp(nll)) if formulas.DISCRETE else None,
        entropy,
        kl,
        fit.nll,
        int(np.isinf(nats).sum()),
        tuple(costly),
    )


def _labels(
    fit: Fit, probs: dict[str, float], data: Any, column: str | None, missing: str, level: float, seed: int
) -> FitScore:
    """Labels are scored by their counts."""
    from likely.data.labels import label_counts

    formulas = find_family("categorical")
    counts, absent = label_counts(data, column, drop=missing == "drop")
    labels = sorted(counts)
    cost = np.array([0.0 - formulas.log_prob(label, probs) for label in labels])
    times = [int(counts[label]) for label in labels]  # no weights: whole numbers
    order = np.argsort(-cost, kind="stable")[:SHOWN]
    costly = [
        RowCost(f"{counts[labels[i]]:,} rows", labels[i], float(cost[i]) + 0.0) for i in map(int, order)
    ]
    codes = np.repeat(np.arange(len(labels)), times)
    return _result(fit, formulas, data, np.repeat(cost, times), codes, absent, costly, level, seed)
