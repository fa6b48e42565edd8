"""Rows known only to lie between bounds: what each adds to the likelihood, and what theory knows beforehand.

Each row's contribution is a probability in log space: log p(x) for an exact value, log P(X > lower),
log P(X ≤ upper), or log P(lower < X ≤ upper), the last two taken from the tail that is small. Bounds are
arrays or vectors; equal bounds are an exact value, an infinite one is open.
"""

import math

from likely.formulas.between import log_between
from likely.formulas.elementary import INFINITY, NAN, Value, total, where
from likely.formulas.maximum import INTERIOR, LOCAL, NOT_ATTAINED, UNBOUNDED, Maximum
from likely.solve.theory import Rows, seen_by, theory

CLIMBED = (
    "the log-likelihood rises to this point from the start by Newton's steps, and its curvature there is "
    "negative"
)


def lowest(family: Value) -> float:
    """Where the family's support begins."""
    return 0.0 if not bool(family.support(-1.0)) else -INFINITY


def kinds(family: Value, lower: Value, upper: Value) -> list[Value]:
    """(mask, contribution, columns) for each kind of row there is; rows that say nothing are left out."""
    floor = lowest(family)
    exact = lower == upper
    right = (upper == INFINITY) & (lower > floor)
    left = (lower <= floor) & (upper < INFINITY) & (lower < upper)
    inner = (lower < upper) & (lower > floor) & (upper < INFINITY)
    found = [
        (exact, lambda x, *p: family.log_prob(x, *p), (lower,)),
        (right, lambda x, *p: family.log_sf(x, *p), (lower,)),
        (left, lambda x, *p: family.log_cdf(x, *p), (upper,)),
        (inner, lambda a, b, *p: log_between(family, a, b, p), (lower, upper)),
    ]
    return [(mask, term, tuple([c[mask] for c in columns])) for mask, term, columns in found if mask.any()]


def bounded_theory(
    family: Value, lower: Value, upper: Value, weights: Value, missing: int, array: Value, facts_of: Value
) -> tuple[Maximum, float]:
    """Existence, decided on the bounds alone; and a start from midpoints, with the unit of a step.

    `array` makes of a list what the bounds are; `facts_of(values, weights)` gives a theorem's facts.
    """
    size = len(family.PARAMETERS)
    if lower.max() < upper.min() or lower.max() == -INFINITY or upper.min() == INFINITY:
        kind = (
            "every unit is censored"
            if upper.min() == INFINITY
            else "one outcome lies within the bounds of every row"
        )
        reason = (
            f"no maximum: {kind}, so the data hold no information about where inside; the likelihood rises "
            "to 1 as all probability moves there, and the supremum is 0 nats"
        )
        return Maximum((NAN,) * size, NOT_ATTAINED, reason), 1.0
    exact = lower == upper
    if size > 1 and exact.any():
        at = float(lower[exact].min())
        same = at == float(lower[exact].max())
        if same and bool(((lower <= at) & (upper >= at)).all()):
            direction, limit = _degenerate(family, at)
            reason = (
                f"no maximum: every exact value equals {at:g} and no bound contradicts it, so the likelihood "
                f"grows without bound as {direction} (the limit is a point mass at {at:g}); a resolution "
                "(--resolution) makes the problem well posed"
            )
            return Maximum(limit, UNBOUNDED, reason), 1.0
    start, facts = _middles(family, lower, upper, weights, missing, array, facts_of)
    unit = facts.sd or 1.0
    if start.verdict not in (INTERIOR, LOCAL) and hasattr(family, "starts"):
        start = Maximum(family.starts(facts)[1], LOCAL, start.reason)  # ties of middles are no ties of values
    if start.verdict == NOT_ATTAINED:  # the middles have no maximum; the bounds may: begin inside
        away = [0.1 / unit if v == p.low else v for p, v in zip(family.PARAMETERS, start.parameters)]
        start = Maximum(tuple(away), LOCAL, start.reason)
    if not (start.verdict in (INTERIOR, LOCAL) or all(map(math.isfinite, start.parameters))):
        return start, unit
    if hasattr(family, "CENSORED_UNIQUE"):
        return Maximum(start.parameters, INTERIOR, family.CENSORED_UNIQUE), unit
    unique = hasattr(family, "statistic") and not hasattr(family, "CENSORED_LOCAL")
    return Maximum(start.parameters, INTERIOR if unique else LOCAL, CLIMBED), unit


def _middles(
    family: Value, lower: Value, upper: Value, weights: Value, missing: int, array: Value, facts_of: Value
) -> tuple[Maximum, Value]:
    """What theory says of the rows' middles, and the facts about them."""
    low = where((lower > -INFINITY) & (lower < INFINITY), lower, upper)
    high = where((upper > -INFINITY) & (upper < INFINITY), upper, lower)
    middle = low / 2 + high / 2
    keep = family.support(middle)
    values, weights = middle[keep], weights[keep]
    facts = facts_of(values, weights)
    if facts.distinct == 1:  # spread the start, so that a family can begin anywhere
        spread = [facts.median * 0.9, facts.median * 1.1] if facts.median else [-1.0, 1.0]
        values, weights = array(spread), array([1.0, 1.0])
        facts = facts_of(values, weights)
    table = Rows(values, weights, float(total(weights)), missing, len(values))
    asked = facts if not getattr(family, "LOGARITHMIC", False) else facts_of(seen_by(family, values), weights)
    return theory(family, asked, table)[0], facts


def _degenerate(family: Value, at: float) -> tuple[str, Value]:
    """In words, and as parameters: the way a family shrinks to a point."""
    names = [p.name for p in family.PARAMETERS]
    limits = {"shape": INFINITY, "sigma": 0.0, "mu": at, "loc": at, "rate": INFINITY}
    limits["scale"] = at if "shape" in names else 0.0
    if family.__name__.endswith("lognormal"):
        limits["mu"] = math.log(at)
    moving = [n for n in ("shape", "sigma", "scale") if n in names] or [names[-1]]
    towards = "∞" if limits.get(moving[0]) == INFINITY else "0"
    return f"{moving[0]} → {towards}", tuple([limits.get(n, NAN) for n in names])
