"""A fit as one self-contained HTML page: no script, nothing fetched, written whole or not at all."""

from __future__ import annotations

import base64
import hashlib
import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from likely.data.scan import describe
from likely.fit.recipe import known
from likely.fit.report import number, rows
from likely.fit.views.survival import Survival
from likely.fit.views.views import Views, views
from likely.fit.whole import write_whole
from likely.stage import drawing
from likely.stage.format import short
from likely.stage.svg import escape, write

if TYPE_CHECKING:
    from likely.fit.result import Fit


def page(fit: Fit) -> str:
    """The HTML text of a fit."""
    ways = getattr(fit.recipe, "ways", None)
    if ways is not None:
        return document(*ways.body(fit))
    recipe = known(fit)
    where = describe(recipe.data) if recipe.source is not None else "data in memory"
    column = f", column {recipe.column}" if recipe.column else ""
    title = f"{fit.family} fitted to {where}{column}"
    missing = f"{fit.n_missing:,} rows missing" if fit.n_missing else "none missing"
    body = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="rows">{fit.n:,} observations, {missing}</p>',
        verdict_section(fit),
        numbers_section(fit),
        _pictures(fit, views(fit), recipe.column or "value", recipe.level),
        again_section(recipe.command(), recipe.python()),
    ]
    return document(title, body)


def verdict_section(fit: Fit) -> str:
    """The verdict, its reason and the warnings."""
    return (
        f'<section class="verdict {escape(fit.verdict)}"><h2>Verdict: {escape(_words(fit.verdict))}</h2>'
        f"<p>{escape(_sentence(fit.message))}</p>"
        + "".join(f'<p class="warning">{escape(_sentence(text))}</p>' for text in fit.warnings)
        + "</section>"
    )


def document(title: str, body: list[str]) -> str:
    """A whole page. The policy in it allows its own style sheet, by digest, and nothing else."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def write_page(fit: Fit, path: str | Path) -> None:
    """Write the page, whole or not at all."""
    write_whole(path, page(fit))


def _style() -> str:
    """The notebooks' colours and marks, without their fonts, and what a report has of its own."""
    web = files("likely") / "web"
    tokens, stage, own = (
        (web / folder / name).read_text(encoding="utf-8")
        for folder, name in (("style", "tokens.css"), ("style", "stage.css"), ("report", "report.css"))
    )
    tokens = re.sub(r"@font-face \{[^}]*\}\n?", "", tokens)
    marks = stage.partition("/* ---- marks")[2].partition("*/")[2].partition("/* ----")[0]
    whole = tokens + marks + own
    return re.sub(r"\n\s*", "\n", re.sub(r"/\*.*?\*/", "", whole, flags=re.DOTALL)).strip()


def _words(verdict: str) -> str:
    return verdict.replace("_", " ")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def numbers_section(fit: Fit) -> str:
    """Parameters with errors and intervals, and the likelihood."""
    head, *body = rows(fit)
    cells = "".join(f'<th scope="col">{escape(cell or "parameter")}</th>' for cell in head)
    lines = "".join(
        f'<tr><th scope="row">{escape(name)}</th>' + "".join(f"<td>{escape(c)}</td>" for c in rest) + "</tr>"
        for name, *rest in body
    )
    facts = [("log-likelihood", fit.loglik), ("average NLL", fit.nll)]
    if fit.entropy is not None and fit.kl is not None:
        facts += [("entropy of the data", fit.entropy), ("mismatch KL", fit.kl)]
    facts += [("AIC", fit.aic), ("BIC", fit.bic)]
    listed = "".join(f"<div><dt>{name}</dt><dd>{escape(number(x))}</dd></div>" for name, x in facts)
    return (
        '<section><h2>Numbers</h2><div class="sheet"><table><thead><tr>'
        f"{cells}</tr></thead><tbody>{lines}</tbody></table></div>"
        f"<dl>{listed}</dl>{_carried(fit)}{_tested(fit)}"
        '<p class="note">Likelihoods and entropies are in nats.</p></section>'
    )


def _carried(fit: Fit) -> str:
    """The values that carry most of the mismatch, as a table."""
    if not fit.carriers:
        return ""
    lines = "".join(
        f'<tr><th scope="row">{escape(short(one.value))}</th><td>{100 * one.share:.3g} %</td>'
        f"<td>{100 * one.probability:.3g} %</td><td>{one.nats:.2g} nats</td></tr>"
        for one in fit.carriers
    )
    names = ("value", "of the data", "of the model", "KL")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        '<h3>Where most of the mismatch lies</h3><div class="sheet"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def _tested(fit: Fit) -> str:
    return "" if fit.goodness is None else f"<p>{escape(_sentence(str(fit.goodness)))}</p>"


def _pictures(fit: Fit, shown: Views, name: str, level: float) -> str:
    figures = []
    if shown.data is not None:
        if isinstance(shown.data, Survival):
            what, text = "Who outlives each time", "Cool: the Kaplan–Meier estimate. Warm: the fitted model."
            there = shown.data.curve is not None
        else:
            what = "The data and the model"
            there = shown.data.curve is not None or shown.data.model is not None
            text = "Cool bars: the data. Warm: the fitted model." if there else "Bars: the data."
            if shown.data.outside > 5e-5:
                text += f" {100 * shown.data.outside:.2g} % of the observations lie beyond the picture."
        if not there and isinstance(shown.data, Survival):
            text = "The Kaplan–Meier estimate."
        title = f"{what}: {name}, {fit.n:,} observations"
        drawn = drawing.data_picture(shown.data, name)
        figures.append(figure(what, write(drawn, "data", title), text))
    if shown.qq is not None and shown.qq.points:
        drawn = drawing.against_picture(shown.qq, "qq", f"{fit.family} quantile", "observed")
        svg = write(drawn, "qq", "Quantiles, observed against fitted")
        figures.append(figure("QQ", svg, "On the line, observed and fitted quantiles agree."))
    if shown.pp is not None and shown.pp.points:
        drawn = drawing.against_picture(shown.pp, "pp", f"{fit.family} share", "observed share")
        svg = write(drawn, "pp", "Shares, observed against fitted")
        figures.append(figure("PP", svg, "On the line, observed and fitted shares agree."))
    if shown.likelihood is not None:
        curve = hasattr(shown.likelihood, "points")
        drawn = drawing.likelihood_picture(shown.likelihood, level)
        svg = write(drawn, "likelihood", "The log-likelihood around its maximum, with the interval")
        methods = {one.interval_method for one in fit.parameters.values()} - {"fixed"}
        profile = methods == {"profile"}
        if curve:
            text = "The interval holds every value whose log-likelihood is above the dashed line."
        else:
            text = "On a contour the log-likelihood is that many nats below its maximum."
            text += " The full line touches the ends of both profile intervals." if profile else ""
        if not profile:
            text = "" if curve else text + " "
            text += f"The bars are the table's intervals ({' and '.join(sorted(methods))}); the likelihood's "
            text += "own end where it crosses the dashed line." if curve else "own reach to the full line."
        figures.append(figure("The likelihood", svg, text))
    notes = "".join(f'<p class="note">{escape(why)}</p>' for why in shown.absent)
    if shown.thinned > 1:
        notes += f'<p class="note">QQ and PP show every {shown.thinned:,}th row; the bars count all.</p>'
    return f'<section><h2>Pictures</h2><div class="figures">{"".join(figures)}</div>{notes}</section>'


def figure(title: str, svg: str, caption: str) -> str:
    """A picture with its heading and what it shows."""
    return f"<figure><h3>{escape(title)}</h3>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def again_section(command: str | None, python: str) -> str:
    """How to make this page again."""
    shown = f"<pre><code>{escape(command)}</code></pre>" if command else ""
    return (
        f'<section class="again"><h2>Make it again</h2>{shown}<pre><code>import likely\n'
        f"{escape(python)}</code></pre></section>"
    )
