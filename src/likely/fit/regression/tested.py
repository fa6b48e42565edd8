"""Goodness of fit of a regression: the responses against the distributions that it gives their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from likely.errors import UsageError
from likely.fit.anderson_darling import ANDERSON, anderson_darling
from likely.fit.regression.choices import CLASSIFIERS
from likely.fit.regression.conditional import family_at, line
from likely.fit.regression.redraw import estimates_of, ready_again, remade
from likely.fit.regression.regress import Prepared
from likely.fit.regression.times import NOISES as TIMES
from likely.formulas.elementary import log

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression

DEVIANCE = "deviance"
COUNTS = ("poisson", "negative_binomial")


def tested(fit: Regression) -> tuple[str, float, Callable[[Any], float | None]]:
    """The statistic of these rows, and a function that gives it for responses drawn from the model.

    Counts: the deviance, twice the nats that a mean of its own would gain each row. Values: Anderson and
    Darling's statistic of the shares F(y | inputs), which are uniform if the model is right.
    """
    if fit.family in CLASSIFIERS:
        raise UsageError(
            f"a test of {fit.family} row by row says nothing: one outcome a row has no spread to look at · "
            "see whether its probabilities come true: --report, or likely score with the saved model"
        )
    if not fit.exists:
        raise UsageError(f"there is no fitted model to test: the verdict is {fit.verdict}")
    make = remade(fit, "parametric")
    counts = fit.family in COUNTS
    ready = ready_again(fit)

    def again(random: Any) -> float | None:
        other = make(random)
        if other is None or not (other.exists or counts):
            return None
        return _statistic(fit.family, other.ready, other.estimates)

    return DEVIANCE if counts else ANDERSON, _statistic(fit.family, ready, estimates_of(fit)), again


def _statistic(family: str, ready: Prepared, estimates: Mapping[str, float]) -> float:
    import numpy as np

    eta = line(ready.design.matrix, ready.design.names, estimates, ready.offset)
    formulas, parameters = family_at(family, eta, estimates)
    y = ready.y.values[0] if family in TIMES else ready.y.values
    weights = ready.weights
    with np.errstate(all="ignore"):
        if family in COUNTS:
            best = formulas.log_prob(y, *family_at(family, log(y), estimates)[1])
            return 2 * float(np.sum(weights * (best - formulas.log_prob(y, *parameters))))
        below, above = formulas.log_cdf(y, *parameters), formulas.log_sf(y, *parameters)
    order = np.argsort(below, kind="stable")
    n = float(weights.sum())
    return anderson_darling(below[order], above[order], np.cumsum(weights[order]) / n, n)
