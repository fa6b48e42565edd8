"""Fit a family with inputs: design, existence, Newton, uncertainty, verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from likely.data.frame import Rows, read_rows
from likely.errors import UsageError
from likely.fit.catalogue import family as find_family
from likely.fit.regression import response as responses
from likely.fit.regression.asked import Asked
from likely.fit.regression.choices import bernoulli_model, categorical_model, ordinal_model
from likely.fit.regression.design import Design, Formula, build, parse, response_values
from likely.fit.regression.means import gamma_model, negative_binomial_model, normal_model, poisson_model
from likely.fit.regression.model import Columns, Model, standardised
from likely.fit.regression.rank import dependent
from likely.fit.regression.result import Regression
from likely.fit.regression.solve import Solved, solve
from likely.fit.regression.times import NOISES as TIMES
from likely.fit.regression.times import times_model

LINKS = {
    "normal": ("identity",),
    "bernoulli": ("logit", "probit"),
    "poisson": ("log",),
    "negative_binomial": ("log",),
    "gamma": ("log",),
    "categorical": ("logit",),
    "ordinal": ("logit", "probit"),
    **dict.fromkeys(TIMES, ("log",)),
}


def regress(family: str, data: Any, text: str, asked: Asked) -> Regression:
    """Fit a family whose mean parameter depends on inputs, by maximum likelihood, unpenalised."""
    link = link_of(family, asked)
    formula = parse(text)
    bounded = asked.lower is not None
    beside = [
        one
        for one in (asked.event, asked.lower, asked.upper, asked.offset, asked.exposure, asked.weights)
        if one is not None
    ]
    own = () if bounded else formula.response_columns
    open_ends = [one for one in (asked.lower, asked.upper) if one is not None]
    rows = read_rows(
        data, [*own, *formula.input_columns, *beside], asked.missing == "drop", may_be_blank=open_ends
    )
    counted = weights_of(rows, asked)
    if counted is None:
        raise UsageError(f"{rows.source}: every weight is 0 · a fit needs at least one observation")
    rows, weights = counted
    offset = responses.offset_of(rows, asked.offset, asked.exposure)
    design = build(formula, rows)
    if family == "ordinal":
        design = with_intercept(design)
    names = list(design.names)
    intercept = names.index("Intercept") if "Intercept" in names else None
    kept, copies = dependent(design.matrix, names, intercept)
    columns = standardised(design.matrix[:, kept], [names[j] for j in kept])
    model, labels, note = model_of(family, formula, rows, columns, offset, weights, link, asked)
    aside = [names[j] for j in range(len(names)) if j not in kept]
    solved = solve(family, model, columns, rows.numbers, asked.interval, asked.level)
    return result_of(family, formula, rows, design, weights, link, labels, note, aside, copies, solved, asked)


def link_of(family: str, asked: Asked) -> str:
    if family not in LINKS:
        if family not in ("ordinal", "loglogistic"):
            find_family(family)  # an unknown name is answered with the nearest one
        raise UsageError(f"{family} takes no formula yet · these do: {', '.join(sorted(LINKS))}")
    if asked.link is not None and asked.link not in LINKS[family]:
        raise UsageError(f"{family} has no link {asked.link!r} · it has {' and '.join(LINKS[family])}")
    if family not in TIMES and (asked.event or asked.lower or asked.upper):
        raise UsageError(
            f"events and bounds belong to survival regression ({', '.join(sorted(TIMES))}) · leave them out"
        )
    if (asked.lower is None) != (asked.upper is None):
        raise UsageError("bounds come in pairs · give both --lower and --upper")
    if asked.event and asked.lower:
        raise UsageError("--event and --lower/--upper are two ways to say one thing · give one of them")
    if asked.levels and family not in ("bernoulli", "categorical", "ordinal"):
        raise UsageError("--levels name the classes of bernoulli, categorical and ordinal · leave them out")
    return asked.link or LINKS[family][0]


def weights_of(rows: Rows, asked: Asked) -> tuple[Rows, Any] | None:
    """Frequency weights; rows of weight 0 are no rows. None if that leaves none."""
    import numpy as np

    if asked.weights is None:
        return rows, np.ones(len(rows.table))
    weights = responses.side(rows, asked.weights, "weight", 0.0, "weights are finite and not negative")
    some = weights > 0
    if not some.any():
        return None
    return Rows(rows.table[some], rows.numbers[some], rows.missing, rows.source), weights[some]


def with_intercept(design: Design) -> Design:
    """The design with a column of ones, if it has none: an ordinal model's cuts take its place."""
    if "Intercept" in design.names:
        return design
    import numpy as np

    dense = design.matrix.toarray() if hasattr(design.matrix, "toarray") else design.matrix
    return replace(
        design, matrix=np.hstack([np.ones((len(dense), 1)), dense]), names=("Intercept", *design.names)
    )


def model_of(
    family: str,
    formula: Formula,
    rows: Rows,
    columns: Columns,
    offset: Any,
    weights: Any,
    link: str,
    asked: Asked,
    fitted: Sequence[str] | None = None,
) -> tuple[Model, tuple[str, ...], str]:
    """The parts of the likelihood, the labels of the response, and what a report says of them.

    `fitted` are the labels of rows that were fitted before, where these are new ones.
    """
    column = formula.response
    if family in TIMES:
        series = None if asked.lower else response_values(formula, rows)
        lower, upper = responses.bounds(rows, series, column, asked.event, asked.lower, asked.upper)
        return times_model(family, lower, upper, columns, offset, weights), (), ""
    series = response_values(formula, rows)
    if fitted is not None and family in ("bernoulli", "ordinal", "categorical"):
        codes = responses.known(series, rows, column, fitted)
        if family == "bernoulli":
            return bernoulli_model(codes, columns, offset, weights, link), tuple(fitted), ""
        if family == "ordinal":
            return ordinal_model(codes, columns, offset, weights, link, fitted), tuple(fitted), ""
        return categorical_model(codes, columns, offset, weights, fitted), tuple(fitted), ""
    if family == "bernoulli":
        y = responses.binary(series, rows, column, asked.levels)
        return bernoulli_model(y.values, columns, offset, weights, link), y.labels, y.note
    if family in ("ordinal", "categorical"):
        y = responses.classes(series, rows, column, asked.levels, family == "ordinal")
        if family == "ordinal":
            return ordinal_model(y.values, columns, offset, weights, link, y.labels), y.labels, y.note
        if offset is not None:
            raise UsageError("categorical has one predictor a class, and an offset names none · leave it out")
        return categorical_model(y.values, columns, offset, weights, y.labels), y.labels, y.note
    y = responses.numbers(find_family(family), family, series, rows, column)
    make = {
        "normal": normal_model,
        "poisson": poisson_model,
        "negative_binomial": negative_binomial_model,
        "gamma": gamma_model,
    }[family]
    return make(y.values, columns, offset, weights), (), ""


def result_of(
    family: str,
    formula: Formula,
    rows: Rows,
    design: Design,
    weights: Any,
    link: str,
    labels: tuple[str, ...],
    note: str,
    aside: Sequence[str],
    copies: Sequence[str],
    solved: Solved,
    asked: Asked,
) -> Regression:
    """The report's numbers, in the formula's order, with what was set aside."""
    from likely.fit.result import Estimate
    from likely.formulas.maximum import INTERIOR, LOCAL, NOT_UNIQUE

    total = math.fsum(weights)
    n: int | float = int(total) if total == int(total) else total
    parameters = dict(solved.estimates)
    verdict, message = solved.verdict, solved.message
    warnings = list(solved.warnings)
    size = len(parameters)
    if aside:
        prefixes = [f"{label}:" for label in labels[1:]] if family == "categorical" else [""]
        for prefix in prefixes:
            for name in aside:
                parameters[prefix + name] = Estimate(0.0, None, (-math.inf, math.inf), "none")
        parameters = _in_order(parameters, design.names, prefixes)
        told = "; ".join(copies)
        if verdict in (INTERIOR, LOCAL):
            verdict = NOT_UNIQUE
            message = (
                f"the inputs say the same thing twice ({told}), so a line of coefficients shares "
                "this maximum; "
                f"{' and '.join(aside)} {'is' if len(aside) == 1 else 'are'} set aside at 0, and "
                "the others are "
                f"those of the model without, where {message}"
            )
        else:
            warnings.append(f"the inputs say the same thing twice ({told}): set aside at 0")
    model: dict[str, Any] = {"design": design.state}
    if note:
        model["note"] = note
    for name in ("offset", "exposure", "event", "lower", "upper"):
        if getattr(asked, name):
            model[name] = getattr(asked, name)
    if labels:
        model["labels"] = list(labels)
    loglik = solved.loglik + 0.0
    return Regression(
        family=family,
        n=n,
        n_missing=rows.missing,
        parameters=parameters,
        loglik=loglik,
        nll=-loglik / total + 0.0,
        entropy=None,
        kl=None,
        aic=2 * size - 2 * loglik,
        bic=math.log(total) * size - 2 * loglik,
        verdict=verdict,
        message=message,
        warnings=tuple(warnings),
        iterations=solved.iterations,
        formula=formula.text,
        link=link,
        model=model,
    )


def _in_order(parameters: dict[str, Any], names: Sequence[str], prefixes: Sequence[str]) -> dict[str, Any]:
    """The formula's order, then what is no coefficient."""
    order = [prefix + name for prefix in prefixes for name in names if prefix + name in parameters]
    return {name: parameters[name] for name in [*order, *(one for one in parameters if one not in order)]}
