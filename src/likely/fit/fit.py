"""Fit a family to data: sums, maximum, uncertainty, verdict."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from likely.data.scan import scan
from likely.data.sums import Sums
from likely.errors import UsageError
from likely.fit import interval as intervals
from likely.fit.catalogue import family as find_family
from likely.fit.result import Estimate, Fit
from likely.formulas.elementary import log, sqrt
from likely.formulas.maximum import BOUNDARY, INTERIOR, NOT_ATTAINED, Maximum

MATERIAL = 0.1  # profile and Wald disagree when an end moves by more than this share of the width


def fit(
    family: str,
    data: Any,
    column: str | None = None,
    *,
    missing: str = "error",
    space: str = "closed",
    interval: str = "profile",
    level: float = 0.95,
) -> Fit:
    """Fit a family by maximum likelihood.

    family     its name, such as "bernoulli"
    data       a sequence, a one-dimensional array, a table (pandas, Polars, Arrow, DuckDB …), the path of
               a CSV or Parquet file, or "-" for CSV on standard input
    column     which column of a table or a file
    missing    "error" names the row of a missing value; "drop" leaves such rows out and counts them
    space      "closed" or "open": whether the edge belongs to the parameter space
    interval   "profile" (likelihood ratio) or "wald"
    level      coverage the interval aims at, between 0 and 1

    Returns a frozen `Fit`; all its likelihoods and entropies are in nats. Raises DataError for data that
    cannot be what the family describes, UsageError for arguments that mean nothing.

    >>> import likely
    >>> print(likely.fit("bernoulli", [1] * 14 + [0] * 6).message)
    the log-likelihood is strictly concave, so the observed proportion is its only maximum; \
its slope there is 0 and its curvature 95.24
    """
    _one_of("missing", missing, ("error", "drop"))
    _one_of("space", space, ("closed", "open"))
    _one_of("interval", interval, ("profile", "wald"))
    if not 0 < level < 1:
        raise UsageError(f"level is {level:g} · it is a probability between 0 and 1, such as 0.95")
    formulas = find_family(family)
    sums = scan(data, column, formulas, drop=missing == "drop")
    maximum = formulas.maximum(sums.n, *sums.mean, closed=space == "closed")
    estimate, message, warnings = _uncertainty(formulas, sums, maximum, interval, level)
    loglik = formulas.log_likelihood(sums.n, *sums.mean, *maximum.parameters)
    free = len(formulas.PARAMETERS)
    return Fit(
        family=family,
        n=sums.n,
        n_missing=sums.missing,
        parameters={formulas.PARAMETERS[0].name: estimate},
        loglik=_positive_zero(loglik),
        nll=_positive_zero(formulas.nll(*sums.mean, *maximum.parameters)),
        entropy=_positive_zero(formulas.entropy(*sums.mean)),
        kl=_positive_zero(formulas.kl(*sums.mean, *maximum.parameters)),
        aic=2 * free - 2 * loglik,
        bic=log(sums.n) * free - 2 * loglik,
        verdict=maximum.verdict,
        message=message,
        warnings=warnings,
    )


def _uncertainty(
    formulas: ModuleType, sums: Sums, maximum: Maximum, interval: str, level: float
) -> tuple[Estimate, str, tuple[str, ...]]:
    """Standard error and interval of the parameter, the message that confirms the verdict, warnings."""
    parameter = formulas.PARAMETERS[0]
    (estimate,) = maximum.parameters
    if maximum.verdict in (BOUNDARY, NOT_ATTAINED):
        ends = formulas.edge_interval(sums.n, *sums.mean, level)
        warnings = (
            () if interval == "profile" else ("on the edge a Wald interval means nothing; this one is exact",)
        )
        return Estimate(estimate, None, ends, "exact"), maximum.reason, warnings

    def log_likelihood(value: float) -> float:
        return float(formulas.log_likelihood(sums.n, *sums.mean, value))

    curvature = sums.n * formulas.information(estimate)
    stderr = 1 / sqrt(curvature)
    slope = sums.n * formulas.score(*sums.mean, estimate) * stderr
    message = maximum.reason
    if maximum.verdict == INTERIOR:
        message += f"; its slope there is {slope:.2g} and its curvature {curvature:.4g}"
    ends = intervals.profile(log_likelihood, estimate, parameter, level)
    if interval == "profile":
        return Estimate(estimate, stderr, ends, "profile"), message, ()
    plain = intervals.wald(estimate, stderr, level)
    warnings = ()
    if max(abs(a - b) for a, b in zip(plain, ends, strict=True)) > MATERIAL * (ends[1] - ends[0]):
        warnings = (
            f"the Wald interval and the profile interval [{ends[0]:.4g}, {ends[1]:.4g}] disagree materially; "
            "trust the profile interval",
        )
    return Estimate(estimate, stderr, plain, "wald"), message, warnings


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f"{name} is {value!r} · it is one of {', '.join(allowed)}")


def _positive_zero(x: float) -> float:
    """Minus zero, which prints oddly, as zero."""
    return x + 0.0
