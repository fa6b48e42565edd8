"""Thresholds: an outcome that says on which side of a line, or between which lines, a hidden value fell.

P(Z ≤ upper), P(Z > lower) or P(lower < Z ≤ upper), with Z the noise: logistic or normal      [nats]

Bernoulli    success iff the noise is at most η: logistic noise is the logit link (θ = 1/(1 + e^−η)), normal
             noise the probit link (θ = Φ(η))
Ordinal      class k iff the noise falls between cut_(k−1) − η and cut_k − η (proportional odds if logistic)
Censoring    the same formulas, with the line where the observation stopped
Accuracy     logarithms of the smaller tail, so that probabilities near 0 and near 1 keep their digits
Source       McCullagh 1980, J. R. Statist. Soc. B 42, 109
"""

from likely.formulas.between import log_between
from likely.formulas.elementary import Value, where


def log_below(noise: Value, upper: Value) -> Value:
    """log P(Z ≤ upper) of the family `noise` with location 0 and scale 1."""
    return noise.log_cdf(upper, 0.0, 1.0)


def log_inside(noise: Value, lower: Value, upper: Value) -> Value:
    """log P(lower < Z ≤ upper) for lower < upper."""
    return log_between(noise, lower, upper, (0.0, 1.0))


def log_above(noise: Value, lower: Value) -> Value:
    """log P(Z > lower)."""
    return noise.log_sf(lower, 0.0, 1.0)


def log_bernoulli(noise: Value, y: Value, eta: Value) -> Value:
    """log p(y) of a trial with success probability θ = P(Z ≤ η), kept in logarithms all the way."""
    return where(y == 1, log_below(noise, eta), log_above(noise, eta))
