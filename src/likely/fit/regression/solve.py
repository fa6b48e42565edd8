"""Existence first, then Newton, then uncertainty: what a regression's report is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from likely.fit.regression.classes import Classes
from likely.fit.regression.climb import Curvature, Objective, Summit, climb
from likely.fit.regression.model import Columns, Model, Reported
from likely.fit.regression.profile import open_end, profile_end
from likely.fit.regression.separation import Separation, null_space, overlap_is_certain, separation, signs
from likely.fit.report import number
from likely.fit.result import Estimate
from likely.formulas.intervals import wald
from likely.formulas.maximum import INTERIOR, LOCAL, NOT_ATTAINED, UNBOUNDED

MATERIAL = 0.1  # profile and Wald disagree when an end moves by more than this share of the width
LABOUR = 4e11  # multiplications that profile intervals may cost before Wald's take their place
CLASSES = 8  # as many are compared in pairs where their reference is separated from them
MANY = 1 << 18  # rows from which a tenth of so many are fitted first
PERFECT = 1e-12  # residuals this small beside the response are rounding


@dataclass(frozen=True)
class Solved:
    """Estimates by name, the log-likelihood or its supremum, and the verdict with its reason."""

    estimates: dict[str, Estimate]
    loglik: float
    verdict: str
    message: str
    warnings: tuple[str, ...] = ()
    iterations: int = 0
    covariance: Any = None


def solve(family: str, model: Model, columns: Columns, numbers: Any, interval: str, level: float) -> Solved:
    """The maximum of this model, or the truth about why there is none. `numbers` are the rows' own."""
    import numpy as np

    if "residual" in model.extra and model.extra["residual"] <= PERFECT * max(model.extra["spread"], 1e-300):
        return _perfect(family, model)
    if family == "negative_binomial":
        return _negative_binomial(model, columns, numbers, interval, level)
    size = len(model.start)
    free = np.array([not _is_scale(model, i) for i in range(size)], dtype=bool)
    if model.slack is not None:
        free[model.slack] = True
    return _climbed(model, free, numbers, interval, level)


def _climbed(model: Model, free: Any, numbers: Any, interval: str, level: float) -> Solved:
    """Climb; if that alone does not prove that the rows overlap, ask the linear program."""
    import numpy as np

    size = len(model.start)
    objective = Objective(model.parts)
    can_run = model.slack is not None or any(tail is not None for part in model.parts for tail in part.tails)
    pinned = not can_run or _is_pinned(model, free, size)
    many = sum(len(part) for part in model.parts) >= MANY  # then 1e-8 standard errors must do
    until = 1e-16 if many else 1e-22
    summit = climb(objective, _from_a_share(model), most=100 if pinned else 30, until=until)
    if not pinned and not (
        model.slack is None and overlap_is_certain(model.parts, summit.values, summit.step)
    ):
        found = separation(model.parts, size, free, model.slack)
        if found is not None:
            return _separated(model, found, numbers, interval, level)
        summit = climb(objective, summit.values if np.isfinite(summit.loglik) else model.start, most=200)
    return interior(model, objective, summit, can_run, interval, level)


def _from_a_share(model: Model) -> Any:
    """Where to start: with very many rows, at the maximum of an even share of them."""
    import numpy as np

    rows = sum(len(part) for part in model.parts)
    if rows < MANY:
        return model.start
    step = rows * 10 // MANY
    share = [part.taken(slice(None, None, step)) for part in model.parts]
    found = climb(Objective(tuple(one for one in share if len(one))), model.start, most=20, until=1e-6)
    return found.values if found.converged and np.isfinite(found.values).all() else model.start


def _is_pinned(model: Model, free: Any, size: int) -> bool:
    """True if the rows that may not move at all leave no direction."""
    import numpy as np

    still = [part for part in model.parts if type(part).cone is not Classes.cone and 0 in part.tails]
    equal = [a for part in still for a, inequality in part.cone(size) if not inequality]
    return bool(equal) and not len(null_space([np.eye(size)[~free], *equal], size))


def _is_scale(model: Model, place: int) -> bool:
    return any(one.positive and one.along[place] for one in model.reported)


def interior(
    model: Model, objective: Objective, summit: Summit, can_run: bool, interval: str, level: float
) -> Solved:
    """What there is to say where the climb ended, if no direction separates the rows."""
    slope = math.sqrt(max(summit.decrement, 0.0))
    estimates, warnings, covariance = _uncertainty(model, objective, summit, interval, level, {})
    if summit.converged and model.certain:
        verdict = INTERIOR
        message = (
            f"{model.certain}{', and no direction separates the rows' if can_run else ''}, so this "
            "stationary "
            "point is the only maximum; "
            f"its slope there is {0.0 if slope < 1e-7 else slope:.2g} standard errors and it curves "
            "down in every "
            "direction"
        )
    elif summit.converged:
        verdict = LOCAL
        message = (
            "the log-likelihood is stationary here and curves down in every direction; it is concave in the "
            "coefficients for each size, but that no other size does better is not certified"
        )
    else:
        verdict = LOCAL
        message = (
            f"not certified: Newton's steps stopped after {summit.iterations} with a slope of "
            f"{slope:.2g} standard errors"
        )
    return Solved(
        estimates, summit.loglik, verdict, message, (*model.notes, *warnings), summit.iterations, covariance
    )


def _perfect(family: str, model: Model) -> Solved:
    """The inputs explain every response exactly: the spread can shrink for ever."""
    import numpy as np

    scale = next(one for one in model.reported if one.positive)
    limit = math.inf if scale.name == "shape" else 0.0
    values = np.where(np.isfinite(model.start), model.start, 0.0)
    estimates = {
        one.name: Estimate(
            limit if one.positive else float(one.along @ values), None, (-math.inf, math.inf), "none"
        )
        for one in model.reported
    }
    arrow = f"{scale.name} → {'∞' if limit else '0'}"
    message = (
        "no maximum: the coefficients reproduce every response exactly, so the likelihood grows "
        "without bound as "
        f"{arrow}; use fewer inputs or more rows"
    )
    del family
    return Solved(estimates, math.inf, UNBOUNDED, message)


def _negative_binomial(model: Model, columns: Columns, numbers: Any, interval: str, level: float) -> Solved:
    """The size may run to ∞, where the limit is Poisson: that happens if the counts are not
    over-dispersed.
    """
    import numpy as np

    from likely.fit.regression.means import poisson_model

    back = np.argsort(np.concatenate([part.index for part in model.parts]))

    def whole(pieces: Sequence[Any]) -> Any:
        return np.concatenate(pieces)[back]

    y = whole([part.data[0] for part in model.parts])
    weights = whole([part.weights for part in model.parts])
    matrix = columns.matrix
    offsets = [part.predictors[0].offset for part in model.parts]
    offset = None if offsets[0] is None else whole(offsets)
    limit = poisson_model(y, columns, offset, weights)
    size = len(model.start)
    free = np.arange(size) < size - 1
    every = np.ones(size - 1, dtype=bool)
    summit = climb(Objective(limit.parts), limit.start)
    with np.errstate(over="ignore"):
        mu = np.exp(matrix @ summit.values + (0.0 if offset is None else offset))
    excess = float(np.sum(weights * ((y - mu) ** 2 - y)))
    if excess > 0:  # the slope in 1/size at the Poisson end is above 0: more spread is likelier
        start = np.append(summit.values, model.start[-1])
        found = _climbed(replace(model, start=start), free, numbers, interval, level)
        if found.estimates["size"].estimate < 1e8:
            return found
    exact = _climbed(limit, every, numbers, interval, level)
    estimates = {**exact.estimates, "size": Estimate(math.inf, None, (0.0, math.inf), "none")}
    message = (
        "no maximum: size → ∞, since the counts vary no more around their means than Poisson counts "
        "would; the "
        f"limit is the Poisson regression with these coefficients, supremum {number(exact.loglik)} nats"
    )
    if exact.verdict == NOT_ATTAINED:
        message += f"; {exact.message}"
    return Solved(estimates, exact.loglik, NOT_ATTAINED, message, exact.warnings, exact.iterations)


def _separated(model: Model, found: Separation, numbers: Any, interval: str, level: float) -> Solved:
    """Coefficients that run to ±∞, the supremum, and the finite coefficients of the rows that are left."""
    if found.sharpens:
        estimates = {
            one.name: Estimate(0.0 if one.positive else math.nan, None, (-math.inf, math.inf), "none")
            for one in model.reported
        }
        message = (
            "no maximum: the inputs reproduce every exact time and no bound contradicts them, so "
            "the likelihood "
            "grows without bound as scale → 0; use fewer inputs or more rows"
        )
        return Solved(estimates, math.inf, UNBOUNDED, message)
    parts = tuple(
        left for part, gone in zip(model.parts, found.gone, strict=True) for left in part.limit(gone)
    )
    objective = Objective(parts, found.flat)
    start = model.start - found.flat.T @ (found.flat @ model.start)
    summit = climb(objective, start, most=200)
    if not parts:
        summit = replace(summit, loglik=0.0)
    away: dict[str, float] = {}
    for one in model.reported:
        ways = {0} if one.positive else signs(found, one.along)
        if ways != {0}:
            away[one.name] = math.nan if len(ways) > 1 else math.inf * ways.pop()
    estimates, warnings, covariance = _uncertainty(
        model, objective, summit, interval, level, away, parts=parts
    )
    if interval == "profile":
        estimates |= _one_sided(model, estimates, away, summit.loglik, level)
    settled = _settled(model, found, numbers)
    total = sum(len(part) for part in model.parts)
    message = _told(away, settled, total, bool(parts), summit.loglik)
    unsure = [name for name, value in away.items() if math.isnan(value)]
    if unsure:
        warnings.append(
            f"{', '.join(unsure)} can run either way, or stay: only together with others "
            f"{'is it' if len(unsure) == 1 else 'are they'} determined"
        )
    hint = _finite_among(model, found)
    warnings += [hint] if hint else []
    return Solved(
        estimates,
        summit.loglik,
        NOT_ATTAINED,
        message,
        (*model.notes, *warnings),
        summit.iterations,
        covariance,
    )


def _finite_among(model: Model, found: Separation) -> str:
    """Classes whose coefficients differ by finite amounts, although from the reference's they do not."""
    widest = max((len(part.predictors) for part in model.parts if isinstance(part, Classes)), default=0)
    if not 2 <= widest <= CLASSES:
        return ""
    count = len(model.reported) // widest
    groups = [model.reported[k * count : (k + 1) * count] for k in range(widest)]
    names = model.extra["labels"][1:]
    for i, one in enumerate(groups):
        same = [
            j
            for j, other in enumerate(groups)
            if j != i and all(signs(found, a.along - b.along) == {0} for a, b in zip(one, other, strict=True))
        ]
        if same:
            kept = [names[k] for k in sorted([i, *same])]
            return (
                f"{' and '.join(kept)} differ from each other by finite coefficients, though not from the "
                f"reference class: name {kept[0]} first with --levels to see them"
            )
    return ""


def _settled(model: Model, found: Separation, numbers: Any) -> list[int]:
    """The rows, by their own numbers, that the direction settles."""
    import numpy as np

    rows: list[int] = []
    for part, gone in zip(model.parts, found.gone, strict=True):
        if gone:
            rows += [int(one) for one in numbers[part.index[np.any(gone, axis=0)]]]
    return sorted(rows)


def _told(away: dict[str, float], settled: list[int], total: int, some_left: bool, supremum: float) -> str:
    runs = ", ".join(
        f"{name} → {'∞' if value > 0 else '−∞'}" for name, value in away.items() if not math.isnan(value)
    )
    kind = "complete" if len(settled) == total and not some_left else "quasi-complete"
    left = (
        "what is left of the likelihood has a maximum of its own, which gives the finite coefficients"
        if some_left
        else "no row is left to say more"
    )
    listed = ", ".join(map(str, settled[:8])) + (", …" if len(settled) > 8 else "")
    which = (
        "every row becomes"
        if len(settled) == total
        else (
            f"{len(settled)} of {total} rows become" if len(settled) > 1 else f"one of {total} rows becomes"
        )
    )
    return (
        f"no maximum: {kind} separation. As {runs or 'the coefficients run away'}, {which} ever more certain "
        f"({'rows' if len(settled) > 1 else 'row'} {listed}); {left}, and the supremum of the "
        f"log-likelihood is {number(supremum)} nats"
    )


def _uncertainty(
    model: Model,
    objective: Objective,
    summit: Summit,
    interval: str,
    level: float,
    away: dict[str, float],
    parts: Sequence[Any] | None = None,
) -> tuple[dict[str, Estimate], list[str], Any]:
    """Estimates with standard errors from the observed information, and intervals; `none`: neither."""
    import numpy as np

    size = len(summit.values)
    estimates: dict[str, Estimate] = {}
    if interval == "none":
        for one in model.reported:
            value = float(one.along @ summit.values)
            shown = away.get(one.name, math.exp(value) if one.positive else value)
            estimates[one.name] = Estimate(shown, None, None, "none")
        return estimates, [], None
    warnings: list[str] = []
    nothing = parts is not None and not parts
    curvature = None if nothing or not size else Curvature(summit.hessian)
    known = curvature is not None and curvature.definite
    along = np.array([one.along for one in model.reported])
    turned = curvature.solve(along.T).T if known and curvature is not None else None
    rows = sum(len(part) for part in objective.parts)
    labour = 16.0 * len(model.reported) * (rows * float(size) ** 2 + float(size) ** 3)
    profile = labour <= LABOUR and (interval == "profile" or not objective.afar)
    if interval == "profile" and labour > LABOUR:
        warnings.append(
            f"profile intervals would take about {labour:.0e} multiplications: these intervals are "
            "Wald's, which "
            "differ little where rows are many"
        )
    for i, one in enumerate(model.reported):
        if one.name in away:
            estimates[one.name] = Estimate(away[one.name], None, (-math.inf, math.inf), "none")
            continue
        value = float(one.along @ summit.values)
        if turned is None or not known:
            shown = math.exp(value) if one.positive else value
            estimates[one.name] = Estimate(shown, None, (-math.inf, math.inf), "none")
            continue
        own = math.sqrt(max(float(one.along @ turned[i]), 0.0))
        estimate, warned = _one(
            one, value, own, objective, summit, interval if profile else "wald", level, profile
        )
        estimates[one.name] = estimate
        warnings += warned
    if not known and not nothing and size:
        warnings.append("the information matrix is singular: these data do not fix all parameters")
    return estimates, warnings, None


def _one(
    one: Reported,
    value: float,
    own: float,
    objective: Objective,
    summit: Summit,
    interval: str,
    level: float,
    profile: bool,
) -> tuple[Estimate, list[str]]:
    """One parameter's estimate, standard error and interval."""
    warnings = []
    centre = math.exp(value) if one.positive else value
    stderr = own * centre if one.positive else own
    plain = wald(centre, stderr, level)
    ends = plain
    if profile:
        low, high = (
            profile_end(objective, summit.loglik, summit.values, summit.hessian, one.along, side, level)
            for side in (-1.0, 1.0)
        )
        ends = (
            (math.exp(low), math.exp(min(high, 709.0)) if high < 709 else math.inf)
            if one.positive
            else (low, high)
        )
        width = ends[1] - ends[0]
        if interval == "wald":
            if not max(abs(a - b) for a, b in zip(plain, ends, strict=True)) <= MATERIAL * width:
                warnings.append(
                    f"the Wald interval of {one.name} and the profile interval [{ends[0]:.4g}, "
                    f"{ends[1]:.4g}] "
                    "disagree materially; trust the profile interval"
                )
            ends = plain
    return Estimate(centre, stderr, ends, interval), warnings


def _one_sided(
    model: Model, estimates: dict[str, Estimate], away: dict[str, float], top: float, level: float
) -> dict[str, Estimate]:
    """Where the likelihood, maximised over the rest, comes within half a chi-square quantile of
    its supremum.
    """
    found = {}
    objective = Objective(model.parts)
    for one in model.reported:
        value = away.get(one.name, math.nan)
        if math.isnan(value):
            continue
        side = -1.0 if value > 0 else 1.0
        end = open_end(objective, top, model.start, one.along, side, level)
        ends = (end, math.inf) if value > 0 else (-math.inf, end)
        found[one.name] = Estimate(estimates[one.name].estimate, None, ends, "profile")
    return found
