"""Entropy, cross-entropy and KL of two distributions, and how each was computed.

Where a family's file has a closed form, that is used; counts are summed term by term; otherwise the
integral is taken numerically, and the answer says so with its error.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from likely import families
from likely.errors import UsageError
from likely.families import Distribution
from likely.fit.catalogue import family, family_names
from likely.fit.quadrature import integrate
from likely.formulas.information import entropy

CLOSED, SUMMED = "closed form", "sum over counts"
LOG_2 = math.log(2)
MOST = 10**6  # terms of a sum


@dataclass(frozen=True)
class Info:
    """H(P), H(P, Q) = H(P) + KL(P‖Q) and KL(P‖Q) in nats; of densities the first two depend on the unit of x.

    methods   how entropy and KL were found: "closed form", "sum over counts", "quadrature, error …", or why
              one is infinite

    >>> import likely
    >>> likely.info("uniform(0, 1)", "uniform(0, 2)").to_dict()["kl_bits"]
    1.0
    """

    p: Distribution
    q: Distribution
    entropy: float
    cross_entropy: float
    kl: float
    methods: tuple[str, str]
    density: bool

    def to_dict(self) -> dict[str, Any]:
        """For JSON: nats and bits; infinities as "Infinity"."""
        named = {"entropy": self.entropy, "cross_entropy": self.cross_entropy, "kl": self.kl}
        shape: dict[str, Any] = {"p": repr(self.p), "q": repr(self.q)}
        for name, x in named.items():
            shape[name] = _plain(x)
            shape[name + "_bits"] = _plain(x / LOG_2)
        return {**shape, "methods": {"entropy": self.methods[0], "kl": self.methods[1]}, "units": "nats"}

    def __str__(self) -> str:
        rows = (
            ("entropy H(P)", self.entropy, self.methods[0]),
            ("cross-entropy H(P, Q)", self.cross_entropy, "entropy + KL"),
            ("mismatch KL(P‖Q)", self.kl, self.methods[1]),
        )
        lines = [f"P  {self.p!r}", f"Q  {self.q!r}", ""]
        lines += [
            f"{name:<22} {_shown(x):>12} nats {_shown(x / LOG_2):>12} bits   {how}" for name, x, how in rows
        ]
        if self.density:
            lines += ["", "of densities: entropy and cross-entropy depend on the unit of x, KL does not"]
        return "\n".join(lines)


def info(p: Distribution | str, q: Distribution | str) -> Info:
    """Compare two distributions, given as values or as text such as "gamma(shape=2, rate=1)".

    Raises UsageError for text that names no distribution, and for a density beside a probability.

    >>> import likely
    >>> found = likely.info("exponential(rate=2)", "exponential(rate=1)")
    >>> round(found.kl, 12), found.methods
    (0.19314718056, ('closed form', 'closed form'))
    """
    p, q = (parse(one) if isinstance(one, str) else one for one in (p, q))
    mine, theirs = (family(_name(one)) for one in (p, q))
    if mine.DISCRETE != theirs.DISCRETE:
        raise UsageError(
            f"{p!r} and {q!r}: one gives probabilities and the other a density, which have no common unit"
        )
    if getattr(mine, "CIRCULAR", False) != getattr(theirs, "CIRCULAR", False):
        raise UsageError(f"{p!r} and {q!r}: one lives on the circle and the other on the line")
    own, how = _entropy(p, mine)
    kl, how_kl = _kl(p, q, mine, theirs)
    return Info(p, q, own, own + kl, kl, (how, how_kl), not mine.DISCRETE)


def parse(text: str) -> Distribution:
    """The distribution a text names: family(parameter=value, …), vectors as [a, b], labels as {"a": 0.3}."""
    try:
        call = ast.parse(text.strip(), mode="eval").body
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            raise UsageError("")  # told below
        given = [ast.literal_eval(one) for one in call.args]
        named = {str(one.arg): ast.literal_eval(one.value) for one in call.keywords if one.arg}
    except (SyntaxError, ValueError, TypeError, UsageError):
        raise UsageError(
            f"{text!r} is no distribution · write it as 'gamma(shape=2, rate=1)', in quotes"
        ) from None
    titles = {"".join(part.capitalize() for part in name.split("_")): name for name in family_names()}
    name = titles.get(call.func.id, call.func.id)
    family(name)  # an unknown name is told with the nearest known one
    kind = getattr(families, "".join(part.capitalize() for part in name.split("_")))
    made: Distribution = kind(*given, **named)
    return made


def _name(one: Distribution) -> str:
    return next(
        name
        for name in family_names()
        if "".join(part.capitalize() for part in name.split("_")) == type(one).__name__
    )


def _entropy(p: Distribution, formulas: Any) -> tuple[float, str]:
    if hasattr(formulas, "entropy"):
        return p.entropy(), CLOSED
    if "probs" in p.parameters and isinstance(p.parameters["probs"], Mapping):
        return float(entropy(list(p.parameters["probs"].values()))), CLOSED
    if formulas.DISCRETE:
        _, masses = _masses(p, formulas)
        return math.fsum(-m * math.log(m) for m in masses if m > 0), SUMMED
    return _integral(p, formulas, lambda x, log_p: -log_p, ())


def _kl(p: Distribution, q: Distribution, mine: Any, theirs: Any) -> tuple[float, str]:
    size = len(mine.PARAMETERS)
    alike = tuple(p.parameters.values())[size:] == tuple(q.parameters.values())[size:]
    if mine is theirs and hasattr(mine, "kl") and alike:
        kl = p.kl(q)
        return (kl, CLOSED) if kl == kl else (math.inf, "P puts probability where Q has none")
    if mine.DISCRETE:
        import numpy as np

        x, masses = _masses(p, mine)
        logs = np.asarray(q.log_prob(x), dtype=float)
        if bool(np.any((masses > 0) & np.isneginf(logs))):
            return math.inf, "P puts probability where Q has none"
        terms = [
            m * (math.log(m) - b) for m, b in zip(map(float, masses), map(float, logs), strict=True) if m > 0
        ]
        return max(0.0, math.fsum(terms)), SUMMED
    outside = _outside(p, q)
    if outside:
        return math.inf, outside
    kl, how = _integral(p, mine, lambda x, log_p: log_p - q.log_prob(x), _marks(q))
    return (max(0.0, kl) if kl < math.inf else kl), how


def _masses(p: Distribution, formulas: Any) -> tuple[Any, Any]:
    """Whole numbers that carry all of P but 1e-16, with their probabilities."""
    import numpy as np

    if hasattr(formulas, "fit_rows"):
        raise UsageError(f"{p!r}: what has several columns or labels is compared with its own family only")
    top = p.quantile(1 - 1e-13) if hasattr(formulas, "quantile") else 10_000.0
    top = int(float(top) * 1.5 + 50)
    if top > MOST:
        raise UsageError(f"{p!r} spreads over more than {MOST:,} counts, too many to add up here")
    x = np.arange(top + 1, dtype=float)
    logs = np.asarray(p.log_prob(np.where(formulas.support(x), x, 0.0)), dtype=float)
    masses = np.where(formulas.support(x), np.exp(logs), 0.0)
    if "trials" in p.parameters:
        masses = np.where(x <= p.parameters["trials"], masses, 0.0)
    return x, masses


def _integral(p: Distribution, formulas: Any, term: Any, more: tuple[float, ...]) -> tuple[float, str]:
    import numpy as np

    if hasattr(formulas, "fit_rows") and not hasattr(formulas, "cdf"):
        raise UsageError(f"{p!r}: what has several columns is compared with its own family only")

    def integrand(x: Any) -> Any:
        log_p = np.asarray(p.log_prob(x), dtype=float)
        density = np.exp(log_p)
        seen = density > 0
        safe = np.where(seen, log_p, 0.0)
        return np.where(seen, density * np.where(seen, term(x, safe), 0.0), 0.0)

    low, high = _support(p)
    marks = sorted({*_marks(p), *more})
    inner = [m for m in marks if low < m < high and math.isfinite(m)]
    size = _width(p)
    found, error = integrate(integrand, (low, *inner, high), size)
    if math.isinf(found):
        return math.inf, "the integral does not converge"
    return found, f"quadrature, error {max(error, 1e-16):.1g}"


def _support(p: Distribution) -> tuple[float, float]:
    v = p.parameters
    if "kappa" in v:
        return v["mu"] - math.pi, v["mu"] + math.pi
    if "low" in v and "high" in v:
        return v["low"], v["high"]
    if "minimum" in v:
        return v["minimum"], math.inf
    formulas = family(_name(p))
    low = -math.inf if bool(formulas.support(-1.0)) else 0.0
    return low, math.inf if bool(formulas.support(2.0)) else 1.0


def _marks(p: Distribution) -> tuple[float, ...]:
    """Places where a density may have a kink or its bulk."""
    v = p.parameters
    if "means" in v:
        return tuple(map(float, v["means"]))
    places = [float(v[name]) for name in ("loc", "low", "high", "minimum") if name in v]
    if hasattr(family(_name(p)), "quantile"):
        places.append(float(p.quantile(0.5)))
    return tuple(places)


def _width(p: Distribution) -> float:
    v = p.parameters
    if "sigmas" in v:
        return float(max(v["sigmas"]))
    if not hasattr(family(_name(p)), "quantile"):
        return 1.0
    width = float(p.quantile(0.75)) - float(p.quantile(0.25))
    return width if width > 0 and math.isfinite(width) else 1.0


def _outside(p: Distribution, q: Distribution) -> str:
    """Why Q gives no density to a stretch where P has some; empty if it does everywhere."""
    mine, theirs = _support(p), _support(q)
    if "kappa" in p.parameters:
        return ""
    return "" if theirs[0] <= mine[0] and mine[1] <= theirs[1] else "P puts probability where Q has none"


def _plain(x: float) -> float | str:
    return x if math.isfinite(x) else "Infinity" if x > 0 else "-Infinity"


def _shown(x: float) -> str:
    from likely.fit.report import number

    return number(x)
