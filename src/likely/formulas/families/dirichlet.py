"""Dirichlet: several proportions that sum to 1.

log p(x) = log Γ(Σ alpha_i) − Σ log Γ(alpha_i) + Σ (alpha_i − 1)·log x_i      [nats]

Support      rows of numbers above 0 that sum to 1
Parameters   alpha_i > 0, one a column
Statistic    the means of log x_i
Maximum      Newton in (log alpha_1, …) from the moments
Exists       iff the rows are not all equal; else Σ alpha → ∞ (point mass)
Accuracy     log p 5.8e-14 (worst of thousands of points against mpmath; of its size, or of 1 if log p is
             smaller); score below 1e-7 standard errors at the maximum
Source       Minka 2000, Estimating a Dirichlet distribution
"""

from likely.formulas.elementary import Value, log
from likely.formulas.gamma_functions import lgamma
from likely.formulas.parameters import Parameter

PARAMETERS = (Parameter("alpha", "α", "weight of each proportion", 0.0),)
DISCRETE = False
SUPPORT = "numbers between 0 and 1"
fit_rows = "dirichlet"


def support(x: Value) -> Value:
    """True where one proportion can happen at all."""
    return (x > 0) & (x < 1)


def log_prob(x: Value, alpha: Value) -> Value:
    """log p of one row of proportions, in nats."""
    return log_likelihood(1, [log(part) for part in x], alpha)


def log_likelihood(n: Value, mean_logs: Value, alpha: Value) -> Value:
    """log L(alpha) in nats, of n rows with these means of log x_i."""
    value = lgamma(sum(alpha[1:], alpha[0]))
    for a, mean in zip(alpha, mean_logs):
        value = value + (a - 1) * mean - lgamma(a)
    return n * value
