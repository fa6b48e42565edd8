"""New data sets like the one that was fitted: its rows drawn again, or draws from the fitted model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from likely.data import reduce
from likely.errors import UsageError
from likely.fit.build import build
from likely.fit.catalogue import family as find_family
from likely.fit.draw import draw
from likely.fit.drawable import drawable
from likely.fit.fit import climb
from likely.fit.problem import FREQUENCY, Options, fields_of, side_field
from likely.fit.recipe import Recipe, known
from likely.fit.truncation import window
from likely.fit.views.observed import rewound
from likely.formulas.maximum import EXISTS
from likely.solve.mismatch import empirical_entropy

if TYPE_CHECKING:
    from likely.fit.result import Fit


@dataclass(frozen=True)
class Sample:
    """Data as `likely.fit` takes them, with the options that belong to them."""

    data: Any
    options: Options


@dataclass(frozen=True)
class Refit:
    """Estimates in the family's order, whether a maximum exists, the log-likelihood, H(p̂) where known."""

    values: tuple[Any, ...]
    exists: bool
    loglik: float
    entropy: float | None


def refit(recipe: Recipe, sample: Sample) -> Refit:
    """The maximum for another data set: no standard errors, no intervals."""
    formulas = find_family(recipe.family)
    if hasattr(formulas, "fit_rows"):
        from likely.fit.several import fit_several

        fit = fit_several(
            recipe.family,
            formulas,
            sample.data,
            None,
            sample.options,
            recipe.components,
            recipe.level,
            "none",
        )
        return Refit(tuple(e.estimate for e in fit.parameters.values()), fit.exists, fit.loglik, fit.entropy)
    problem = build(formulas, sample.data, None, sample.options)
    top = climb(problem, sample.options)
    entropy = None
    if problem.table is not None and (formulas.DISCRETE or problem.probability is not None):
        entropy = empirical_entropy(problem.table)
    return Refit(top.maximum.parameters, top.maximum.verdict in EXISTS, top.loglik, entropy)


def sampler(fit: Fit, kind: str) -> Callable[[Any], Sample]:
    """A function that takes a random generator and makes one more data set. Reads the data once.

    kind   "parametric": as many draws from the fitted model; "rows": the rows themselves, with replacement
    """
    known(fit)
    drawable(fit, kind)
    if kind == "parametric" and not fit.exists:
        raise UsageError(
            f"a parametric bootstrap draws from the fitted model, and the verdict is {fit.verdict} · "
            'draw rows: kind="rows", --bootstrap-kind rows'
        )
    if fit.recipe.options.weights_mean != FREQUENCY:
        raise UsageError(
            f"a bootstrap with {fit.recipe.options.weights_mean} weights would need to know how they came "
            "about · use the intervals of the fit"
        )
    formulas = find_family(fit.family)
    if hasattr(formulas, "fit_rows") and fit.family != "gaussian_mixture":
        return _several(fit, formulas, kind)
    return _parametric(fit, formulas) if kind == "parametric" else _rows(fit, formulas)


def _parametric(fit: Fit, formulas: Any) -> Callable[[Any], Sample]:
    import numpy as np

    options = fit.recipe.options
    if any(x is not None for x in (options.event, options.lower, options.upper)):
        raise UsageError(
            "a parametric bootstrap of bounded rows would need to know how the bounds came about · "
            'draw rows: kind="rows", --bootstrap-kind rows'
        )
    values = {name: one.estimate for name, one in fit.parameters.items()}
    plain = replace(options, weights=None, start=0)
    n = int(fit.n)
    if fit.family == "binomial":
        table = table_of(fit, formulas)
        if len(table.columns) == 2:
            trials = np.repeat(np.asarray(table.columns[1]), np.asarray(table.weights, dtype=int)).astype(int)
            return lambda random: Sample(
                random.binomial(trials, values["theta"]).astype(float),
                replace(plain, trials=trials.astype(float)),
            )
        values["trials"] = options.trials
    if options.resolution is not None:
        step = options.resolution
        offset = float(table_of(fit, formulas).values[0]) % step
        return lambda random: Sample(
            np.round((draw(formulas, values, n, random) - offset) / step) * step + offset, plain
        )
    seen = window(formulas, options)
    if seen is not formulas:
        return lambda random: Sample(_inside(seen, values, n, random), plain)
    return lambda random: Sample(draw(formulas, values, n, random), plain)


def _inside(seen: Any, values: Any, n: int, random: Any) -> Any:
    """Draws from a truncated family: those that fall into the window."""
    import numpy as np

    kept: list[Any] = []
    held = tried = 0
    while held < n:
        some = draw(seen.family, values, max(n, 100), random)
        kept.append(some[np.asarray(seen.support(some), dtype=bool)])
        held, tried = held + len(kept[-1]), tried + len(some)
        if tried > 1e4 * (held + 1):
            raise UsageError("the window holds less than 1e-4 of the fitted model, too little to draw from")
    return np.concatenate(kept)[:n]


def _rows(fit: Fit, formulas: Any) -> Callable[[Any], Sample]:
    import numpy as np

    recipe = fit.recipe
    options = recipe.options
    if any(x is not None for x in (options.event, options.lower, options.upper)):
        from likely.fit.censoring import bounds

        unrounded = replace(options, resolution=None)
        lower, upper, weights, _, _ = bounds(formulas, rewound(recipe), recipe.column, unrounded)
        plain = replace(options, event=None)

        def again(random: Any) -> Sample:
            counts = random.multinomial(int(fit.n), weights / weights.sum())
            seen = counts > 0
            ends = [np.where(np.isfinite(end[seen]), end[seen], np.nan) for end in (lower, upper)]
            more = replace(plain, lower=ends[0], upper=ends[1], weights=counts[seen].astype(float))
            return Sample(ends[0], more)

        return again
    table = table_of(fit, formulas)
    weights = np.asarray(table.weights, dtype=float)
    columns = [np.asarray(c, dtype=float) for c in table.columns]

    def once_more(random: Any) -> Sample:
        counts = random.multinomial(int(fit.n), weights / weights.sum())
        seen = counts > 0
        more = replace(options, weights=counts[seen].astype(float), start=0)
        if len(columns) == 2:
            more = replace(more, trials=columns[1][seen])
        return Sample(columns[0][seen], more)

    return once_more


def table_of(fit: Fit, formulas: Any) -> reduce.Table:
    """Values (with their numbers of trials where rows have their own) and weights."""
    recipe = fit.recipe
    data = rewound(recipe)
    fields = fields_of(formulas, data, recipe.column, recipe.options)
    trials = recipe.options.trials
    if trials is not None and not isinstance(trials, (int, float)):
        fields.insert(1, side_field(data, trials, formulas.support, "is no number of trials", "correct it"))
    weighted = recipe.options.weights is not None
    if formulas.DISCRETE:
        return reduce.histogram(fields, recipe.options.drop, weighted)
    return reduce.table(fields, recipe.options.drop, len(fields) - 1 if weighted else None)


def _several(fit: Fit, formulas: Any, kind: str) -> Callable[[Any], Sample]:
    """Labels, and several columns."""
    import numpy as np

    recipe = fit.recipe
    if recipe.options.weights is not None:
        raise UsageError(f"a bootstrap of {fit.family} takes no weights yet · repeat the rows")
    options = replace(recipe.options, weights=None)
    values = {name: one.estimate for name, one in fit.parameters.items()}
    n = int(fit.n)
    if fit.family == "categorical":
        labels, probs = list(values["probs"]), np.array(list(values["probs"].values()))

        def relabelled(random: Any) -> Sample:
            counts = random.multinomial(n, probs / probs.sum())
            return Sample([one for one, k in zip(labels, counts, strict=True) for _ in range(k)], options)

        return relabelled
    from likely.fit.several import columns

    _, table = columns(formulas, rewound(recipe), recipe.column, recipe.options)
    matrix = np.stack(table.columns, axis=1)
    if kind == "rows":
        return lambda random: Sample(matrix[random.integers(0, len(matrix), len(matrix))], options)
    plain = {k: list(v.values()) if isinstance(v, dict) else v for k, v in values.items()}
    if fit.family == "multinomial":
        totals = matrix.sum(axis=1).astype(int)
        probs = np.array(plain["probs"])
        return lambda random: Sample(random.multinomial(totals, probs / probs.sum()).astype(float), options)
    return lambda random: Sample(draw(formulas, plain, n, random), options)
