"""Fit a family with inputs: design, existence, Newton, uncertainty, verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from likely.data.frame import Rows, read_rows
from likely.errors import UsageError
from likely.fit.catalogue import family as find_family
from likely.fit.regression import response as responses
from likely.fit.regression.asked import Asked
from likely.fit.regression.choices import CLASSIFIERS, bernoulli_model, categorical_model, ordinal_model
from likely.fit.regression.design import Design, Formula, build, parse, response_values
from likely.fit.regression.means import gamma_model, negative_binomial_model, normal_model, poisson_model
from likely.fit.regression.model import Columns, Model, standardised
from likely.fit.regression.rank import dependent
from likely.fit.regression.response import Response
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


MEANS = {
    "normal": normal_model,
    "poisson": poisson_model,
    "negative_binomial": negative_binomial_model,
    "gamma": gamma_model,
}


@dataclass(frozen=True)
class Prepared:
    """Rows that were read, with their design and response in numbers: all but the fit itself."""

    family: str
    formula: Formula
    rows: Rows
    design: Design
    y: Response
    weights: Any
    offset: Any
    link: str

    @property
    def intercept(self) -> int | None:
        """The number of the column of ones, if there is one."""
        return self.design.names.index("Intercept") if "Intercept" in self.design.names else None


def regress(family: str, data: Any, text: str, asked: Asked) -> Regression:
    """Fit a family whose mean parameter depends on inputs, by maximum likelihood, unpenalised."""
    ready = prepare(family, data, text, asked)
    names = list(ready.design.names)
    kept, copies = dependent(ready.design.matrix, names, ready.intercept)
    columns = standardised(ready.design.matrix[:, kept], [names[j] for j in kept])
    model = model_for(family, ready.y, columns, ready.offset, ready.weights, ready.link)
    aside = [names[j] for j in range(len(names)) if j not in kept]
    solved = solve(family, model, columns, ready.rows.numbers, asked.interval, asked.level)
    return result_of(ready, aside, copies, solved, asked)


def prepare(family: str, data: Any, text: str, asked: Asked) -> Prepared:
    """Read the rows a formula speaks of and turn them into numbers, or say what is wrong with them."""
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
    y = response_of(family, formula, rows, asked)
    return Prepared(family, formula, rows, design, y, weights, offset, link)


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
) -> Model:
    """The parts of the likelihood of these rows; `fitted` are labels of rows that were fitted before."""
    y = response_of(family, formula, rows, asked, fitted)
    return model_for(family, y, columns, offset, weights, link)


def response_of(
    family: str, formula: Formula, rows: Rows, asked: Asked, fitted: Sequence[str] | None = None
) -> Response:
    """What happened in each row, as numbers: the two bounds of times, the number of a class, or a value."""
    column = formula.response
    if family in TIMES:
        series = None if asked.lower else response_values(formula, rows)
        return Response(responses.bounds(rows, series, column, asked.event, asked.lower, asked.upper))
    series = response_values(formula, rows)
    if family not in CLASSIFIERS:
        return responses.numbers(find_family(family), family, series, rows, column)
    if fitted is not None:
        return Response(responses.known(series, rows, column, fitted), tuple(fitted))
    if family == "bernoulli":
        return responses.binary(series, rows, column, asked.levels)
    if family == "categorical" and (asked.offset or asked.exposure):
        raise UsageError("categorical has one predictor a class, and an offset names none · leave it out")
    return responses.classes(series, rows, column, asked.levels, family == "ordinal")


def model_for(family: str, y: Response, columns: Columns, offset: Any, weights: Any, link: str) -> Model:
    """The family's model of this response, given these inputs."""
    if family in TIMES:
        return times_model(family, y.values[0], y.values[1], columns, offset, weights)
    if family == "bernoulli":
        return bernoulli_model(y.values, columns, offset, weights, link)
    if family == "ordinal":
        return ordinal_model(y.values, columns, offset, weights, link, y.labels)
    if family == "categorical":
        return categorical_model(y.values, columns, offset, weights, y.labels)
    return MEANS[family](y.values, columns, offset, weights)


def result_of(
    ready: Prepared, aside: Sequence[str], copies: Sequence[str], solved: Solved, asked: Asked
) -> Regression:
    """The report's numbers, in the formula's order, with what was set aside."""
    from likely.fit.result import Estimate
    from likely.formulas.maximum import INTERIOR, LOCAL, NOT_UNIQUE

    whole = bool((ready.weights == ready.weights.round()).all())
    total = float(ready.weights.sum()) if whole else math.fsum(ready.weights)  # exact for whole numbers
    n: int | float = int(total) if total == int(total) else total
    parameters = dict(solved.estimates)
    verdict, message = solved.verdict, solved.message
    warnings = list(solved.warnings)
    size = len(parameters)
    if aside:
        prefixes = [f"{label}:" for label in ready.y.labels[1:]] if ready.family == "categorical" else [""]
        for prefix in prefixes:
            for name in aside:
                parameters[prefix + name] = Estimate(0.0, None, (-math.inf, math.inf), "none")
        parameters = _in_order(parameters, ready.design.names, prefixes)
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
    model: dict[str, Any] = {"design": ready.design.state}
    if ready.y.note:
        model["note"] = ready.y.note
    for name in ("offset", "exposure", "event", "lower", "upper"):
        if getattr(asked, name):
            model[name] = getattr(asked, name)
    if ready.y.labels:
        model["labels"] = list(ready.y.labels)
    loglik = solved.loglik + 0.0
    return Regression(
        family=ready.family,
        n=n,
        n_missing=ready.rows.missing,
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
        formula=ready.formula.text,
        link=ready.link,
        model=model,
    )


def _in_order(parameters: dict[str, Any], names: Sequence[str], prefixes: Sequence[str]) -> dict[str, Any]:
    """The formula's order, then what is no coefficient."""
    order = [prefix + name for prefix in prefixes for name in names if prefix + name in parameters]
    return {name: parameters[name] for name in [*order, *(one for one in parameters if one not in order)]}
