"""A site owner's own templates and styles, from a folder beside the areas."""

from pathlib import Path

import pytest

from likely.notebook.build import build
from likely.notebook.problems import ConceptErrors


@pytest.fixture
def themed(concepts: Path) -> Path:
    (concepts / "likely.toml").write_text('title = "tiny"\ntheme = "theme"\n', encoding="utf-8")
    (concepts / "theme/templates").mkdir(parents=True)
    (concepts / "theme/style").mkdir()
    return concepts


def test_a_template_of_the_theme_extends_the_one_it_replaces(themed: Path, tmp_path: Path) -> None:
    own = '{% extends "likely/home.html" %}{% block title %}Our notebooks{% endblock %}'
    (themed / "theme/templates/home.html").write_text(own, encoding="utf-8")
    build(themed, tmp_path / "site")
    home = (tmp_path / "site/index.html").read_text(encoding="utf-8")
    assert "<title>Our notebooks</title>" in home
    assert 'href="measure/coin/index.html"' in home
    assert "Our notebooks" not in (tmp_path / "site/about.html").read_text(encoding="utf-8")


def test_its_colours_come_last_and_are_held_to_the_contrast(themed: Path, tmp_path: Path) -> None:
    style = themed / "theme/style/theme.css"
    style.write_text(":root { --cool: #5b2a86; }\n", encoding="utf-8")
    build(themed, tmp_path / "site")
    whole = (tmp_path / "site/assets/style/site.css").read_text(encoding="utf-8")
    assert whole.rindex("--cool: #5b2a86") > whole.rindex("--cool: #17608f")
    style.write_text("\n:root { --cool: #b0c4d0; }\n", encoding="utf-8")
    with pytest.raises(ConceptErrors, match=r"theme/style/theme.css:2: LK047 --cool on --paper"):
        build(themed, tmp_path / "site")


def test_a_style_of_the_theme_takes_the_place_of_its_namesake(themed: Path, tmp_path: Path) -> None:
    (themed / "theme/style/map.css").write_text(".ours { color: red }\n", encoding="utf-8")
    build(themed, tmp_path / "site")
    whole = (tmp_path / "site/assets/style/site.css").read_text(encoding="utf-8")
    assert ".ours { color: red }" in whole
    assert ".learning-map .node-title" not in whole


def test_a_theme_that_is_not_there_is_told(concepts: Path, tmp_path: Path) -> None:
    (concepts / "likely.toml").write_text('\ntheme = "none"\n', encoding="utf-8")
    with pytest.raises(ConceptErrors, match=r"likely.toml:2: LK001 `theme`: there is no folder none"):
        build(concepts, tmp_path / "site")
