"""Softmax: probabilities of several classes from one score a class, the logits.

p_k = e^(logit_k) / Σ e^(logit_j)      loss = −Σ y_k·log p_k      ∂loss/∂logit_k = p_k − y_k      [nats]

Classes      a sequence with one entry a class; an entry is a float, an array with one value a row, or a
             number that carries derivatives. A logit of −∞ is a class that cannot happen
Targets      y ≥ 0, one entry a class, that sum to 1: 1 at the class that happened and 0 elsewhere, or any
             distribution to be imitated
Invariance   adding one number to all logits of a row changes nothing; a reference class has the logit 0
Gradient     model minus data, p − y, whatever made the logits
Curvature    p_j·(1 if j = k, else 0) − p_j·p_k: it does not depend on what happened, and has no negative
             direction, so the loss is convex in the logits
Accuracy     the largest logit is subtracted before any exponential, so nothing overflows
Source       Bishop 2006, Pattern Recognition and Machine Learning, §4.3.4
"""

from likely.formulas.elementary import INFINITY, Value, exp, log, where


def log_sum_exp(logits: Value) -> Value:
    """log Σ e^(logit), of the order of the largest logit."""
    top = logits[0]
    for logit in logits[1:]:
        top = where(logit > top, logit, top)
    level = where(top > -INFINITY, top, 0.0)
    total = 0.0
    for logit in logits:
        total = total + exp(logit - level)
    return level + log(total)


def log_probs(logits: Value) -> Value:
    """log p of every class, in nats."""
    whole = log_sum_exp(logits)
    return [logit - whole for logit in logits]


def probs(logits: Value) -> Value:
    """p of every class: they sum to 1."""
    return [exp(one) for one in log_probs(logits)]


def log_prob(y: Value, logits: Value) -> Value:
    """Σ y_k·log p_k, in nats: the log probability of the class that happened."""
    whole = log_sum_exp(logits)
    value = 0.0
    for target, logit in zip(y, logits):
        value = value + where(target == 0, 0.0, target * (where(target == 0, 0.0, logit) - whole))
    return value


def loss(y: Value, logits: Value) -> Value:
    """Cross-entropy of the targets and the softmax of the logits, in nats."""
    return 0.0 - log_prob(y, logits)


def gradient(y: Value, logits: Value) -> Value:
    """Slope of the loss in every logit: p − y, model minus data."""
    return [p - target for p, target in zip(probs(logits), y)]


def curvature(p: Value, j: int, k: int) -> Value:
    """Second derivative of the loss in logits j and k, from the probabilities."""
    return p[j] * (1 - p[j]) if j == k else 0.0 - p[j] * p[k]
