"""Fits written to files and read back: versioned JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from likely.errors import DataError
from likely.fit.checked import checked
from likely.fit.result import Estimate, Fit
from likely.fit.whole import write_whole

VERSION = 1


def save(fit: Fit, path: str | Path) -> None:
    """Write a fit as JSON. Every number is read back to the same double.

    Raises DataError where the path cannot be written.

    >>> import likely, os, tempfile
    >>> path = os.path.join(tempfile.mkdtemp(), "fit.json")
    >>> likely.save(likely.fit("poisson", [1, 2, 3]), path)
    >>> likely.load(path).parameters["rate"].estimate
    2.0
    """
    text = json.dumps(
        {"likely": VERSION, "fit": fit.to_dict()}, allow_nan=False, indent=1, ensure_ascii=False
    )
    write_whole(path, text + "\n")


def load(path: str | Path) -> Fit:
    """Read a fit that `save` wrote: the numbers, not the data. DataError for anything else.

    >>> import likely
    >>> likely.load("nowhere.json")
    Traceback (most recent call last):
    likely.errors.DataError: nowhere.json: no such file or directory · check the path
    """
    try:
        document = json.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as problem:
        raise DataError(f"{path}: {(problem.strerror or str(problem)).lower()} · check the path") from None
    except (ValueError, RecursionError):
        raise DataError(f"{path}: not a saved fit · write one with --save, or likely.save") from None
    if not isinstance(document, dict) or document.get("likely") != VERSION or "fit" not in document:
        raise DataError(f"{path}: not a fit saved by this version (format {VERSION}) · fit and save again")
    try:
        shape = checked(document["fit"])
    except (ValueError, RecursionError) as problem:
        reason = "it is nested too deeply" if isinstance(problem, RecursionError) else problem
        raise DataError(f"{path}: the saved fit is damaged: {reason} · fit and save again") from None
    return from_dict(shape)


def from_dict(shape: Mapping[str, Any]) -> Fit:
    """The fit whose `to_dict` this is.

    >>> import likely
    >>> fit = likely.fit("poisson", [1, 2, 3])
    >>> likely.from_dict(fit.to_dict()) == fit
    True
    """
    rest = dict(shape)
    parameters = {
        name: Estimate(
            _number(one["estimate"]), _number(one["stderr"]), _ends(one["interval"]), one["interval_method"]
        )
        for name, one in rest.pop("parameters").items()
    }
    numbers = {name: _number(rest.pop(name)) for name in ("loglik", "nll", "entropy", "kl", "aic", "bic")}
    kind: type[Fit] = Fit
    if "formula" in rest:
        from likely.fit.regression.result import Regression

        kind = Regression
    test = rest.pop("goodness", None)
    if test is not None:
        from likely.fit.goodness import Goodness

        test = Goodness(**test)
    rest["warnings"] = tuple(rest["warnings"])
    return kind(parameters=parameters, goodness=test, **numbers, **rest)


def _ends(x: Any) -> Any:
    value = _number(x)
    return (
        tuple(value)
        if isinstance(value, list) and len(value) == 2 and not isinstance(value[0], list)
        else value
    )


def _number(x: Any) -> Any:
    if isinstance(x, dict):
        return {key: _ends(value) for key, value in x.items()}
    if isinstance(x, list):
        return [_number(value) for value in x]
    named = {"Infinity": math.inf, "-Infinity": -math.inf, "NaN": math.nan}
    return named.get(x, x) if isinstance(x, str) else x
