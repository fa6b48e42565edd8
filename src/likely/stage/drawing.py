"""Pictures of a fit, with the marks of the notebooks: data and model, quantiles, the likelihood.

Each takes a view (`likely.fit.views`, or the Lab's own) and gives elements for `svg.write` or `changes`.
"""

from likely.formulas.elementary import Value
from likely.stage.format import short
from likely.stage.marks.baseline import Baseline
from likely.stage.marks.extent import Extent
from likely.stage.marks.marker import Marker, Thumb
from likely.stage.marks.outline import Outline
from likely.stage.marks.rectangle import rectangle
from likely.stage.marks.scatter import Scatter
from likely.stage.marks.text import Text
from likely.stage.picture import Axis, Element, Frame
from likely.stage.ticks import ticks

LONGEST = 44  # letters of a name on an axis


class _Columns:
    """Bars of their own left and right ends."""

    def __init__(self, id: str, bars: Value) -> None:
        self.id = id
        self.bars = bars

    def elements(self, frame: Frame) -> list[Element]:
        """A rectangle for each bar."""
        found = []
        for i, (left, right, height) in enumerate(self.bars):
            a, b = frame.x(left), frame.x(right)
            top = frame.y(min(height, frame.y_axis.high))
            bottom = frame.height - frame.bottom
            found.append(rectangle(f"{self.id}-{i}", "bar " + self.id, a, top, b - a, bottom - top))
        return found


def data_picture(view: Value, name: str, steady: bool = False) -> list[Element]:
    """The data and, where there is one, the fitted model. `steady`: the axes are those of the data alone."""
    if hasattr(view, "steps"):
        return _survival(view, name)
    low, high = view.bars[0][0], view.bars[-1][1]
    top = max([bar[2] for bar in view.bars])
    peaks = sorted(view.model or ()) if view.model else sorted(p[1] for p in view.curve or ())
    if steady:
        top *= 1.25
    elif peaks:
        top = max(top, min(peaks[-1], 3 * top or peaks[-1]))
    frame = _frame(low, high, 0.0, top * 1.12 or 1.0, name, "share" if view.counts else "density")
    marks: list[Value] = []
    if view.counts:
        whole = [(x, text.partition(".")[0]) for x, text in frame.x_axis.ticks if x == round(x)]
        frame.x_axis.ticks = tuple(whole)
        gap = 0.12 * (view.bars[0][1] - view.bars[0][0])
        marks.append(_Columns("data", [(a + gap, b - gap, h) for a, b, h in view.bars]))
        if view.model:
            wide = [(a, b, m) for (a, b, _), m in zip(view.bars, view.model)]
            marks.append(Scatter("model", tuple(((a + b) / 2, m) for a, b, m in wide)))
            marks += [
                Outline(f"model rung rung-{i}", "", ((a + gap / 2, m), (b - gap / 2, m)))
                for i, (a, b, m) in enumerate(wide)
            ]
    else:
        marks.append(_Columns("data", view.bars))
        if view.curve:
            marks.append(Outline("model", "", view.curve))
    return drawn(frame, marks)


def _survival(view: Value, name: str) -> list[Element]:
    frame = _frame(view.steps[0][0], view.steps[-1][0] or 1.0, 0.0, 1.05, name, "share still to come")
    marks: list[Value] = [Outline("data", "", view.steps)]
    if view.curve:
        marks.append(Outline("model", "", view.curve))
    return drawn(frame, marks)


def against_picture(view: Value, id: str, x: str, y: str) -> list[Element]:
    """Points against the diagonal."""
    xs, ys = [p[0] for p in view.points], [p[1] for p in view.points]
    low, high = min(xs + ys), max(xs + ys)
    pad = 0.03 * (high - low) or abs(low) * 0.05 or 1.0
    if id == "pp":
        low, high, pad = 0.0, 1.0, 0.0
    frame = _frame(low - pad, high + pad, low - pad, high + pad, x, y)
    ends = ((low - pad, low - pad), (high + pad, high + pad))
    return drawn(frame, [Outline("diagonal", "", ends), Scatter("data", view.points)])


def likelihood_picture(view: Value, level: float, here: Value = None) -> list[Element]:
    """The log-likelihood below its maximum, with the interval; `here` marks a place of the reader's own."""
    percent = f"{100 * level:g} %"
    if hasattr(view, "points"):
        points = view.points
        frame = _frame(
            points[0][0], points[-1][0], -4.2 * view.drop, 0.35 * view.drop, view.name,
            "log-likelihood below its maximum, nats",
        )  # fmt: skip
        shown = tuple(p for p in points if p[1] >= -4.2 * view.drop)
        marks: list[Value] = [
            Baseline("level", f"{percent}: −{view.drop:.2f}", -view.drop),
            Outline("likelihood", "", shown),
            Extent("interval", *view.interval),
            Marker("mle", short(view.estimate), view.estimate),
        ]
        if here:
            marks.append(Thumb("here", min(max(here[0], points[0][0]), points[-1][0])))
        return drawn(frame, marks)
    places = [place for _, loop in view.lines for place in loop]
    xs, ys = [p[0] for p in places], [p[1] for p in places]
    pad_x, pad_y = 0.06 * (max(xs) - min(xs)), 0.06 * (max(ys) - min(ys))
    room = max(pad_x, view.estimate[0] + 2.2 * pad_x - max(xs))  # for the word beside the maximum
    frame = _frame(min(xs) - 2 * pad_x, max(xs) + room, min(ys) - 2 * pad_y, max(ys) + pad_y, *view.names)
    marks = []
    for i, (drop, loop) in enumerate(view.lines):
        own = " own" if abs(drop - view.drop) < 1e-9 else ""
        marks.append(Outline(f"contour contour-{i}{own}", f"−{drop:.2g}", loop, closed=True))
    marks += [
        Extent("interval-x interval", *view.intervals[0]),
        Extent("interval-y interval", view.intervals[1][0], view.intervals[1][1], upright=True),
        Scatter("mle", (view.estimate,)),
        Text("mle-name", "maximum", view.estimate[0], view.estimate[1], right=8, up=-14),
    ]
    if here:
        marks.append(Scatter("here", (tuple(here),)))
    return drawn(frame, marks)


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


def drawn(frame: Frame, marks: list[Value]) -> list[Element]:
    """Every element, each with an id that can stand in markup."""
    found = list(frame.elements())
    for mark in marks:
        for element in mark.elements(frame):
            own = element.id.replace(" ", "-")
            found.append(Element(own, element.tag, element.attributes, element.text))
    return found
