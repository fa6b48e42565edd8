"""The pages as written."""

from pathlib import Path

import pytest

from likely.notebook.problems import Problems
from likely.notebook.rendered import check_pages

GOOD = '<p id="a"></p><a href="#a">a</a><a href="b/index.html#c">c</a><a href="b/">b</a><a href="https://x.org/">x</a>'


def findings(site: Path, text: str) -> list[tuple[str, str]]:
    (site / "b").mkdir()
    (site / "b/index.html").write_text('<p id="c"></p><a href="../index.html">up</a>', encoding="utf-8")
    (site / "index.html").write_text(text, encoding="utf-8")
    problems = Problems()
    check_pages(site, problems)
    return [(finding.code, finding.what) for finding in problems.findings()]


def test_a_sound_site_passes(tmp_path: Path) -> None:
    assert findings(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ('<p id="a"></p><p id="a"></p>', "LK041", "'a' is there 2 times"),
        ('<a href="#z">z</a>', "LK044", "no anchor"),
        ('<a href="b/index.html#z">z</a>', "LK044", "no anchor"),
        ('<a href="c/">c</a>', "LK044", "no file"),
        ('<script src="https://cdn.example/x.js"></script>', "LK044", "leaves the site"),
        ('<link href="//cdn.example/x.css">', "LK044", "leaves the site"),
        ('<a href="javascript:alert(1)">x</a>', "LK044", "leaves the site"),
    ],
)
def test_a_flaw_is_found(tmp_path: Path, text: str, code: str, words: str) -> None:
    ((found, what),) = set(findings(tmp_path, text))
    assert found == code
    assert words in what
