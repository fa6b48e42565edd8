"""A fit in the Lab: what `likely fit --format json` says of it, from the same climb."""

import math
from collections import OrderedDict, namedtuple

from likely.formulas.elementary import Value, log
from likely.formulas.maximum import EXISTS, INTERIOR, LOCAL
from likely.lab.problem import LEVEL, Problem
from likely.solve.climb import average_nll, climb
from likely.solve.mismatch import divergence, empirical_entropy
from likely.solve.uncertainty import uncertainty

# What a fit is; `around` holds a `likely.solve.uncertainty.Around` for each parameter.
Fitted = namedtuple(
    "Fitted", "name problem values around loglik nll entropy kl aic bic verdict message warnings iterations"
)


def fitted(problem: Problem) -> Fitted:
    """The maximum, its verdict and its intervals, with the mismatch where the data are counts."""
    top = climb(problem, {})
    found = uncertainty(problem, top.maximum, top.peak, top.coordinates, top.free, "profile", LEVEL)
    verdict, loglik = top.maximum.verdict, top.loglik + 0.0
    entropy, kl = _mismatch(problem, top)
    size = len(top.free)
    return Fitted(
        problem.name,
        problem,
        top.maximum.parameters,
        found.estimates,
        loglik,
        average_nll(problem, top.maximum, loglik),
        entropy,
        kl,
        2 * size - 2 * loglik,
        log(problem.n) * size - 2 * loglik,
        verdict,
        top.maximum.reason + (found.confirmation if verdict in (INTERIOR, LOCAL) else ""),
        found.warnings,
        top.iterations,
    )


def _mismatch(problem: Problem, top: Value) -> tuple[Value, Value]:
    """H(p̂) and KL(p̂‖p_θ) of counts."""
    family, values = problem.family, top.maximum.parameters
    if getattr(family, "EMPIRICAL_IS_MEMBER", False):
        return family.entropy(*problem.summary) + 0.0, family.kl(*problem.summary, *values) + 0.0
    if not family.DISCRETE:
        return None, None
    entropy = empirical_entropy(problem.table)
    if top.maximum.verdict in (INTERIOR, LOCAL) or all(math.isfinite(v) for v in values):
        return entropy, divergence(problem.table, family.log_prob, values)
    return entropy, max(0.0, -top.loglik / problem.n - entropy)


def drawable(fit: Fitted) -> bool:
    """True if there is a fitted distribution to draw."""
    return fit.verdict in EXISTS and all(math.isfinite(v) for v in fit.values)


def as_json(fit: Fitted, missing: int) -> Value:
    """The object that `likely fit --format json` prints."""
    found: Value = OrderedDict()  # MicroPython's own dictionaries forget the order
    found["family"] = fit.name
    found["n"] = int(fit.problem.n)
    found["n_missing"] = missing
    parameters: Value = OrderedDict()
    found["parameters"] = parameters
    for parameter, one in zip(fit.problem.parameters, fit.around):
        parameters[parameter.name] = around = OrderedDict()
        around["estimate"] = plain(one.value)
        around["stderr"] = plain(one.stderr)
        around["interval"] = plain(one.ends)
        around["interval_method"] = one.method
    for name in ("loglik", "nll", "entropy", "kl", "aic", "bic"):
        found[name] = plain(getattr(fit, name))
    found["verdict"] = fit.verdict
    found["message"] = fit.message
    found["warnings"] = list(fit.warnings)
    found["iterations"] = fit.iterations
    found["units"] = "nats"
    return found


def plain(x: Value) -> Value:
    """What JSON can hold: infinities are the strings "Infinity" and "-Infinity"."""
    if isinstance(x, (list, tuple)):
        return [plain(one) for one in x]
    if x is None or math.isfinite(x):
        return x
    return "NaN" if x != x else "Infinity" if x > 0 else "-Infinity"
