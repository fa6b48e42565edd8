"""The report page of a regression: verdict, coefficients drawn, observed beside predicted, numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from likely.data.scan import describe
from likely.errors import UsageError
from likely.fit.calibration import bins_of, reliability_picture, reliability_words
from likely.fit.page import again_section, figure, numbers_section, verdict_section
from likely.fit.regression.new_rows import CLASSIFIERS, class_numbers, class_probabilities, score_new_rows
from likely.fit.regression.predict import predict_rows
from likely.fit.views.quantiles import Against
from likely.stage.drawing import against_picture, drawn
from likely.stage.marks.outline import Outline
from likely.stage.marks.scatter import Scatter
from likely.stage.picture import Axis, Frame
from likely.stage.svg import escape, write
from likely.stage.ticks import ticks

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression

MOST = 12  # coefficients that fit into one picture
LETTERS = 22
POINTS = 1000


def regression_body(fit: Regression) -> tuple[str, list[str]]:
    """Title and sections. Raises UsageError for a fit that was loaded, and so has no data."""
    recipe = fit.recipe
    if recipe is None:
        raise UsageError(
            "this fit has no data with it: it was loaded from a file or unpickled · fit again with likely.fit"
        )
    where = describe(recipe.data) if recipe.source is not None else "data in memory"
    missing = f"{fit.n_missing:,} rows missing" if fit.n_missing else "none missing"
    title = f"{fit.family} regression fitted to {where}: {fit.formula}"
    note = f" · {fit.model['note']}" if fit.model.get("note") else ""
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="rows">{fit.n:,} observations, {missing} · {escape(fit.link)} link, unpenalised'
        f"{escape(note)}</p>",
        verdict_section(fit),
        numbers_section(fit),
        _pictures(fit),
        again_section(recipe.command(), recipe.python()),
    ]
    return title, body


def _pictures(fit: Regression) -> str:
    shown = [_coefficients(fit), _observed(fit)]
    there = "".join(one for one in shown if one)
    return f'<section><h2>Pictures</h2><div class="figures">{there}</div></section>' if there else ""


def _coefficients(fit: Regression) -> str:
    """Estimates and intervals, each divided by its own standard error, so that all fit on one axis."""
    known = [
        (name, one)
        for name, one in fit.parameters.items()
        if one.stderr and math.isfinite(one.estimate) and name not in ("scale", "sigma", "size", "shape")
    ]
    if not known:
        return ""
    rows = [
        (name, one.estimate / one.stderr, [end / one.stderr for end in one.interval])
        for name, one in known[:MOST]
    ]
    low = min(-1.0, *(ends[0] for _, _, ends in rows if math.isfinite(ends[0])))
    high = max(1.0, *(ends[1] for _, _, ends in rows if math.isfinite(ends[1])))
    pad = 0.05 * (high - low)
    low, high = low - pad, high + pad
    count = len(rows)
    names = tuple((float(count - i), _short(name)) for i, (name, _, _) in enumerate(rows))
    frame = Frame(
        Axis(low, high, "in standard errors", ticks(low, high)), Axis(0.4, count + 0.6, "coefficient", names)
    )
    frame.top = 44
    frame.left = 24 + int(8.6 * max(len(text) for _, text in names))
    marks: list[Any] = [Outline("diagonal", "", ((0.0, 0.4), (0.0, count + 0.6)))]
    for i, (_, _, ends) in enumerate(rows):
        y = float(count - i)
        marks.append(Outline(f"model interval-{i}", "", ((ends[0], y), (ends[1], y))))
    marks.append(Scatter("data", tuple((at, float(count - i)) for i, (_, at, _) in enumerate(rows))))
    caption = "Each interval and estimate, divided by the standard error. An interval across the dashed line "
    caption += "holds 0: these data leave open whether that input matters at all."
    if len(known) > MOST:
        caption += f" The first {MOST} of {len(known)} are drawn."
    svg = write(drawn(frame, marks), "coefficients", "Coefficients with their intervals, in standard errors")
    return figure("Coefficients", svg, caption)


def _observed(fit: Regression) -> str:
    """What happened against what was predicted, where there is a maximum to predict with."""
    if not fit.exists or hasattr(fit.recipe.data, "peek") or fit.recipe.source == "-":
        return ""
    missing = fit.recipe.asked.missing
    if fit.family in CLASSIFIERS:
        return _reliability(fit, missing)
    new = score_new_rows(fit, fit.recipe.data, missing)
    if "lower" in fit.model:
        return ""
    exact = [i for i, text in enumerate(new.shown) if not text.startswith("after ")]
    step = max(1, -(-len(exact) // POINTS))
    mean = predict_rows(fit, new.rows)
    points = tuple((float(mean[i]), float(new.shown[i])) for i in exact[::step])
    if not points:
        return ""
    what = "time scale of the model" if "scale" in fit.parameters or fit.family == "exponential" else "mean"
    picture = against_picture(Against(points), "observed", f"predicted {what}", "observed")
    svg = write(picture, "observed", "Observed against predicted")
    told = "Each point is a row" if step == 1 else f"Each point is every {step:,}th row"
    censored = " whose event was seen" if "event" in fit.model else ""
    return figure("Observed and predicted", svg, f"{told}{censored}. On the line they agree.")


def _reliability(fit: Regression, missing: str) -> str:
    import numpy as np

    new = score_new_rows(fit, fit.recipe.data, missing)
    p, target = class_probabilities(fit, new.rows), class_numbers(fit, new.shown)
    binary = p.shape[1] == 1
    whose = "of success" if binary else "of the likeliest class"
    two = np.concatenate([1 - p, p], axis=1) if binary else p
    return figure("Reliability", reliability_picture(bins_of(two, target, binary)), reliability_words(whose))


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else name[: LETTERS - 1] + "…"
