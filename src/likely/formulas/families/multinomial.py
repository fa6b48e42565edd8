"""Multinomial: how often each of several labels comes up in a known number of draws.

log p(x) = log n! − Σ log x_i! + Σ x_i·log probs_i,   n = Σ x_i      [nats]

Support      rows of whole numbers from 0 up, one column a label
Parameters   probs ≥ 0, one a column, that sum to 1
Statistic    the columns' sums
Maximum      each column's share of all counts
Exists       always (if anything was counted); on the edge when a column is all 0
Accuracy     exact proportions; log-likelihood to some 1e-15
Source       Johnson, Kotz & Balakrishnan 1997, Discrete Multivariate Distributions, ch. 35
"""

from likely.formulas.elementary import INFINITY, Value, xlogy
from likely.formulas.gamma_functions import lgamma
from likely.formulas.parameters import Parameter

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
    value = lgamma(n + 1.0)
    for x, p in zip(counts, probs):
        value = value + xlogy(x, p) - lgamma(x + 1.0)
    return value
