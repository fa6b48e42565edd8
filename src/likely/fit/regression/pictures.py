"""The report page of a regression: verdict, pictures of what it says, numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from likely.data.scan import describe
from likely.fit.calibration import reliability_picture, reliability_words
from likely.fit.page import again_section, figure, numbers_section, verdict_section
from likely.fit.regression.views import MOST, Agreement, FittedCurve, Forest, seen
from likely.stage.drawing import against_picture, drawn
from likely.stage.marks.outline import Outline
from likely.stage.marks.scatter import Scatter
from likely.stage.picture import Axis, Frame
from likely.stage.svg import escape, write
from likely.stage.ticks import ticks

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression

LETTERS = 22


def regression_body(fit: Regression) -> tuple[str, list[str]]:
    """Title and sections. Raises UsageError for a fit that was loaded, and so has no data."""
    shown = seen(fit)
    recipe = fit.recipe
    where = describe(recipe.data) if recipe.source is not None else "data in memory"
    missing = f"{fit.n_missing:,} rows missing" if fit.n_missing else "none missing"
    title = f"{fit.family} regression fitted to {where}: {fit.formula}"
    note = f" · {fit.model['note']}" if fit.model.get("note") else ""
    figures = [
        forest_figure(shown.forest) if shown.forest else "",
        curve_figure(fit, shown.curve) if shown.curve else "",
        _agreement(fit, shown.agreement) if shown.agreement else "",
        _reliability(fit, shown.reliability) if shown.reliability else "",
    ]
    there = "".join(figures)
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="rows">{fit.n:,} observations, {missing} · {escape(fit.link)} link, unpenalised'
        f"{escape(note)}</p>",
        verdict_section(fit),
        numbers_section(fit),
        f'<section><h2>Pictures</h2><div class="figures">{there}</div></section>' if there else "",
        again_section(recipe.command(), recipe.python()),
    ]
    return title, body


def forest_figure(forest: Forest) -> str:
    """Every coefficient with its interval, in standard errors."""
    ends = [end for _, _, both in forest.rows for end in both if abs(end) < float("inf")]
    low, high = min([-1.0, *ends]), max([1.0, *ends])
    pad = 0.05 * (high - low)
    low, high = low - pad, high + pad
    count = len(forest.rows)
    names = tuple((float(count - i), short_name(name)) for i, (name, _, _) in enumerate(forest.rows))
    frame = Frame(
        Axis(low, high, "in standard errors", ticks(low, high)), Axis(0.4, count + 0.6, "coefficient", names)
    )
    frame.top = 44
    frame.left = 24 + int(8.6 * max(len(text) for _, text in names))
    marks: list[Any] = [Outline("diagonal", "", ((0.0, 0.4), (0.0, count + 0.6)))]
    for i, (_, _, (left, right)) in enumerate(forest.rows):
        y = float(count - i)
        marks.append(Outline(f"model interval-{i}", "", ((left, y), (right, y))))
    points = tuple((at, float(count - i)) for i, (_, at, _) in enumerate(forest.rows))
    marks.append(Scatter("data", points))
    caption = "Each interval and estimate, divided by the standard error. An interval across the dashed line "
    caption += "holds 0: these data leave open whether that input matters at all."
    if forest.left_out:
        caption += f" The first {MOST} of {count + forest.left_out} are drawn."
    svg = write(drawn(frame, marks), "coefficients", "Coefficients with their intervals, in standard errors")
    return figure("Coefficients", svg, caption)


def curve_figure(fit: Regression, curve: FittedCurve) -> str:
    """What is expected along the one input, over the rows."""
    xs = [x for x, _ in curve.lines[0][1]]
    ys = [y for _, line in curve.lines for _, y in line] + [y for _, y in curve.points]
    low, high = min(ys), max(ys)
    pad, wide = 0.05 * (high - low) or 1.0, 0.03 * (xs[-1] - xs[0])
    low, high, left, right = low - pad, high + pad, xs[0] - wide, xs[-1] + wide
    frame = Frame(
        Axis(left, right, short_name(curve.input), ticks(left, right)),
        Axis(low, high, short_name(curve.response), ticks(low, high, 5)),
    )
    frame.top = 44
    frame.left = max(56, 16 + 9 * max(len(text) for _, text in frame.y_axis.ticks))
    marks: list[Any] = [Scatter("data", curve.points)] if curve.points else []
    for i, (name, line) in enumerate(curve.lines):
        marks.append(Outline(f"model expected-{i}", name, line))
    svg = write(drawn(frame, marks), "curve", f"What the model expects along {curve.input}, and the rows")
    if fit.family in ("categorical", "ordinal"):
        told = "The probability of each class along the input, its name where it is likeliest."
    elif fit.family == "bernoulli":
        told = "The line is the probability of success. Points are the rows: 1 where it came, 0 where not."
    else:
        told = f"The line is the model's {'time scale' if 'event' in fit.model else 'mean'}. Points are "
        told += "the rows." if curve.step == 1 else f"every {curve.step:,}th row."
    return figure("The fitted curve", svg, told)


def _agreement(fit: Regression, view: Agreement) -> str:
    picture = against_picture(view.against, "observed", f"predicted {view.what}", "observed")
    svg = write(picture, "observed", "Observed against predicted")
    told = "Each point is a row" if view.step == 1 else f"Each point is every {view.step:,}th row"
    censored = " whose event was seen" if "event" in fit.model else ""
    return figure("Observed and predicted", svg, f"{told}{censored}. On the line they agree.")


def _reliability(fit: Regression, bins: Any) -> str:
    whose = "of success" if fit.family == "bernoulli" else "of the likeliest class"
    return figure("Reliability", reliability_picture(bins), reliability_words(whose))


def short_name(name: str) -> str:
    """A name that fits beside a picture."""
    return name if len(name) <= LETTERS else name[: LETTERS - 1] + "…"
