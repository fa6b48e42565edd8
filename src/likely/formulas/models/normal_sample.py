"""A few measurements under a normal: their log-likelihood exact, in another unit, and rounded.

exact     Σ log p(x_i)                                 of densities: it depends on the unit
rounded   Σ log P(x_i − d/2 < X ≤ x_i + d/2)           of probabilities: it never exceeds 0

Source       Johnson, Kotz & Balakrishnan 1994, vol. 1, ch. 13; Giesbrecht & Kempthorne 1976, JRSS B 38, 257
"""

from likely.formulas.between import log_cell
from likely.formulas.elementary import Value, log, sqrt, total
from likely.formulas.families import normal


def mean(values: Value) -> float:
    """The average."""
    return float(total(values)) / len(values)


def sd(values: Value) -> float:
    """The root of the mean squared deviation (divided by n)."""
    return distance(values, mean(values))


def distance(values: Value, mu: float) -> float:
    """The root of the mean squared distance from mu: the σ that is best for this mu."""
    return float(sqrt(total([(x - mu) * (x - mu) for x in values]) / len(values)))


def log_likelihood(values: Value, mu: float, sigma: float) -> float:
    """Σ log p(x), in nats."""
    return float(total([normal.log_prob(x, mu, sigma) for x in values]))


def slope_in_sigma(n: Value, distance: Value, sigma: Value) -> Value:
    """∂ log L/∂σ = n·(d² − σ²)/σ³, with d the root of the mean squared distance of the data from μ."""
    return n * normal.score(distance, 0.0, sigma)[1]


def unit_shift(n: Value, c: Value) -> Value:
    """What n observations lose, in nats, when a unit makes their numbers c times as large: n·log c."""
    return n * log(c)


def rounded(values: Value, resolution: float, mu: float, sigma: float) -> float:
    """Σ log P(cell of x), in nats, for values recorded in steps of `resolution`."""
    return float(total([log_cell(normal, x, resolution, (mu, sigma)) for x in values]))


def cell(x: float, resolution: float, mu: float, sigma: float) -> float:
    """log P of the cell recorded as x, in nats."""
    return float(log_cell(normal, x, resolution, (mu, sigma)))
