"""Intervals by the bootstrap: the fit made again on many data sets like the one in hand.

Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 6 and 13 (percentile intervals).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from likely.errors import UsageError
from likely.fit.draw import generator
from likely.fit.recipe import known
from likely.fit.resample import refit, sampler
from likely.fit.result import Estimate, Fit

if TYPE_CHECKING:
    from likely.formulas.elementary import Value


def bootstrap(
    fit: Fit, draws: int = 1000, *, seed: int = 1, kind: str = "parametric", progress: bool = False
) -> Fit:
    """The same fit with standard errors and percentile intervals from `draws` refits.

    draws      how many data sets, at least 20; the error of an interval's end falls like 1/√draws
    seed       the same seed gives the same intervals
    kind       "parametric": draws from the fitted model; "rows": the rows themselves, with replacement
    progress   a bar on standard error, if that is a terminal

    Where a data set has no maximum the limit of its parameters counts, so an interval may reach ∞; the
    warnings tell how many there were. The level is that of the fit. Raises UsageError for a loaded fit, for
    bounded rows with kind="parametric", and for weights that are no whole numbers of rows.

    >>> import likely
    >>> fit = likely.fit("poisson", [3, 1, 4, 1, 5, 9, 2, 6])
    >>> one = likely.bootstrap(fit, 200, seed=7).parameters["rate"]
    >>> one.interval_method, one.interval[0] < 3.875 < one.interval[1]
    ('bootstrap-parametric', True)
    """
    import numpy as np
    from tqdm import tqdm

    recipe = known(fit)
    if draws < 20:
        raise UsageError(f"draws is {draws} · an interval needs at least 20 of them, better 1,000")
    again = _regressions(fit, kind) if hasattr(recipe, "ways") else _refits(fit, kind)
    random = generator(seed)
    found, lost = [], 0
    for _ in tqdm(
        range(draws), desc="bootstrap", unit="fit", leave=False, disable=None if progress else True
    ):
        numbers, exists = again(random)
        if numbers is not None:
            lost += not exists
            found.append(numbers)
    silent = draws - len(found)
    if len(found) < 20:
        raise UsageError(
            f"{silent} of {draws} bootstrap data sets do not tell the coefficients apart, which leaves too "
            'few · draw from the model instead: kind="parametric", or use fewer inputs'
        )
    table = np.array(found, dtype=float)
    tail = (1 - recipe.level) / 2
    ends = np.quantile(table, [tail, 1 - tail], axis=0, method="inverted_cdf")
    with np.errstate(all="ignore"):
        errors = np.std(table, axis=0, ddof=1)
    at = iter(range(table.shape[1]))
    fixed = recipe.options.fixed if hasattr(recipe, "options") else {}
    parameters = {}
    for name, one in fit.parameters.items():
        where = _shaped(one.estimate, at)
        held = name in fixed or (one.interval_method == "none" and fit.verdict == "not_unique")
        parameters[name] = (
            one
            if held
            else Estimate(
                one.estimate,
                _mapped(where, lambda i: float(errors[i]) if math.isfinite(errors[i]) else None),
                _mapped(where, lambda i: (float(ends[0][i]), float(ends[1][i]))),
                f"bootstrap-{kind}",
            )
        )
    warnings = list(fit.warnings)
    if lost:
        warnings.append(
            f"{lost} of {draws} bootstrap data sets have no maximum: the limits of their "
            "parameters count in the intervals"
        )
    if silent:
        warnings.append(
            f"{silent} of {draws} bootstrap data sets do not tell the coefficients apart, as where a level "
            "was not drawn: they are left out"
        )
    if fit.family == "gaussian_mixture":
        warnings.append(
            "components are matched by the order of their means, which overlapping components exchange"
        )
    return replace(
        fit,
        parameters=parameters,
        warnings=tuple(warnings),
        recipe=replace(recipe, bootstrap=(draws, seed, kind)),
    )


def _refits(fit: Fit, kind: str) -> Callable[[Any], tuple[list[float] | None, bool]]:
    """Estimates of one more data set, one number after the other, and whether its maximum exists."""
    make, recipe = sampler(fit, kind), known(fit)
    template = [one.estimate for one in fit.parameters.values()]

    def again(random: Any) -> tuple[list[float], bool]:
        found = refit(recipe, make(random))
        numbers = [x for one, own in zip(found.values, template, strict=True) for x in _flat(one, own)]
        return numbers, found.exists

    return again


def _regressions(fit: Fit, kind: str) -> Callable[[Any], tuple[list[float] | None, bool]]:
    """The same of a regression; None where the data set does not tell its coefficients apart."""
    make = fit.recipe.ways.remade(fit, kind)

    def again(random: Any) -> tuple[list[float] | None, bool]:
        found = make(random)
        return (None, False) if found is None else (list(found.estimates.values()), found.exists)

    return again


def _flat(one: Value, own: Value) -> list[float]:
    """The numbers of an estimate in the order of the fitted one; a label that was not drawn has 0."""
    if isinstance(own, Mapping):
        if isinstance(one, Mapping) and set(one) <= set(own):
            return [float(one.get(key, 0.0)) for key in own]
        return [float(x) for x in one.values()]
    if isinstance(own, (list, tuple)):
        return [x for a, b in zip(one, own, strict=True) for x in _flat(a, b)]
    return [float(one)]


def _shaped(own: Value, at: Value) -> Value:
    """The same shape, with the numbers of columns instead of estimates."""
    if isinstance(own, Mapping):
        return {key: next(at) for key in own}
    if isinstance(own, (list, tuple)):
        return [_shaped(one, at) for one in own]
    return next(at)


def _mapped(where: Value, function: Value) -> Any:
    if isinstance(where, dict):
        return {key: function(i) for key, i in where.items()}
    if isinstance(where, list):
        return [_mapped(one, function) for one in where]
    return function(where)
