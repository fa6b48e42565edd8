"""The views of a regression with matplotlib: the same numbers as the report page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from likely.fit.plot import DATA, MODEL, QUIET, against, canvas, plain
from likely.fit.regression.pictures import short_name
from likely.fit.regression.views import Agreement, FittedCurve, Forest, seen

if TYPE_CHECKING:
    from likely.fit.regression.result import Regression


def figure(fit: Regression) -> Any:
    """A matplotlib Figure: coefficients, the fitted curve of one input, observed against predicted."""
    shown = seen(fit)
    pairs: list[tuple[Callable[[Any, Any], None], Any]] = [
        (_forest, shown.forest),
        (_curve, shown.curve),
        (_agreement, shown.agreement),
        (_reliability, shown.reliability),
    ]
    return canvas(fit, [(draw, view) for draw, view in pairs if view is not None])


def _forest(axes: Any, forest: Forest) -> None:
    count = len(forest.rows)
    axes.axvline(0, color=QUIET, linestyle="--", linewidth=1)
    for i, (_, at, (low, high)) in enumerate(forest.rows):
        axes.plot((low, high), (count - i, count - i), color=MODEL, linewidth=2)
        axes.plot(at, count - i, "o", color=DATA, markersize=4)
    axes.set_yticks(range(count, 0, -1), [plain(short_name(name)) for name, _, _ in forest.rows])
    axes.set_ylim(0.4, count + 0.6)
    axes.set_xlabel("coefficient, in standard errors")
    if forest.left_out:
        axes.set_title(f"the first {count} of {count + forest.left_out}", fontsize=9)


def _curve(axes: Any, curve: FittedCurve) -> None:
    if curve.points:
        axes.plot(*zip(*curve.points, strict=True), ".", color=DATA, markersize=4)
    styles = ("-", "--", "-.", ":")
    for i, (name, line) in enumerate(curve.lines):
        axes.plot(
            *zip(*line, strict=True), color=MODEL, linestyle=styles[i % 4], label=plain(name) or "expected"
        )
    axes.set_xlabel(plain(curve.input))
    axes.set_ylabel(plain(curve.response))
    axes.legend(frameon=False)


def _agreement(axes: Any, view: Agreement) -> None:
    against(axes, view.against, f"predicted {view.what}", "observed")


def _reliability(axes: Any, bins: Any) -> None:
    axes.plot((0, 1), (0, 1), color=QUIET, linestyle="--", linewidth=1)
    axes.plot([one.probability for one in bins], [one.observed for one in bins], "o-", color=DATA)
    axes.set_xlabel("probability given")
    axes.set_ylabel("share that came true")
