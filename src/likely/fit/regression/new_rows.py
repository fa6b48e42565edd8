"""What new rows cost a fitted regression: the parts of the likelihood, at the coefficients that are known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from likely.data.frame import Rows, read_rows
from likely.fit.regression.asked import Asked
from likely.fit.regression.design import Formula, parse, rebuild, response_values
from likely.fit.regression.model import Columns
from likely.fit.regression.parts import row_log_likelihoods
from likely.fit.regression.predict import predict_rows
from likely.fit.regression.regress import model_of
from likely.fit.regression.response import offset_of

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression


@dataclass(frozen=True)
class NewRows:
    """Rows with their inputs and their response; `nats` is the surprise of each, `shown` what happened."""

    rows: Rows
    nats: Any
    shown: tuple[str, ...]
    formula: Formula


def score_new_rows(fit: Regression, data: Any, missing: str = "error") -> NewRows:
    """Read new rows and tell what each costs. Each counts once, whatever weights the fit had.

    Raises DataError for a level or a class that was not fitted, and for a response that the family excludes.
    """
    import numpy as np

    formula = parse(fit.formula)
    side = {
        name: fit.model[name]
        for name in ("offset", "exposure", "event", "lower", "upper")
        if name in fit.model
    }
    own = () if "lower" in side else formula.response_columns
    blank = [side[name] for name in ("lower", "upper") if name in side]
    rows = read_rows(
        data, [*own, *formula.input_columns, *side.values()], missing == "drop", may_be_blank=blank
    )
    design = rebuild(formula, fit.model["design"], rows)
    names = list(design.names)
    columns = Columns(
        design.matrix,
        tuple(names),
        np.eye(len(names)),
        names.index("Intercept") if "Intercept" in names else None,
    )
    offset = offset_of(rows, side.get("offset"), side.get("exposure"))
    model = model_of(
        fit.family, formula, rows, columns, offset, np.ones(len(rows.table)), fit.link,
        Asked(event=side.get("event"), lower=side.get("lower"), upper=side.get("upper")),
        fit.model.get("labels", ()),
    )  # fmt: skip
    values = np.zeros(len(model.start))
    for one in model.reported:
        estimate = float(fit.parameters[one.name].estimate)
        values += one.along * (math.log(estimate) if one.positive else estimate)
    nats = np.zeros(len(rows.table))
    found = 0.0 - row_log_likelihoods(model.parts, values)
    place = 0
    for part in model.parts:
        at = np.arange(len(nats)) if part.index is None else part.index
        nats[at] = found[place : place + len(part)]
        place += len(part)
    return NewRows(rows, nats, _shown(formula, rows, side), formula)


def _shown(formula: Formula, rows: Rows, side: dict[str, str]) -> tuple[str, ...]:
    """What happened in each row, in words."""
    if "lower" in side:
        return tuple(
            f"between {low:g} and {high:g}"
            for low, high in zip(rows.table[side["lower"]], rows.table[side["upper"]], strict=True)
        )
    values = response_values(formula, rows).tolist()
    texts = [f"{x:g}" if isinstance(x, float) else str(x) for x in values]
    if "event" not in side:
        return tuple(texts)
    seen = rows.table[side["event"]].tolist()
    return tuple(text if float(e) == 1 else f"after {text}" for text, e in zip(texts, seen, strict=True))


def class_probabilities(fit: Regression, rows: Rows) -> Any:
    """(rows, classes), or (rows, 1) with the probability of the second of two classes."""
    import numpy as np

    found = predict_rows(fit, rows)
    if isinstance(found, dict):
        return np.stack([found[label] for label in fit.model["labels"]], axis=1)
    return np.asarray(found)[:, None]


def class_labels(fit: Regression) -> tuple[str, ...]:
    """The classes in the order of their numbers."""
    return tuple(fit.model.get("labels", ())) or ("0", "1")


def class_numbers(fit: Regression, shown: Sequence[str]) -> Any:
    """The number of the class that happened in each row."""
    import numpy as np

    written = {label: i for i, label in enumerate(class_labels(fit))}
    if "labels" not in fit.model:
        written |= {"False": 0, "True": 1}
    return np.array([written[text] for text in shown])
