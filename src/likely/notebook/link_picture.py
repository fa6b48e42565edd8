"""The picture that stands beside a link to a page elsewhere (Open Graph), drawn from the page's own demo.

It is the picture as it is before a prediction: nothing of an answer is in it. SVG is written here and turned
into PNG by resvg, because readers of Open Graph take no SVG; the fonts are the site's own.
"""

import io
import re
from functools import cache
from itertools import product
from pathlib import Path
from textwrap import wrap

from likely.notebook.page import Page
from likely.notebook.site import Site
from likely.stage.svg import escape

WIDTH, HEIGHT = 1200, 630
_FONTS = ("likely-serif-regular", "likely-sans-regular")
_RULE = re.compile(r"(?P<where>\.picture[^{}]*)\{(?P<what>[^}]*)\}")
_IS = re.compile(r":is\(([^()]*)\)")
_VAR = re.compile(r"var\(--([a-z-]+)\)")
_TOKEN = re.compile(r"--([a-z-]+):\s*([^;]+);")


def link_picture(page: Page, site: Site, web: Path, font_folder: Path) -> bytes:
    """PNG, 1200 × 630. `font_folder` holds the fonts, `fonts()` brings them there."""
    import resvg_py

    drawn: bytes = bytes(
        resvg_py.svg_to_bytes(
            svg_string=picture(page, site, web),
            font_dirs=[str(font_folder)],
            skip_system_fonts=True,
            font_family="Likely Sans",
            sans_serif_family="Likely Sans",
            serif_family="Likely Serif",
        )
    )
    return drawn


def picture(page: Page, site: Site, web: Path) -> str:
    """The same as SVG: the page's title and summary beside its locked picture."""
    colour = _tokens(web / "style/tokens.css")
    inside = str(page.stage.locked_svg).replace(
        'viewBox="0 0 640 420"', 'x="610" y="120" width="560" height="368"'
    )
    inside = f'<svg viewBox="0 0 640 420"{inside[len("<svg") :]}' if inside.startswith("<svg") else ""
    lines = [
        *_text(page.title, 14, 96, 200, 66, "Likely Serif", colour.get("ink", "#000")),
        *_text(
            page.summary,
            40,
            96,
            240 + 72 * len(wrap(page.title, 14)),
            27,
            "Likely Sans",
            colour.get("soft", "#555"),
        ),
        *_text(f"{site.title} · {page.area}", 60, 96, 104, 24, "Likely Sans", colour.get("cool", "#136")),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"<style>{_style(web / 'style/stage.css', colour)}</style>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colour.get("paper", "#fff")}"/>'
        f"{''.join(lines)}{inside}</svg>"
    )


@cache
def fonts(web: Path) -> dict[str, bytes]:
    """The site's fonts as TrueType, which resvg reads; as WOFF2, which browsers read, it does not."""
    from fontTools.ttLib import TTFont

    found = {}
    for name in _FONTS:
        font = TTFont(web / "vendor" / "fonts" / f"{name}.woff2", recalcTimestamp=False)
        font.flavor = None
        out = io.BytesIO()
        font.save(out)
        found[f"{name}.ttf"] = out.getvalue()
    return found


def _text(text: str, width: int, x: int, y: int, size: int, family: str, fill: str) -> list[str]:
    rows = wrap(text, width)[:6]
    return [
        f'<text x="{x}" y="{y + round(1.12 * size) * number}" font-family="{family}" font-size="{size}" '
        f'fill="{fill}">{escape(row)}</text>'
        for number, row in enumerate(rows)
    ]


@cache
def _tokens(path: Path) -> dict[str, str]:
    """The colours of the day."""
    day = path.read_text(encoding="utf-8").partition("@media")[0] if path.is_file() else ""
    return dict(_TOKEN.findall(day))


def _style(path: Path, colour: dict[str, str]) -> str:
    """The rules for pictures, in the words that resvg understands: no variables, no :is()."""
    if not path.is_file():
        return ""
    rules = []
    for found in _RULE.finditer(path.read_text(encoding="utf-8").partition("@media")[0]):
        what = _VAR.sub(lambda name: colour.get(name[1], "inherit"), found["what"])
        what = re.sub(r"font: 400 ([\d.]+px)[^;]*", r'font-family: "Likely Sans"; font-size: \1', what)
        rules += [f"{where} {{{what}}}" for where in _expanded(found["where"].strip())]
    return "\n".join(rules).replace("&", "&amp;").replace("<", "&lt;")


def _expanded(where: str) -> list[str]:
    """A selector with :is(a, b) as one for each."""
    parts = _IS.split(where)
    choices = [
        [part] if at % 2 == 0 else [one.strip() for one in part.split(",")] for at, part in enumerate(parts)
    ]
    return ["".join(one) for one in product(*choices)]
