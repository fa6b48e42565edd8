"""Intervals around an estimate from its standard error.

Source       Wald 1943, Transactions of the American Mathematical Society 54, 426
"""

from likely.formulas.special import normal_quantile


def wald(estimate: float, stderr: float, level: float) -> tuple[float, float]:
    """Estimate ± a normal quantile of standard errors. It may leave the parameter space."""
    reach = normal_quantile((1 + level) / 2) * stderr
    return estimate - reach, estimate + reach
