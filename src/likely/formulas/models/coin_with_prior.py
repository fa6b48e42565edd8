"""A coin with a Beta prior: prior times likelihood, divided by its area, is the posterior.

prior      Beta(alpha, beta)
posterior  Beta(alpha + k, beta + n − k)      after k successes in n trials
MAP        (alpha + k − 1)/(alpha + beta + n − 2)      where both of its parameters are above 1

Source       Bayes 1763; Bishop 2006, Pattern Recognition and Machine Learning, §2.1.1
"""

from likely.formulas.elementary import Value, exp
from likely.formulas.families import bernoulli, beta
from likely.formulas.special import log_beta, log_binomial


def likelihood(theta: Value, n: Value, k: Value) -> Value:
    """P(k of n | θ), of the count: a probability of data, for each θ."""
    return exp(bernoulli.log_likelihood_of_count(n, k / n, theta))


def area_under_likelihood(n: Value, k: Value) -> Value:
    """∫ P(k of n | θ) dθ = C(n, k)·B(k + 1, n − k + 1) = 1/(n + 1)."""
    return exp(log_binomial(n, k) + log_beta(k + 1.0, n - k + 1.0))


def prior_density(theta: Value, alpha: Value, beta_: Value) -> Value:
    """The prior density at θ."""
    return exp(beta.log_prob(theta, alpha, beta_))


def posterior_density(theta: Value, alpha: Value, beta_: Value, n: Value, k: Value) -> Value:
    """The posterior density at θ."""
    return exp(beta.log_prob(theta, alpha + k, beta_ + n - k))


def probability_of_data(alpha: Value, beta_: Value, n: Value, k: Value) -> Value:
    """P(k of n), averaged over the prior: what prior times likelihood is divided by."""
    return exp(log_binomial(n, k) + log_beta(alpha + k, beta_ + n - k) - log_beta(alpha, beta_))


def posterior_mean(alpha: Value, beta_: Value, n: Value, k: Value) -> Value:
    """The mean of θ under the posterior: prior and observed proportion, weighted by alpha + beta and n."""
    return (alpha + k) / (alpha + beta_ + n)


def map_estimate(alpha: float, beta_: float, n: float, k: float) -> float:
    """The θ of highest posterior density, on [0, 1]; for alpha, beta ≥ 1 and not flat."""
    return (alpha + k - 1) / (alpha + beta_ + n - 2)


def map_in_log_odds(alpha: float, beta_: float, n: float, k: float) -> float:
    """The θ where the posterior density of the log odds is highest: another place, in another coordinate.

    The density of the log odds is that of θ times dθ/d(log odds) = θ(1 − θ), so it is highest at the mean.
    """
    return float(posterior_mean(alpha, beta_, n, k))
