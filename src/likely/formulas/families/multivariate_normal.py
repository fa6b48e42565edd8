"""Multivariate normal: several measurements that vary together.

log p(x) = −½·(d·log 2π + log det cov + (x − mean)ᵀ·cov⁻¹·(x − mean))      [nats]

Support      rows of d finite numbers
Parameters   mean, one a column;  cov, d × d, symmetric and positive definite
Statistic    the columns' means and mean products
Maximum      mean = the means, cov = the mean products of deviations (divided by n, not n − 1)
Exists       iff the rows do not all lie in one hyperplane (so n > d); else unbounded
Accuracy     as numpy.linalg on columns scaled to unit variance
Source       Anderson 2003, An Introduction to Multivariate Statistical Analysis, §3.2
"""

from likely.formulas.elementary import INFINITY, Value
from likely.formulas.parameters import Parameter

PARAMETERS = (Parameter("mean", "μ", "mean of each column"), Parameter("cov", "Σ", "covariance matrix"))
DISCRETE = False
SUPPORT = "finite numbers"
LOG_2PI = 1.8378770664093453
fit_rows = "multivariate_normal"


def support(x: Value) -> Value:
    """True where one measurement can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


def log_likelihood_at_maximum(n: Value, size: Value, log_det: Value) -> Value:
    """The largest log L in nats, of n rows of `size` numbers whose covariance has this log determinant."""
    return -0.5 * n * (size * (LOG_2PI + 1) + log_det)
