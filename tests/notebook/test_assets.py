"""What every page loads: one file of styles, fonts that say which characters they have."""

import re
import sys
from pathlib import Path

from likely.notebook.assets import STYLES, WEB, asset_files
from likely.notebook.cache import Cache
from likely.notebook.source import read_source

PROGRAM = 'import os\n\ndef f(x):\n    """Say."""\n    return x + 1  # why\n'
SETUP = Path(__file__).parents[2] / "tools" / "setup"


def test_the_styles_of_a_page_are_one_file_in_their_order() -> None:
    files = asset_files(WEB)
    whole = files["assets/style/site.css"].decode()
    places = [whole.index((WEB / "style" / f"{name}.css").read_text(encoding="utf-8")) for name in STYLES]
    assert places == sorted(places)
    assert not any(f"assets/style/{name}.css" in files for name in STYLES)
    assert files["offline.js"] == (WEB / "offline.js").read_bytes()
    assert not [path for path in files if path.endswith(".d.ts")]


def test_only_an_author_s_page_is_made_anew_under_the_eyes() -> None:
    assert set(asset_files(WEB, dev=True)) - set(asset_files(WEB)) == {"assets/core/reload.js"}


def test_each_math_font_says_which_characters_it_has(monkeypatch) -> None:
    monkeypatch.setattr(sys, "path", [str(SETUP), *sys.path])
    from characters import MATH, MATH_MORE, unicode_range

    tokens = (WEB / "style" / "tokens.css").read_text(encoding="utf-8")
    said = dict(re.findall(r"fonts/likely-(math[a-z-]*)\.woff2.*unicode-range: ([^;]*);", tokens))
    assert said == {"math": unicode_range(MATH), "math-more": unicode_range(MATH_MORE)}
    assert not MATH & MATH_MORE


def test_code_is_coloured_where_the_style_has_a_colour_and_nowhere_else() -> None:
    html = str(read_source("m", "m.py", PROGRAM, Cache()).html)
    assert '<span class="kn">import</span> os' in html
    assert '<span class="k">return</span> x + 1  <span class="c1"># why</span>' in html
    style = (WEB / "style" / "code.css").read_text(encoding="utf-8")
    assert all(f".{name}" in style for name in re.findall(r'class="(\w+)"', html))
