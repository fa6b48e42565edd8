"""Bernoulli: one trial that succeeds (1) with probability θ, or fails (0).

log p(x) = x·log θ + (1 − x)·log(1 − θ)      [nats]

Support      x ∈ {0, 1}
Parameters   theta ∈ [0, 1]; on request the open interval (0, 1)
Statistic    x: over n trials, the number of successes k
Maximum      θ̂ = k/n, the observed proportion
Exists       on [0, 1] always, on its edge when k = 0 or k = n;
             on (0, 1) iff 0 < k < n, else the supremum 0 is only approached
Accuracy     every function here is within a few units in the last place of its exact value
Source       Johnson, Kemp & Kotz 2005, Univariate Discrete Distributions, 3rd ed., ch. 3
"""

from likely.formulas.elementary import Value, expm1, log, log1p, total, where, xlog1py, xlogy
from likely.formulas.information import kl_term
from likely.formulas.maximum import BOUNDARY, INTERIOR, NOT_ATTAINED, Maximum
from likely.formulas.parameters import Parameter
from likely.formulas.special import log_binomial

PARAMETERS = (Parameter("theta", "θ", "probability of success", 0.0, 1.0, closed_low=True, closed_high=True),)
DISCRETE = True
EMPIRICAL_IS_MEMBER = True  # whatever the data, their own distribution is a Bernoulli
SUPPORT = "0 or 1"


def support(x: Value) -> Value:
    """True where x can happen at all."""
    return (x == 0) | (x == 1)


def statistic(x: Value) -> tuple[Value]:
    """What the likelihood needs to know of an observation: the observation itself."""
    return (x,)


def summary_of_counts(columns: Value, weights: Value, n: float) -> tuple[float]:
    """The proportion of successes, from the values seen and how often."""
    return (total([x * w for x, w in zip(columns[0], weights)]) / n,)


def log_prob(x: Value, theta: Value) -> Value:
    """log p(x) in nats. Affine in x, so at x = k/n it is the average over n trials."""
    return xlogy(x, theta) + xlog1py(1 - x, -theta)


def cdf(x: Value, theta: Value) -> Value:
    """P(X ≤ x)."""
    return where(x < 0, 0.0, where(x < 1, 1 - theta, 1.0))


def quantile(p: Value, theta: Value) -> Value:
    """The smallest x with P(X ≤ x) ≥ p."""
    return where(p <= 1 - theta, 0.0, 1.0)


def sample(uniform: Value, theta: Value) -> Value:
    """One draw for each uniform number in [0, 1)."""
    return where(uniform < theta, 1.0, 0.0)


def nll(p_hat: Value, theta: Value) -> Value:
    """Average negative log-likelihood, in nats a trial, of data with success proportion p̂."""
    return -log_prob(p_hat, theta)


def log_likelihood(n: Value, p_hat: Value, theta: Value) -> Value:
    """log L(θ) in nats, of the ordered sequence of n trials."""
    return n * log_prob(p_hat, theta)


def log_likelihood_of_count(n: Value, p_hat: Value, theta: Value) -> Value:
    """log L(θ) in nats, of the count k = n·p̂ alone: log C(n, k) more than the ordered sequence.

    The difference has no θ in it. It moves the likelihood and leaves the maximum where it is.
    """
    return log_binomial(n, n * p_hat) + log_likelihood(n, p_hat, theta)


def mle(p_hat: Value) -> Value:
    """The θ that makes what happened least surprising: the observed proportion itself."""
    return p_hat


def maximum(n: float, p_hat: float, closed: bool = True) -> Maximum:
    """The maximum of the likelihood of n trials with proportion p̂, on [0, 1] or on (0, 1)."""
    theta = mle(p_hat)
    if 0 < p_hat < 1:
        reason = "the log-likelihood is strictly concave, so the observed proportion is its only maximum"
        return Maximum((theta,), INTERIOR, reason)
    happened = "succeeded" if theta == 1 else "failed"
    if closed:
        reason = f"every trial {happened}, so the likelihood is largest on the edge theta = {theta:g}"
        return Maximum((theta,), BOUNDARY, reason)
    reason = (
        f"no maximum: every trial {happened}, so the likelihood rises all the way as theta → {theta:g}, "
        f"the limit is a certain outcome and the supremum is 0 nats"
    )
    return Maximum((theta,), NOT_ATTAINED, reason)


def score(p_hat: Value, theta: Value) -> Value:
    """Slope of the average log-likelihood in θ: (p̂ − θ) / (θ(1 − θ))."""
    return (p_hat - theta) / (theta * (1 - theta))


def logit(theta: Value) -> Value:
    """log odds of θ: −∞ at 0 and ∞ at 1."""
    return log(theta) - log1p(-theta)


def logit_gradient(p_hat: Value, theta: Value) -> Value:
    """Slope of the average NLL in the logit of θ: model minus data, θ − p̂."""
    return theta - p_hat


def information(theta: Value) -> Value:
    """Fisher information of one trial about θ: 1 / (θ(1 − θ))."""
    return 1 / (theta * (1 - theta))


def entropy(theta: Value) -> Value:
    """H(θ) in nats: the average surprise of a trial under its own probability."""
    return nll(theta, theta)


def kl(p: Value, q: Value) -> Value:
    """KL(p‖q) in nats: what it costs to expect q when p is true. Infinite if q rules out what happens."""
    return kl_term(p, q) + kl_term(1 - p, 1 - q)


def edge_interval(n: Value, p_hat: Value, level: Value) -> tuple[Value, Value]:
    """Exact one-sided interval for θ when every trial failed (p̂ = 0) or every trial succeeded (p̂ = 1).

    It ends where n equal outcomes have probability 1 − level: (1 − θ)ⁿ = 1 − level. Clopper & Pearson 1934.
    """
    reach = -expm1(log(1 - level) / n)
    return where(p_hat == 0, 0.0, 1 - reach), where(p_hat == 0, reach, 1.0)
