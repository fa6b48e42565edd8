"""Multinomial: how often each of several labels comes up in a known number of draws.

log p(x) = log n! − Σ log x_i! + Σ x_i·log probs_i,   n = Σ x_i      [nats]

Support      rows of whole numbers from 0 up, one column a label
Parameters   probs ≥ 0, one a column, that sum to 1
Statistic    the columns' sums
Maximum      each column's share of all counts
Exists       always (if anything was counted); on the edge when a column is all 0
Accuracy     log p 1.6e-14 (worst of thousands of points against mpmath; of its size, or of 1 if log p is
             smaller); exact proportions
Source       Johnson, Kotz & Balakrishnan 1997, Discrete Multivariate Distributions, ch. 35
"""

from likely.formulas.elementary import INFINITY, Value, log, log_less, where
from likely.formulas.gamma_functions import stirling_error
from likely.formulas.parameters import Parameter
from likely.formulas.special import HALF_LOG_2PI

PARAMETERS = (
    Parameter("probs", "p", "probability of each label", 0.0, 1.0, closed_low=True, closed_high=True),
)
DISCRETE = True
SUPPORT = "whole numbers from 0 up"
fit_rows = "multinomial"


def support(x: Value) -> Value:
    """True where a count can happen at all."""
    return (x >= 0) & (x < INFINITY) & (x % 1 == 0)


def log_prob(counts: Value, probs: Value) -> Value:
    """log p of one row of counts, in nats."""
    n = sum(counts)
    value = _stirling_rest(n)
    for x, p in zip(counts, probs):
        seen = x > 0
        a = where(seen, x, 1.0)
        away = n * p - a
        share = a * log_less(away / a, log(where(seen, n, 1.0)) + log(p) - log(a)) + away
        value = value + where(seen, share - _stirling_rest(a), 0.0)
    return value


def _stirling_rest(n: Value) -> Value:
    """log n! − n·log n + n, and 0 at 0."""
    some = n > 0
    n = where(some, 1.0 * n, 1.0)
    return where(some, 0.5 * log(n) + HALF_LOG_2PI + stirling_error(n), 0.0)
