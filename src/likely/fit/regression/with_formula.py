"""`likely.fit` with a formula: its arguments, and what does not go with one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from likely.errors import UsageError
from likely.fit.regression.asked import Asked
from likely.fit.regression.formula_recipe import FormulaRecipe, Ways
from likely.fit.regression.regress import regress
from likely.fit.regression.result import Regression

if TYPE_CHECKING:
    from likely.data.engines.runner import Spread

COLUMNS = ("event", "lower", "upper", "offset", "exposure", "weights")
ELSEWHERE = {
    "column": None,
    "trials": None,
    "start": 0,
    "components": None,
    "fixed": None,
    "resolution": None,
    "weights_mean": "frequency",
    "truncate_low": None,
    "truncate_high": None,
    "space": "closed",
}


def with_formula(
    family: str, data: Any, formula: str, given: Mapping[str, Any], parts: Spread | None = None
) -> Regression:
    """Fit a regression, from the arguments of `likely.fit`; `parts` are where an engine finds the rows."""
    for name, default in ELSEWHERE.items():
        if given[name] != default and given[name] != {}:
            raise UsageError(f"{name.replace('_', '-')} does not go with a formula · leave it out")
    for name in COLUMNS:
        if given[name] is not None and not isinstance(given[name], str):
            raise UsageError(
                f"{name} must be the name of a column when there is a formula · put it in the table"
            )
    asked = Asked(**{name: given[name] for name in Asked.__dataclass_fields__})
    if parts is None:
        found = regress(family, data, formula, asked)
    else:
        from likely.fit.regression.spread import regress_spread

        found = regress_spread(family, parts, formula, asked)
    return replace(found, recipe=FormulaRecipe(family, data, formula, asked, ways=WAYS))


def _body(fit: Any) -> tuple[str, list[str]]:
    from likely.fit.regression.pictures import regression_body

    return regression_body(fit)


def _figure(fit: Any) -> Any:
    from likely.fit.regression.figure import figure

    return figure(fit)


def _remade(fit: Any, kind: str) -> Any:
    from likely.fit.regression.redraw import remade

    return remade(fit, kind)


def _tested(fit: Any) -> Any:
    from likely.fit.regression.tested import tested

    return tested(fit)


WAYS = Ways(_body, _figure, _remade, _tested)  # each is loaded when it is asked for
