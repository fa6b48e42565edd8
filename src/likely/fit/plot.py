"""The views of a fit with matplotlib, for those who work there: the same numbers as the report page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from likely.errors import UsageError
from likely.fit.recipe import known
from likely.fit.views.histogram import Histogram
from likely.fit.views.survival import Survival
from likely.fit.views.views import views
from likely.solve.landscape import Curve
from likely.stage.format import short

if TYPE_CHECKING:
    from likely.fit.result import Fit

DATA, MODEL, QUIET = "#17608f", "#b23a12", "#85827a"


def plot(fit: Fit) -> Any:
    """A matplotlib Figure with a panel for each view that exists: data, QQ, PP, likelihood.

    Nothing is shown and pyplot is not touched: a notebook shows the returned figure, a script saves it
    with `figure.savefig`. Raises UsageError if matplotlib is not installed, or the fit has no data.
    """
    ways = getattr(known(fit), "ways", None)
    if ways is not None:
        return ways.figure(fit)
    shown, name = views(fit), plain(fit.recipe.column or "value")
    pairs: list[tuple[Callable[..., None], Any]] = [
        (_data, shown.data),
        (_quantiles, shown.qq),
        (_shares, shown.pp),
        (_likelihood, shown.likelihood),
    ]
    return canvas(
        fit, [(partial(_drawn, draw, name, fit.family), view) for draw, view in pairs if view is not None]
    )


def canvas(fit: Fit, panels: Sequence[tuple[Callable[[Any, Any], None], Any]]) -> Any:
    """A Figure with a panel for each view: two in a line, the verdict above."""
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise UsageError("plot needs matplotlib · pip install 'likely[plot]'") from None
    columns = min(2, max(1, len(panels)))
    lines = max(1, -(-len(panels) // columns))
    figure = Figure(figsize=(5.2 * columns, 3.8 * lines + 0.5), layout="constrained")
    figure.suptitle(f"{fit.family} · {fit.verdict.replace('_', ' ')} · {fit.n:,} observations", fontsize=11)
    for i, (draw, view) in enumerate(panels):
        axes = figure.add_subplot(lines, columns, i + 1)
        axes.spines[["top", "right"]].set_visible(False)
        draw(axes, view)
    return figure


def _drawn(draw: Callable[..., None], name: str, family: str, axes: Any, view: Any) -> None:
    draw(axes, view, name, family)


def plain(name: str) -> str:
    """A name as it is: dollar signs are no mathematics here."""
    return name.replace("$", r"\$")


def _data(axes: Any, view: Histogram | Survival, name: str, _: str) -> None:
    axes.set_xlabel(name)
    if isinstance(view, Survival):
        axes.plot(*zip(*view.steps, strict=True), color=DATA, label="Kaplan–Meier")
        axes.set_ylabel("share still to come")
    else:
        left, right, height = zip(*view.bars, strict=True)
        widths = [b - a for a, b in zip(left, right, strict=True)]
        axes.bar(left, height, widths, align="edge", facecolor="#e4eef4", edgecolor=DATA, label="data")
        axes.set_ylabel("share" if view.counts else "density")
        if view.model:
            middle = [(a + b) / 2 for a, b in zip(left, right, strict=True)]
            axes.plot(middle, view.model, "_", markersize=14, color=MODEL, label="model")
        axes.set_ylim(0, None)
    if view.curve:
        axes.plot(*zip(*view.curve, strict=True), color=MODEL, label="model")
    axes.legend(frameon=False)


def _quantiles(axes: Any, view: Any, _: str, family: str) -> None:
    against(axes, view, f"{family} quantile", "observed")


def _shares(axes: Any, view: Any, _: str, family: str) -> None:
    against(axes, view, f"{family} share", "observed share")


def against(axes: Any, view: Any, x: str, y: str) -> None:
    """Points against the diagonal."""
    axes.axline(view.points[0][:1] * 2, slope=1, color=QUIET, linestyle="--", linewidth=1)
    axes.plot(*zip(*view.points, strict=True), ".", color=DATA, markersize=4)
    axes.set_xlabel(x)
    axes.set_ylabel(y)


def _likelihood(axes: Any, view: Any, _: str, __: str) -> None:
    if isinstance(view, Curve):
        axes.plot(*zip(*view.points, strict=True), color="black")
        axes.axhline(-view.drop, color=QUIET, linestyle="--")
        axes.axvline(view.estimate, color=DATA, linestyle="-.")
        axes.plot(view.interval, (-view.drop, -view.drop), color=MODEL, linewidth=3)
        axes.set_ylim(-4.2 * view.drop, 0.35 * view.drop)
        axes.set_xlabel(view.name)
        axes.set_ylabel("log-likelihood below its maximum, nats")
        return
    for drop, loop in view.lines:
        own = abs(drop - view.drop) < 1e-9
        closed = (*loop, loop[0])
        axes.plot(*zip(*closed, strict=True), color="black" if own else QUIET, linestyle="-" if own else "--")
        axes.annotate(f"−{short(drop)}", max(loop, key=lambda place: place[1]), fontsize=8)
    axes.plot(*view.estimate, "o", color=MODEL, markersize=4)
    (low, high), (bottom, top) = view.intervals
    axes.hlines(axes.get_ylim()[0], low, high, color=MODEL, linewidth=4)
    axes.vlines(axes.get_xlim()[0], bottom, top, color=MODEL, linewidth=4)
    axes.set_xlabel(view.names[0])
    axes.set_ylabel(view.names[1])
