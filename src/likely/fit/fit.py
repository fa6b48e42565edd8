"""Fit a family to data: sums, theory, maximum, uncertainty, verdict."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from likely.data.engines.engine import CLUSTERS, ENGINES, spread
from likely.errors import DataError, UsageError
from likely.fit.build import build
from likely.fit.carriers import Carrier, carriers
from likely.fit.catalogue import family as find_family
from likely.fit.problem import FREQUENCY, SAMPLING, Options, Problem
from likely.fit.recipe import Recipe
from likely.fit.result import Estimate, Fit, Later
from likely.fit.sums import opened, seen_by_all, spreadable
from likely.formulas.elementary import log
from likely.formulas.maximum import INTERIOR, LOCAL, Maximum
from likely.solve.climb import Climb, average_nll
from likely.solve.climb import climb as ascend
from likely.solve.uncertainty import Uncertainty, uncertainty


def fit(
    family: str,
    data: Any,
    column: str | None = None,
    *,
    weights: Any = None,
    weights_mean: str = "frequency",
    event: Any = None,
    lower: Any = None,
    upper: Any = None,
    trials: Any = None,
    start: int = 0,
    components: int | None = None,
    fixed: Mapping[str, float] | None = None,
    resolution: float | None = None,
    truncate_low: float | None = None,
    truncate_high: float | None = None,
    missing: str = "error",
    space: str = "closed",
    interval: str = "profile",
    level: float = 0.95,
    formula: str | None = None,
    link: str | None = None,
    offset: str | None = None,
    exposure: str | None = None,
    levels: Sequence[str] = (),
    engine: str = "auto",
    scheduler: str | None = None,
) -> Fit:
    """Fit a family by maximum likelihood.

    family        its name, such as "bernoulli"
    data          a sequence, a one-dimensional array, a table (pandas, Polars, Arrow, DuckDB …), the path of
                  a CSV or Parquet file, "-" for CSV on standard input, or what `likely.sums` found
    column        which column of a table or a file
    weights       a column's name, or a sequence: how much each row counts
    weights_mean  "frequency": a row of weight 3 stands for three equal rows
                  "precision": normal and lognormal, where row i has the variance sigma²/weight
                  "sampling": survey weights; a pseudo-likelihood with sandwich errors
    event         1 where the value was observed, 0 where it is only known to be larger (right-censored)
    lower, upper  bounds of each row; a blank end is open, equal ends are an exact value
    trials        binomial: the number of trials, or the column that holds it
    start         geometric: 0 if the data count failures, 1 if they count trials
    components    gaussian_mixture: how many
    fixed         parameters held at given values, as {"df": 5}
    resolution    the step to which values were rounded: each density becomes a cell's probability
    truncate_low, truncate_high
                  values outside were never seen, and nobody knows how many there were
    missing       "error" names the row of a missing value; "drop" leaves such rows out and counts them
    space         "closed" or "open": whether the edge belongs to the parameter space
    interval      "profile" (likelihood ratio) or "wald"
    level         coverage the interval aims at, between 0 and 1
    formula       makes the mean depend on inputs, as in "y ~ x1 + C(x2)"; then the fit is a `Regression`, and
                  event, lower, upper and weights name columns, and so do the next ones:
    link          bernoulli and ordinal: "logit" or "probit"
    offset        a column that is added to the predictor as it is
    exposure      a column whose logarithm is: how long, or how many, were watched
    levels        bernoulli, categorical, ordinal: the labels in order (failure, success; reference first; low
                  to high)
    engine        who reads and adds up: "memory" (this process, as "auto"), "duckdb", "dask" or "spark"
    scheduler     the address of a running Dask scheduler or Spark master; without it this machine's cores
                  work

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
    _one_of("weights_mean", weights_mean, ("frequency", "precision", "sampling"))
    if not 0 < level < 1:
        raise UsageError(f"level is {level:g} · it is a probability between 0 and 1, such as 0.95")
    if resolution is not None and not 0 < resolution < math.inf:
        raise UsageError(f"resolution is {resolution:g} · it is the step the data were rounded to, above 0")
    if start not in (0, 1):
        raise UsageError(f"start is {start} · it is 0 (failures) or 1 (trials)")
    if weights_mean != FREQUENCY and weights is None:
        raise UsageError(f"weights_mean says {weights_mean}, and there are no weights · give weights")
    _one_of("engine", engine, (*ENGINES, *CLUSTERS))
    if formula is not None and engine not in ("auto", "memory", *CLUSTERS):
        raise UsageError("a formula is fitted in memory, or by dask or spark · leave --engine out")
    if formula is not None:
        from likely.fit.regression.with_formula import with_formula

        given = locals()
        if engine not in CLUSTERS:
            return with_formula(family, data, formula, given)
        seen_by_all(data)
        with spread(engine, data, scheduler) as parts:
            return with_formula(family, data, formula, given, parts)
    if link is not None or offset is not None or exposure is not None or levels:
        raise UsageError("link, offset, exposure and levels belong to a formula · give one, such as y ~ x")
    formulas = find_family(family)
    options = Options(
        drop=missing == "drop",
        closed=space == "closed",
        weights=weights,
        weights_mean=weights_mean,
        event=event,
        lower=lower,
        upper=upper,
        trials=trials,
        start=start,
        resolution=resolution,
        fixed=dict(fixed or {}),
        truncate_low=truncate_low,
        truncate_high=truncate_high,
    )
    if engine in CLUSTERS:
        spreadable(family, formulas, data, options)
        with spread(engine, data, scheduler) as parts:
            there = replace(options, spread=parts)
            recipe = Recipe(family, data, column, options, None, interval, level)
            result = _solve(family, build(formulas, data, column, there), there, recipe)
            result.to_dict()  # whatever reads the rows again does so while the engine is up
            return result
    if scheduler is not None:
        raise UsageError("--scheduler belongs to --engine dask and spark · name the engine too")
    rows = opened(family, data, column, options)
    if engine == "duckdb":
        from likely.data.engines.duckdb import duckdb_relation

        rows = duckdb_relation(data)
    if hasattr(formulas, "fit_rows"):
        from likely.fit.several import fit_several

        result = fit_several(family, formulas, rows, column, options, components, level, interval)
        return replace(result, recipe=Recipe(family, data, column, options, components, interval, level))
    if components is not None:
        raise UsageError("--components belongs to gaussian_mixture · leave it out")
    recipe = Recipe(family, data, column, options, None, interval, level)
    result = _solve(family, build(formulas, rows, column, options), options, recipe)
    if weights_mean == SAMPLING:
        from likely.fit.sampling import sampling_fit

        result = sampling_fit(result, formulas, data, column, options, level)
    return result


def climb(problem: Problem, options: Options, later: Any = None) -> Climb:
    """Where the likelihood is largest, some parameters held. UsageError for one held where it cannot be."""
    index = {p.name: i for i, p in enumerate(problem.parameters)}
    held = {index[key]: float(value) for key, value in options.fixed.items()}
    for i, value in held.items():
        if not problem.parameters[i].contains(value):
            p = problem.parameters[i]
            raise UsageError(f"{p.name} is set to {value:g} · it lies in {p.interval()}")
    return ascend(problem, held, later)


def _solve(name: str, problem: Problem, options: Options, recipe: Recipe) -> Fit:
    """The maximum with its verdict now, and how sure it is when that is read."""
    top = climb(problem, options, Later)
    maximum, loglik, free = top.maximum, top.loglik, top.free
    _representable(problem, maximum)
    found = Later(lambda: _uncertainty(problem, top, recipe))
    whole, certain = problem.n == int(problem.n), maximum.verdict in (INTERIOR, LOCAL)
    mismatch: Any = (None, None)
    if problem.table is not None or getattr(problem.family, "EMPIRICAL_IS_MEMBER", False):
        mismatch = Later(lambda: _mismatch(problem, maximum, loglik))
    size = len(free)
    loglik = loglik + 0.0
    return Fit(
        family=name,
        n=int(problem.n) if whole else problem.n,
        n_missing=problem.missing,
        parameters={
            p.name: Estimate(value, _part(found, i, 1), _part(found, i, 2), _part(found, i, 3))
            for i, (p, value) in enumerate(zip(problem.parameters, maximum.parameters, strict=True))
        },
        loglik=loglik,
        nll=average_nll(problem, maximum, loglik),
        entropy=Later(lambda: mismatch.get()[0]) if isinstance(mismatch, Later) else None,  # type: ignore[arg-type]
        kl=Later(lambda: mismatch.get()[1]) if isinstance(mismatch, Later) else None,  # type: ignore[arg-type]
        aic=2 * size - 2 * loglik,
        bic=log(problem.n) * size - 2 * loglik,
        verdict=maximum.verdict,
        message=Later(lambda: maximum.reason + found.get().confirmation) if certain else maximum.reason,  # type: ignore[arg-type]
        warnings=Later(lambda: (*problem.warnings, *found.get().warnings)),  # type: ignore[arg-type]
        iterations=top.iterations,
        carriers=() if problem.table is None else Later(lambda: _carriers(problem, maximum)),  # type: ignore[arg-type]
        recipe=recipe,
    )


def _uncertainty(problem: Problem, top: Climb, recipe: Recipe) -> Uncertainty:
    peak = top.peak.get() if isinstance(top.peak, Later) else top.peak
    return uncertainty(
        problem, top.maximum, peak, top.coordinates, top.free, recipe.interval, recipe.level, Later
    )


def _part(found: Later, i: int, k: int) -> Later:
    """Part k of what is known about parameter i, itself perhaps to be computed when it is read."""

    def part() -> Any:
        value = found.get().estimates[i][k]
        return value.get() if isinstance(value, Later) else value

    return Later(part)


def _representable(problem: Problem, maximum: Maximum) -> None:
    """A maximum that no double can hold is not told as one. Raises DataError."""
    if maximum.verdict not in (INTERIOR, LOCAL):
        return
    for p, value in zip(problem.parameters, maximum.parameters, strict=True):
        if not math.isfinite(value) or (value == 0 and not p.contains(value)) or abs(value) >= 1.7e308:
            raise DataError(
                f"{p.name} at the maximum is too {'small' if value == 0 else 'large'} for a number of the "
                "machine · give the data in another unit"
            )


def _carriers(problem: Problem, maximum: Maximum) -> tuple[Carrier, ...]:
    """The values that carry most of the mismatch, where the fitted distribution has probabilities."""
    finite = all(map(math.isfinite, maximum.parameters))
    member = getattr(problem.family, "EMPIRICAL_IS_MEMBER", False)
    if problem.table is None or problem.probability is None or member or not finite:
        return ()
    return carriers(problem.table, problem.probability, maximum.parameters)


def _mismatch(problem: Problem, maximum: Maximum, loglik: float) -> tuple[float | None, float | None]:
    """H(p̂) and KL(p̂‖p_θ), where the data have probabilities: counts, or values with a resolution."""
    if getattr(problem.family, "EMPIRICAL_IS_MEMBER", False):
        return (
            float(problem.family.entropy(*problem.summary)) + 0.0,
            float(problem.family.kl(*problem.summary, *maximum.parameters)) + 0.0,
        )
    if problem.table is None or problem.probability is None:
        return None, None
    from likely.solve.mismatch import divergence, empirical_entropy

    entropy = empirical_entropy(problem.table)
    if maximum.verdict in (INTERIOR, LOCAL) or all(map(math.isfinite, maximum.parameters)):
        return entropy, divergence(problem.table, problem.probability, maximum.parameters)
    return entropy, max(0.0, -loglik / problem.n - entropy)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise UsageError(f"{name} is {value!r} · it is one of {', '.join(allowed)}")
