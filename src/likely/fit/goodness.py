"""Goodness of fit by parametric bootstrap: how often would the model itself look worse than these data?

The parameters are fitted anew to every simulated data set, as they were to the real one; a p-value that
took them as known would be far too large.

Source: Stute, González Manteiga & Presedo Quindimil 1993, Metrika 40, 243; Anderson & Darling 1954
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from likely.errors import UsageError
from likely.fit.anderson_darling import ANDERSON, anderson_darling
from likely.fit.catalogue import family as find_family
from likely.fit.censoring import off_grid
from likely.fit.draw import generator
from likely.fit.recipe import known
from likely.fit.resample import Refit, Sample, refit, sampler
from likely.fit.truncation import window

if TYPE_CHECKING:
    from likely.fit.result import Fit

KOLMOGOROV, DEVIANCE = "Kolmogorov–Smirnov", "likelihood-ratio deviance"


@dataclass(frozen=True)
class Goodness:
    """A test of the model against these data, parameters estimated.

    statistic        its name: Anderson–Darling for continuous values (Kolmogorov–Smirnov where the model
                     has sharp ends), the deviance 2n·KL(p̂‖p) for counts and rounded values
    value            of these data; larger is worse
    p_value          (1 + how many simulated ones are at least as large)/(1 + draws)
    standard_error   of the p-value, from the finite number of draws
    draws, lost      simulated data sets that counted, and those without a maximum, left out

    >>> import likely
    >>> test = likely.goodness(likely.fit("uniform", [0.1, 0.5, 0.9, 0.4]), 19)
    >>> test.statistic, 0 < test.p_value <= 1
    ('Kolmogorov–Smirnov', True)
    """

    statistic: str
    value: float
    p_value: float
    standard_error: float
    draws: int
    lost: int

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    def __str__(self) -> str:
        lost = f"; {self.lost} more had no maximum" if self.lost else ""
        return (
            f"goodness of fit  {self.statistic} {self.value:.4g}, p = {self.p_value:.3g} ± "
            f"{self.standard_error:.1g} ({self.draws} refits to data drawn from the fitted model{lost})"
        )


def goodness(fit: Fit, draws: int = 999, *, seed: int = 1, progress: bool = False) -> Goodness:
    """Test the fitted model against the data it was fitted to.

    draws      how many data sets are simulated and fitted
    seed       the same seed gives the same p-value
    progress   a bar on standard error, if that is a terminal

    A small p-value: data of this model would seldom look this bad. A large one proves nothing. Raises
    UsageError where the test means nothing (families that fit all data, as bernoulli does) or is not known
    here (bounded rows, several columns, verdicts without a maximum).

    >>> import likely
    >>> fit = likely.fit("exponential", [1.2, 0.8, 1.1, 0.9, 1.0, 1.05, 0.95, 1.15])
    >>> likely.goodness(fit, 99).p_value
    0.01
    """
    from tqdm import tqdm

    if draws < 19:
        raise UsageError(f"draws is {draws} · a p-value needs at least 19 of them, better 999")
    ways = getattr(known(fit), "ways", None)
    name, value, again = ways.tested(fit) if ways else _tested(fit)
    random = generator(seed)
    beyond = counted = lost = 0
    for _ in tqdm(range(draws), desc="goodness", unit="fit", leave=False, disable=None if progress else True):
        other = again(random)
        if other is None:
            lost += 1
            continue
        counted += 1
        beyond += other >= value * (1 - 1e-12)
    p = (1 + beyond) / (1 + counted)
    return Goodness(name, value, p, math.sqrt(p * (1 - p) / max(1, counted)), counted, lost)


def _tested(fit: Fit) -> tuple[str, float, Callable[[Any], float | None]]:
    """The statistic of these data, and a function that gives that of data drawn from the model."""
    recipe = known(fit)
    formulas = find_family(fit.family)
    _refuse(fit, formulas)
    formulas = window(formulas, recipe.options)
    make = sampler(fit, "parametric")
    own = itself(fit, formulas)
    name, value = _statistic(formulas, own, refit(recipe, own))

    def again(random: Any) -> float | None:
        sample = make(random)
        other = refit(recipe, sample)
        if not other.exists and name != DEVIANCE:
            return None
        return _statistic(formulas, sample, other)[1]

    return name, value, again


def with_goodness(fit: Fit, draws: int, *, seed: int, progress: bool = False) -> Fit:
    """The fit with this test in its report, and the test in the command that makes it again."""
    test = goodness(fit, draws, seed=seed, progress=progress)
    return replace(fit, goodness=test, recipe=replace(known(fit), goodness=(draws, seed)))


def _refuse(fit: Fit, formulas: Any) -> None:
    options = fit.recipe.options
    if options.resolution is not None and fit.entropy is None:
        raise UsageError(f"{off_grid(options.resolution)}; and there is no test without")
    if getattr(formulas, "EMPIRICAL_IS_MEMBER", False) or fit.family == "categorical":
        raise UsageError(f"{fit.family} fits every data set of its kind exactly, so there is nothing to test")
    if hasattr(formulas, "fit_rows") and fit.family != "gaussian_mixture":
        raise UsageError(f"goodness of fit is for one column of numbers · {fit.family} has several")
    if any(x is not None for x in (options.event, options.lower, options.upper)):
        raise UsageError("goodness of fit for censored rows is not known here · leave it out")
    if options.resolution is None and not formulas.DISCRETE and not hasattr(formulas, "cdf"):
        raise UsageError(f"{fit.family} has no distribution function here, which the test needs")
    if getattr(formulas, "CIRCULAR", False):
        raise UsageError(
            "Anderson and Darling's statistic depends on where a circle is cut open · leave it out"
        )
    if not fit.exists:
        raise UsageError(f"there is no fitted model to test: the verdict is {fit.verdict}")


def itself(fit: Fit, formulas: Any) -> Sample:
    """The fitted data themselves, in memory."""
    import numpy as np

    from likely.fit.resample import table_of

    table = table_of(fit, formulas)
    options = replace(fit.recipe.options, start=0, weights=np.asarray(table.weights, dtype=float))
    if len(table.columns) == 2:
        options = replace(options, trials=np.asarray(table.columns[1], dtype=float))
    return Sample(np.asarray(table.values, dtype=float), options)


def _statistic(formulas: Any, sample: Sample, fitted: Refit) -> tuple[str, float]:
    import numpy as np

    x = np.asarray(sample.data, dtype=float)
    w = np.ones(len(x)) if sample.options.weights is None else np.asarray(sample.options.weights, dtype=float)
    n = float(w.sum())
    if fitted.entropy is not None:
        entropy = fitted.entropy
        if sample.options.trials is not None and not isinstance(sample.options.trials, (int, float)):
            _, inverse = np.unique(np.asarray(sample.options.trials), return_inverse=True)
            share = np.bincount(inverse, w) / n
            entropy += float(np.sum(share * np.log(share)))  # the trials are given, not modelled
        return DEVIANCE, max(0.0, -2 * (fitted.loglik + n * entropy))
    order = np.argsort(x, kind="stable")
    x, reached = x[order], np.cumsum(w[order]) / n
    with np.errstate(all="ignore"):
        if not hasattr(formulas, "log_sf"):
            share = np.asarray(formulas.cdf(x, *fitted.values), dtype=float)
            before = np.concatenate([[0.0], reached[:-1]])
            return KOLMOGOROV, float(max(np.max(reached - share), np.max(share - before)))
        below = np.asarray(formulas.log_cdf(x, *fitted.values), dtype=float)
        above = np.asarray(formulas.log_sf(x, *fitted.values), dtype=float)
    return ANDERSON, anderson_darling(below, above, reached, n)
