"""Intervals for one parameter, from the likelihood itself."""

from __future__ import annotations

from collections.abc import Callable

from likely.formulas.parameters import Parameter
from likely.formulas.special import chi_square_quantile_1, normal_quantile


def profile(
    log_likelihood: Callable[[float], float], estimate: float, parameter: Parameter, level: float
) -> tuple[float, float]:
    """All values whose log-likelihood is within half a chi-square quantile of the largest.

    `log_likelihood` rises to the estimate and falls after it. Where it never falls far enough the
    interval ends where the parameter space ends. Source: Venzon & Moolgavkar 1988, Applied Statistics 37.
    """
    enough = log_likelihood(estimate) - chi_square_quantile_1(level) / 2
    ends = (parameter.low, parameter.high)
    low, high = (_crossing(lambda value: log_likelihood(value) - enough, estimate, end) for end in ends)
    return low, high


def wald(estimate: float, stderr: float, level: float) -> tuple[float, float]:
    """Estimate ± a normal quantile of standard errors. It may leave the parameter space."""
    reach = normal_quantile((1 + level) / 2) * stderr
    return estimate - reach, estimate + reach


def _crossing(excess: Callable[[float], float], inside: float, end: float) -> float:
    """Where `excess` turns negative between a point inside and a finite end, to the last bit."""
    if excess(end) >= 0:
        return end
    outside = end
    while True:
        middle = inside + (outside - inside) / 2
        if middle in (inside, outside):
            return inside
        if excess(middle) >= 0:
            inside = middle
        else:
            outside = middle
