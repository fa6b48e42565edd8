"""Views as SVG, with the marks of the notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from likely.fit.report import number_short
from likely.fit.views.histogram import Histogram
from likely.fit.views.landscape import Contours, Curve
from likely.fit.views.quantiles import Against
from likely.fit.views.survival import Survival
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.extent import Extent
from likely.stage.marks.marker import Marker
from likely.stage.marks.outline import Outline
from likely.stage.marks.rectangle import rectangle
from likely.stage.marks.scatter import Scatter
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Element, Frame
from likely.stage.svg import write
from likely.stage.ticks import ticks

LONGEST = 44  # letters of a name on an axis


class _Columns:
    """Bars of their own left and right ends."""

    def __init__(self, id: str, bars: Sequence[tuple[float, float, float]]) -> None:
        self.id = id
        self.bars = bars

    def elements(self, frame: Frame) -> list[Element]:
        """A rectangle for each bar."""
        drawn = []
        for i, (left, right, height) in enumerate(self.bars):
            a, b = frame.x(left), frame.x(right)
            top = frame.y(min(height, frame.y_axis.high))
            bottom = frame.height - frame.bottom
            drawn.append(rectangle(f"{self.id}-{i}", "bar " + self.id, a, top, b - a, bottom - top))
        return drawn


def data_picture(view: Histogram | Survival, name: str, title: str) -> str:
    """The data and, where there is one, the fitted model."""
    if isinstance(view, Survival):
        return _survival(view, name, title)
    low, high = view.bars[0][0], view.bars[-1][1]
    top = max([bar[2] for bar in view.bars])
    peaks = sorted(view.model or ()) if view.model else sorted(p[1] for p in view.curve or ())
    if peaks:
        top = max(top, min(peaks[-1], 3 * top or peaks[-1]))
    frame = _frame(low, high, 0.0, top * 1.12 or 1.0, name, "share" if view.counts else "density")
    marks: list[Any] = []
    if view.counts:
        whole = [(x, text.partition(".")[0]) for x, text in frame.x_axis.ticks if x == round(x)]
        frame.x_axis.ticks = tuple(whole)
        gap = 0.12 * (view.bars[0][1] - view.bars[0][0])
        marks.append(_Columns("data", [(a + gap, b - gap, h) for a, b, h in view.bars]))
        if view.model:
            wide = [(a, b, m) for (a, b, _), m in zip(view.bars, view.model, strict=True)]
            marks.append(Scatter("model", tuple(((a + b) / 2, m) for a, b, m in wide)))
            marks += [
                Outline(f"model rung rung-{i}", "", ((a + gap / 2, m), (b - gap / 2, m)))
                for i, (a, b, m) in enumerate(wide)
            ]
    else:
        marks.append(_Columns("data", view.bars))
        if view.curve:
            marks.append(Outline("model", "", view.curve))
    return written(frame, marks, "data", title)


def _survival(view: Survival, name: str, title: str) -> str:
    frame = _frame(view.steps[0][0], view.steps[-1][0] or 1.0, 0.0, 1.05, name, "share still alive")
    marks: list[Any] = [Outline("data", "", view.steps)]
    if view.curve:
        marks.append(Outline("model", "", view.curve))
    return written(frame, marks, "data", title)


def against_picture(view: Against, id: str, x: str, y: str, title: str) -> str:
    """Points against the diagonal."""
    xs, ys = zip(*view.points, strict=True)
    low, high = min(*xs, *ys), max(*xs, *ys)
    pad = 0.03 * (high - low) or abs(low) * 0.05 or 1.0
    if id == "pp":
        low, high, pad = 0.0, 1.0, 0.0
    frame = _frame(low - pad, high + pad, low - pad, high + pad, x, y)
    ends = ((low - pad, low - pad), (high + pad, high + pad))
    return written(frame, [Outline("diagonal", "", ends), Scatter("data", view.points)], id, title)


def likelihood_picture(view: Curve | Contours, title: str, level: float) -> str:
    """The log-likelihood below its maximum, with the interval."""
    percent = f"{100 * level:g} %"
    if isinstance(view, Curve):
        points = view.points
        frame = _frame(
            points[0][0], points[-1][0], -4.2 * view.drop, 0.35 * view.drop, view.name,
            "log-likelihood below its maximum, nats",
        )  # fmt: skip
        shown = tuple(p for p in points if p[1] >= -4.2 * view.drop)
        marks: list[Any] = [
            Baseline("level", f"{percent}: −{view.drop:.2f}", -view.drop),
            Outline("likelihood", "", shown),
            Extent("interval", *view.interval),
            Marker("mle", number_short(view.estimate), view.estimate),
        ]
        return written(frame, marks, "likelihood", title)
    places = [place for _, loop in view.lines for place in loop]
    xs, ys = [p[0] for p in places], [p[1] for p in places]
    pad_x, pad_y = 0.06 * (max(xs) - min(xs)), 0.06 * (max(ys) - min(ys))
    frame = _frame(min(xs) - 2 * pad_x, max(xs) + pad_x, min(ys) - 2 * pad_y, max(ys) + pad_y, *view.names)
    marks = []
    for i, (drop, loop) in enumerate(view.lines):
        own = " own" if abs(drop - view.drop) < 1e-9 else ""
        marks.append(Outline(f"contour contour-{i}{own}", f"−{drop:.2g}", loop, closed=True))
    marks += [
        Extent("interval-x interval", *view.intervals[0]),
        Extent("interval-y interval", *view.intervals[1], upright=True),
        Scatter("mle", (view.estimate,)),
        Text("mle-name", "maximum", *view.estimate, right=8, up=6),
    ]
    return written(frame, marks, "likelihood", title)


def _frame(x_low: float, x_high: float, y_low: float, y_high: float, x: str, y: str) -> Frame:
    if not x_high > x_low:
        x_high = x_low + (abs(x_low) * 0.05 or 1.0)
    if not y_high > y_low:
        y_high = y_low + (abs(y_low) * 0.05 or 1.0)
    frame = Frame(
        Axis(x_low, x_high, _short(x), ticks(x_low, x_high)),
        Axis(y_low, y_high, _short(y), ticks(y_low, y_high, 5)),
    )
    frame.top = 44
    frame.left = max(56, 16 + 9 * max((len(text) for _, text in frame.y_axis.ticks), default=0))
    return frame


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def written(frame: Frame, marks: Sequence[Any], id: str, title: str) -> str:
    """Axes and marks as one SVG; `title` is read instead of it."""
    drawn = frame.elements()
    for mark in marks:
        for element in mark.elements(frame):
            own = element.id.replace(" ", "-")
            drawn.append(Element(own, element.tag, element.attributes, element.text))
    return write(drawn, id, title)
