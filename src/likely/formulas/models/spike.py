"""A mixture with one component on a single observation: the likelihood that has no top.

p(x) = ½·normal(x; m, s) + ½·normal(x; at, spread)      m, s: mean and spread of all observations

As spread → 0 the observation at `at` gains log 2 for each halving, for ever, and the others lose at most
log 2 each, once: the broad component keeps half of their density. With cells in the place of points no
observation can gain beyond log 1.

Source       Day 1969, Biometrika 56, 463; Kiefer & Wolfowitz 1956, Annals of Mathematical Statistics 27, 887
"""

from likely.formulas.elementary import Value, log, total
from likely.formulas.families import gaussian_mixture
from likely.formulas.models import normal_sample

HALVES = (0.5, 0.5)


def log_likelihood(values: Value, at: float, spread: float) -> float:
    """Σ log p(x), in nats, of densities."""
    means, sigmas = _components(values, at, spread)
    return float(total([gaussian_mixture.log_prob(x, HALVES, means, sigmas) for x in values]))


def rounded(values: Value, resolution: float, at: float, spread: float) -> float:
    """Σ log P(cell of x), in nats, for values recorded in steps of `resolution`."""
    means, sigmas = _components(values, at, spread)
    cells = []
    for x in values:
        ends = [x + side * resolution / 2 for side in (-1, 1)]
        low, high = [gaussian_mixture.cdf(end, HALVES, means, sigmas) for end in ends]
        cells.append(log(high - low))
    return float(total(cells))


def _components(values: Value, at: float, spread: float) -> tuple[tuple[float, float], tuple[float, float]]:
    return (normal_sample.mean(values), at), (normal_sample.sd(values), spread)
