"""All views of one fit: what can be drawn of it, and in words why something cannot."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from likely.fit.build import build
from likely.fit.catalogue import family as find_family
from likely.fit.problem import PRECISION, Options, Problem
from likely.fit.recipe import Recipe, known
from likely.fit.truncation import window
from likely.fit.views import histogram, quantiles
from likely.fit.views.observed import observe, rewound
from likely.fit.views.survival import Survival, survival
from likely.solve import landscape

if TYPE_CHECKING:
    from likely.fit.result import Fit


@dataclass(frozen=True)
class Views:
    """Each view is there or None; `absent` says of the missing ones why."""

    data: histogram.Histogram | Survival | None
    qq: quantiles.Against | None
    pp: quantiles.Against | None
    likelihood: landscape.Curve | landscape.Contours | None
    absent: tuple[str, ...]
    thinned: int = 1


def views(fit: Fit) -> Views:
    """Read the data again (once, or twice where they are many) and compute what there is to see."""
    recipe = known(fit)
    formulas = find_family(fit.family)
    values = tuple(one.estimate for one in fit.parameters.values())
    drawable = fit.exists and all(map(_finite, values))
    absent = [] if drawable else [f"No fitted curve is drawn, because the verdict is {fit.verdict}."]
    if hasattr(formulas, "fit_rows") and fit.family != "gaussian_mixture":
        if fit.family == "categorical":
            return Views(
                _labels(fit), None, None, None, ("QQ and PP need an order, which labels do not have.",)
            )
        return Views(
            None, None, None, None, ("Pictures are drawn for one column of numbers, not for several.",)
        )
    if fit.family == "gaussian_mixture":
        seen = observe(formulas, recipe)
        shown = values if drawable else None
        data = histogram.continuous(formulas, recipe, seen, shown)
        pp = quantiles.shares(formulas, seen, shown) if shown else None
        absent.append("The likelihood of a mixture has too many directions for one picture.")
        return Views(data, None, pp, None, tuple(absent), seen.every)
    precise = recipe.options.weights_mean == PRECISION
    if precise:
        absent.append("With precision weights each row has its own spread: no one curve stands for all.")
        drawable = False
    problem = build(formulas, rewound(recipe), recipe.column, recipe.options)
    view, why = _likelihood(fit, problem, values, recipe)
    absent += [why] if why else []
    if formulas.DISCRETE:
        return _counts(formulas, problem, values if drawable else None, view, absent, recipe.options)
    if any(x is not None for x in (recipe.options.event, recipe.options.lower)):
        from likely.fit.censoring import bounds

        lower, upper, weights, _, _ = bounds(formulas, rewound(recipe), recipe.column, recipe.options)
        alive = survival(formulas, lower, upper, weights, values if drawable else None)
        if alive is None:
            absent.append("Rows known only between bounds have no histogram and no Kaplan–Meier curve.")
        absent.append("QQ and PP are drawn for exact observations only.")
        return Views(alive, None, None, view, tuple(absent))
    formulas = window(formulas, recipe.options)
    seen = observe(formulas, recipe)
    shown = values if drawable else None
    data = histogram.continuous(formulas, recipe, seen, shown)
    qq = quantiles.quantiles(formulas, seen, values) if drawable else None
    pp = quantiles.shares(formulas, seen, values) if drawable else None
    if drawable and pp is None:
        absent.append(f"QQ and PP need a distribution function, which {fit.family} does not have here.")
    return Views(data, qq, pp, view, tuple(absent), seen.every)


def _counts(
    formulas: Any, problem: Problem, values: Any, view: Any, absent: list[str], fit_options: Options
) -> Views:
    table = problem.table
    data = pp = None
    if table is not None:
        data = histogram.counts(formulas, table, problem.probability, values)
        constants = problem.constants
        if values is not None and hasattr(formulas, "cdf") and problem.probability is not None:
            seen = window(formulas, fit_options)
            pp = quantiles.shares_of_counts(table, lambda x, *p: seen.cdf(x, *p, *constants), values)
    return Views(data, None, pp, view, tuple(absent))


def _labels(fit: Fit) -> histogram.Histogram:
    """Shares by label, which are the model as well; the most frequent 60."""
    probs = sorted(fit.parameters["probs"].estimate.items(), key=lambda pair: -pair[1])[: histogram.MOST_BARS]
    bars = tuple((i - 0.5, i + 0.5, float(p)) for i, (_, p) in enumerate(probs))
    return histogram.Histogram(bars, True, None, None, max(0.0, 1 - sum(p for _, p in probs)))


def _likelihood(
    fit: Fit, problem: Problem, values: tuple[Any, ...], recipe: Recipe
) -> tuple[landscape.Curve | landscape.Contours | None, str]:
    if not fit.exists or not all(map(_finite, values)):
        return None, "The likelihood has no maximum to draw a neighbourhood of."
    held = recipe.options.fixed
    free = [i for i, p in enumerate(problem.parameters) if p.name not in held]
    found = landscape.landscape(
        problem,
        values,
        free,
        [
            one.interval if isinstance(one.interval, tuple) else (-math.inf, math.inf)
            for one in fit.parameters.values()
        ],
        recipe.level,
    )
    if found is None:
        why = (
            f"The likelihood of {len(free)} free parameters has no picture in the plane."
            if len(free) > 2
            else "The likelihood here has a corner or an open side, so it is not drawn."
        )
        return None, why
    return found, ""


def _finite(x: Any) -> bool:
    if isinstance(x, Mapping):
        return all(map(_finite, x.values()))
    if isinstance(x, (list, tuple)):
        return all(map(_finite, x))
    return math.isfinite(x)
