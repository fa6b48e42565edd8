"""A fit in words, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from likely.stage.format import fixed, short

if TYPE_CHECKING:
    from likely.fit.result import Estimate, Fit


def report(fit: Fit, source: str = "") -> str:
    """The report that `likely fit` prints. The verdict stands first, since no number means more."""
    head = " · ".join(part for part in (fit.family, source, *_model(fit)) if part)
    seen = f"{fit.n:,} observations, " + (
        f"{fit.n_missing:,} rows missing" if fit.n_missing else "none missing"
    )
    table = rows(fit)
    widths = [max(len(row[i]) for row in table) for i in range(4)]
    lines = [
        "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    parts = [
        head,
        seen,
        "",
        f"verdict   {fit.verdict}: {fit.message}",
        "",
        *lines,
        "",
        _average(fit),
        *_carried(fit),
        f"log-likelihood  {number(fit.loglik)} nats",
        f"AIC {number(fit.aic)}   BIC {number(fit.bic)}",
    ]
    parts += [] if fit.goodness is None else [str(fit.goodness)]
    parts += [f"warning   {text}" for text in fit.warnings]
    return "\n".join(parts)


def _model(fit: Fit) -> list[str]:
    """What a regression says of itself beside its family."""
    formula = getattr(fit, "formula", "")
    if not formula:
        return []
    model: Any = getattr(fit, "model", {})
    told = [formula, f"{getattr(fit, 'link', '')} link, unpenalised"]
    return told + ([model["note"]] if model.get("note") else [])


def rows(fit: Fit) -> list[tuple[str, str, str, str]]:
    """The table of parameters as text: a line of headings, then one line a number."""
    table = [("", "estimate", "std. error", "interval")]
    for name, one in fit.parameters.items():
        table += [
            (whole, number(part.estimate), _stderr(part), _interval(part))
            for whole, part in _parts(name, one)
        ]
    return table


def _average(fit: Fit) -> str:
    if getattr(fit, "formula", ""):
        return f"average NLL     {number(fit.nll)} nats, given the inputs"
    if fit.entropy is None or fit.kl is None:
        return (
            f"average NLL     {number(fit.nll)} nats (of a density: the data have an entropy "
            "and a KL only with a "
            "resolution, see --resolution)"
        )
    return (
        f"average NLL     {number(fit.nll)} nats = entropy of the data {number(fit.entropy)} "
        f"+ mismatch KL {number(fit.kl)}"
    )


def _carried(fit: Fit) -> list[str]:
    """The values that carry most of the mismatch."""
    if not fit.carriers:
        return []
    told = "; ".join(
        f"{short(one.value)} (seen {100 * one.share:.3g} %, fitted {100 * one.probability:.3g} %)"
        for one in fit.carriers
    )
    return [f"most of the KL  at {told}"]


def number(x: float) -> str:
    """Seven significant digits, or fewer where they are zeros."""
    if x != x or x in (float("inf"), float("-inf")):
        return fixed(x, 0)
    return f"{x:.7g}".replace("-", "−")


def _parts(name: str, one: Estimate) -> list[tuple[str, Estimate]]:
    """One line a number: vectors by index or label."""
    if isinstance(one.estimate, (int, float)):
        return [(name, one)]
    keys = list(one.estimate) if isinstance(one.estimate, dict) else list(range(len(one.estimate)))
    parts = []
    for key in keys:
        error = None if one.stderr is None else one.stderr[key]
        ends = None if one.interval is None else one.interval[key]
        parts += _parts(f"{name}[{key}]", type(one)(one.estimate[key], error, ends, one.interval_method))
    return parts


def _stderr(one: Estimate) -> str:
    return "–" if one.stderr is None else f"{one.stderr:.4g}"


def _interval(one: Estimate) -> str:
    if one.interval is None or one.interval_method == "none":
        return "–"
    low, high = one.interval
    return f"{short(low)} to {short(high)} ({one.interval_method})"
