"""Colours that can be read by day and by night: LK047."""

from pathlib import Path

import pytest

from likely.notebook.assets import WEB
from likely.notebook.problems import Problems
from likely.notebook.theme import check_theme, contrast

TOKENS = (WEB / "style/tokens.css").read_text(encoding="utf-8")


def findings(tmp_path: Path, tokens: str) -> list[tuple[str, int, str]]:
    (tmp_path / "style").mkdir()
    (tmp_path / "style/tokens.css").write_text(tokens, encoding="utf-8")
    problems = Problems()
    check_theme(tmp_path, problems)
    return [(found.code, found.line, found.what) for found in problems.findings()]


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("fff", "ffffff") == 1
    assert contrast("767676", "ffffff") == pytest.approx(
        4.54, abs=0.01
    )  # the lightest grey that passes on white


def test_the_theme_of_the_site_passes(tmp_path: Path) -> None:
    assert findings(tmp_path, TOKENS) == []


def test_a_pale_colour_is_told_with_its_theme(tmp_path: Path) -> None:
    ((code, line, what),) = findings(tmp_path, TOKENS.replace("--warm: #f4936c", "--warm: #5a3020"))
    assert code == "LK047"
    assert "--warm" in TOKENS.splitlines()[line - 1]
    assert what.startswith("--warm on --paper has a contrast of ")
    assert what.endswith(" by night, below 4.5")


def test_a_theme_without_tokens_has_nothing_to_check(tmp_path: Path) -> None:
    problems = Problems()
    check_theme(tmp_path, problems)
    assert len(problems) == 0
