"""Measures of predicted probabilities beside their surprise.

brier          Σ over classes of (p − what happened)²: 0 if certain and right, 2 if certain and wrong
distance       Σ over bins of n/N·|mean p − share that happened|: how far predictions are from frequencies
tempered       softmax(z/T) says what softmax(z) says, more (T < 1) or less (T > 1) surely

What happened is 1 for one class and 0 for the others.
Source         Brier 1950; Guo et al. 2017 (expected calibration error; temperature)
"""

from likely.formulas.elementary import Value, total


def brier(p: Value, happened: Value) -> Value:
    """Σ (p − happened)² over the classes: two sequences of floats or of arrays, one a class."""
    found = 0.0
    for one, there in zip(p, happened):
        found = found + (one - there) * (one - there)
    return found


def distance(bins: Value) -> float:
    """Expected calibration error of (n, mean probability, share that happened) of each bin."""
    n = sum([one[0] for one in bins])
    terms = [one[0] / n * abs(one[1] - one[2]) for one in bins if one[0]]
    result: float = total(terms)
    return result


def tempered(logit: Value, inverse: Value) -> Value:
    """A logit at temperature T, given 1/T: the loss is convex in 1/T, and not in T."""
    return logit * inverse
