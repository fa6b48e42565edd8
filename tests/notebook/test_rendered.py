"""The pages as written."""

import pytest

from likely.notebook.cache import Cache
from likely.notebook.part import part
from likely.notebook.problems import Problems
from likely.notebook.rendered import check_pages

GOOD = '<p id="a"></p><a href="#a">a</a><a href="b/index.html#c">c</a><a href="b/">b</a><a href="https://x.org/">x</a>'


OTHER = '<p id="c"></p><a href="../index.html">up</a>'


def findings(text: str, other: str = OTHER, cache: Cache | None = None) -> list[tuple[str, str]]:
    cache = cache or Cache()
    whole = part({"index.html": text.encode(), "b/index.html": other.encode()}, cache)
    problems = Problems()
    check_pages(whole.files, whole.looked, cache, problems)
    return [(finding.code, finding.what) for finding in problems.findings()]


def test_a_sound_site_passes() -> None:
    assert findings(GOOD) == []


def test_a_page_that_was_sound_is_looked_at_again_when_another_loses_an_id() -> None:
    cache = Cache()
    assert findings(GOOD, cache=cache) == []
    assert findings(GOOD, cache=cache) == []
    ((code, what),) = findings(GOOD, OTHER.replace('id="c"', 'id="d"'), cache)
    assert code == "LK044"
    assert "names no anchor" in what
    assert findings(GOOD, cache=cache) == []


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
def test_a_flaw_is_found(text: str, code: str, words: str) -> None:
    ((found, what),) = set(findings(text))
    assert found == code
    assert words in what
