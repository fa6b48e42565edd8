"""What besides family, data and formula a regression is asked for, and what does not go with a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from likely.errors import UsageError

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression

COLUMNS = ("event", "lower", "upper", "offset", "exposure", "weights")
ELSEWHERE = {"column": None, "trials": None, "start": 0, "components": None, "fixed": None, "resolution": None}


@dataclass(frozen=True)
class Asked:
    """Meanings are told in `likely.fit`; the columns are names."""

    link: str | None = None
    event: str | None = None
    lower: str | None = None
    upper: str | None = None
    offset: str | None = None
    exposure: str | None = None
    weights: str | None = None
    levels: Sequence[str] = ()
    missing: str = "error"
    interval: str = "profile"
    level: float = 0.95


def with_formula(family: str, data: Any, formula: str, given: Mapping[str, Any]) -> Regression:
    """Fit a regression, from the arguments of `likely.fit`."""
    from likely.fit.regression.regress import regress

    for name, default in ELSEWHERE.items():
        if given[name] != default and given[name] != {}:
            raise UsageError(f"{name} does not go with a formula · leave it out")
    for name in COLUMNS:
        if given[name] is not None and not isinstance(given[name], str):
            raise UsageError(f"{name} must be the name of a column when there is a formula · put it in the table")
    return regress(family, data, formula, Asked(**{name: given[name] for name in Asked.__dataclass_fields__}))
