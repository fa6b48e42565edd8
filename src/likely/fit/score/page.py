"""A score of predictions as one self-contained page: numbers, the reliability picture, the worst rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from likely.fit.calibration import Bin, reliability_picture, reliability_words
from likely.fit.page import document, figure
from likely.fit.report import number
from likely.fit.whole import write_whole
from likely.stage.svg import escape

if TYPE_CHECKING:
    from likely.fit.score.score_predictions import PredictionScore


def write_score_page(score: PredictionScore, path: str | Path) -> None:
    """Write the page, whole or not at all."""
    write_whole(path, score_page(score))


def score_page(score: PredictionScore) -> str:
    """The HTML text."""
    title = f"{score.kind.capitalize()} of {len(score.classes)} classes scored: {score.source}"
    missing = f"{score.n_missing:,} left out" if score.n_missing else "none missing"
    facts = [
        ("average NLL, nats a row", number(score.nll)),
        ("perplexity", number(score.perplexity)),
        ("accuracy", number(score.accuracy)),
        ("Brier score", number(score.brier)),
        ("class shares alone, nats", number(score.class_entropy)),
    ]
    if score.entropy is not None and score.kl is not None:
        facts += [("entropy floor", number(score.entropy)), ("KL above it", number(score.kl))]
    listed = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts)
    head = (
        '<section class="verdict not_attained"><h2>An infinite average</h2><p>What happened had '
        "probability 0 "
        f"in {score.impossible:,} of {score.n:,} rows; the worst of them stand below.</p></section>"
        if score.impossible
        else ""
    )
    whose = f"of class {score.classes[1]!r}" if score.binary else "of the likeliest class"
    after = score.calibration_after
    shown = figure(
        "Reliability",
        reliability_picture(score.calibration, after),
        escape(reliability_words(whose, after is not None)),
    )
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="rows">{score.n:,} rows, {missing}</p>',
        head,
        f"<section><h2>Numbers</h2><dl>{listed}</dl>{_interval(score)}{_temperature(score)}</section>",
        f'<section><h2>Calibration</h2><div class="figures">{shown}</div>{_table(score)}</section>',
        _costliest(score),
    ]
    return document(title, body)


def _interval(score: PredictionScore) -> str:
    if score.interval is None:
        return ""
    low, high = score.interval
    return (
        f'<p class="note">Average NLL {number(low)} to {number(high)}: {score.level:.0%} bootstrap of rows, '
        f"{score.draws:,} draws, seed {score.seed}.</p>"
    )


def _temperature(score: PredictionScore) -> str:
    found = score.temperature
    if found is None:
        return ""
    return (
        f'<p class="note">Temperature {number(found.value)} ({found.verdict.replace("_", " ")}: '
        f"{escape(found.message)}). Average NLL {number(found.nll_before)} before, "
        f"{number(found.nll_after)} after.</p>"
    )


def _table(score: PredictionScore) -> str:
    after = {one.low: one for one in score.calibration_after or ()}
    before = {one.low: one for one in score.calibration}
    heads = ["probability", "rows", "mean", "came true"]
    if after:
        heads += ["rows after", "mean after", "came true after"]
    lines = []
    for low in sorted({*before, *after}):
        cells = _cells(before.get(low)) + (_cells(after.get(low)) if after else [])
        lines.append(
            f'<tr><th scope="row">{low:.1f} to {low + 0.1:.1f}</th>'
            + "".join(f"<td>{cell}</td>" for cell in cells)
            + "</tr>"
        )
    top = "".join(f'<th scope="col">{head}</th>' for head in heads)
    body = "".join(lines)
    return f'<div class="sheet"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _cells(one: Bin | None) -> list[str]:
    return ["0", "–", "–"] if one is None else [f"{one.n:,}", f"{one.probability:.4f}", f"{one.observed:.4f}"]


def _costliest(score: PredictionScore) -> str:
    lines = "".join(
        f'<tr><th scope="row">{escape(one.where)}</th><td>{escape(one.target)}</td>'
        f"<td>{number(one.probability)}</td><td>{number(one.nats)}</td></tr>"
        for one in score.costliest
    )
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("row", "what happened", "probability", "nats")
    )
    return (
        '<section><h2>Rows that cost most</h2><div class="sheet"><table><thead><tr>'
        f"{heads}</tr></thead><tbody>{lines}</tbody></table></div></section>"
    )
