"""Gaussian mixture: each observation comes from one of several normals, and does not say from which.

log p(x) = log Σ_k weight_k·exp(log normal(x; mean_k, sigma_k))      [nats]

Support      every real number
Parameters   weights ≥ 0 that sum to 1, means, sigmas > 0: one of each a component, sorted by mean
Statistic    none that is finite: each step sums the components' shares (EM)
Maximum      EM from several starts, run until the log-likelihood moves by less than 1e-13 of itself
Exists       never with two or more components: one of them on a single observation makes the likelihood grow
             without bound. A peak that stays away from such spikes is reported as local; where an observation
             is repeated the spike is so wide that none is, and the verdict is unbounded. With a
             resolution the
             likelihood is bounded
Accuracy     log p 6.0e-16, cdf 1.4e-13 (worst of thousands of points against mpmath; of its size, or of 1 if
             log p is smaller); log-likelihood to 1e-12 of itself at the peak
Source       Dempster, Laird & Rubin 1977, JRSS B 39, 1; Day 1969, Biometrika 56, 463 (unboundedness)
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, where
from likely.formulas.families import normal
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("weights", "w", "share of each component", 0.0, 1.0, closed_low=True, closed_high=True),
    Parameter("means", "μ", "mean of each component"),
    Parameter("sigmas", "σ", "standard deviation of each component", 0.0),
)
DISCRETE = False
SUPPORT = "finite numbers"
fit_rows = "mixture"  # its parameters are vectors: fit/several.py knows how


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x > -INFINITY) & (x < INFINITY)


def log_prob(x: Value, weights: Value, means: Value, sigmas: Value) -> Value:
    """log p(x), in nats, relative to its largest component."""
    terms = [log(w) + normal.log_prob(x, m, s) for w, m, s in zip(weights, means, sigmas)]
    best = terms[0]
    for term in terms[1:]:
        best = where(term > best, term, best)
    some = where(best > -INFINITY, best, 0.0)  # so far out that every term is −∞
    return best + log(sum([exp(term - some) for term in terms]))


def cdf(x: Value, weights: Value, means: Value, sigmas: Value) -> Value:
    """P(X ≤ x)."""
    return sum([w * normal.cdf(x, m, s) for w, m, s in zip(weights, means, sigmas)])
