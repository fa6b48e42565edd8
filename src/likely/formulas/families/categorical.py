"""Categorical: one of several labels.

log p(label) = log probs[label]      [nats]

Support      the labels that occur in the data
Parameters   probs ≥ 0, one a label, that sum to 1
Statistic    how often each label occurs
Maximum      the observed proportions
Exists       always, over the labels seen; a label never seen has probability 0
Accuracy     exact
Source       Johnson, Kotz & Balakrishnan 1997, Discrete Multivariate Distributions, ch. 35
"""

from likely.formulas.elementary import Value, log
from likely.formulas.information import kl as _kl
from likely.formulas.parameters import Parameter

PARAMETERS = (
    Parameter("probs", "p", "probability of each label", 0.0, 1.0, closed_low=True, closed_high=True),
)
DISCRETE = True
SUPPORT = "labels"
fit_rows = "categorical"


def support(x: Value) -> Value:
    """Every label can happen."""
    return x == x


def log_prob(label: Value, probs: Value) -> Value:
    """log p(label), in nats; `probs` maps labels to probabilities."""
    return log(probs.get(label, 0.0))


def mle(counts: Value) -> Value:
    """The observed proportions, from label → count."""
    n = sum(counts.values())
    return {label: count / n for label, count in counts.items()}


def kl(p: Value, q: Value) -> Value:
    """KL(p‖q) between two sets of probabilities over the same labels, in nats."""
    labels = sorted(p)
    return _kl([p[label] for label in labels], [q.get(label, 0.0) for label in labels])
