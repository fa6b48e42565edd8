"""The page of a score: numbers, the reliability picture, and nothing that a hostile name could do."""

import numpy as np
import pytest

import likely
from likely.cli.main import main
from likely.fit.score.page import score_page


@pytest.fixture
def rows():
    random = np.random.default_rng(3)
    z = random.normal(size=(400, 3))
    y = np.argmax(z + random.gumbel(size=z.shape), axis=1)
    return 2 * z, y  # twice as sure as it should be


def test_before_and_after_are_drawn_and_tabled(rows):
    z, y = rows
    found = likely.score(logits=z, target=y, calibrate=True)
    text = score_page(found)
    assert text.count("<svg") == 1
    assert 'id="reliability-data"' in text
    assert 'id="reliability-model"' in text
    assert f"{found.accuracy:.7g}" in text
    for one in found.calibration:
        assert f"{one.observed:.4f}" in text
    assert "Temperature" in text
    assert "came true after" in text


def test_without_a_temperature_there_is_one_line(rows):
    z, y = rows
    text = score_page(likely.score(logits=z, target=y))
    assert 'id="reliability-model"' not in text
    assert "Temperature" not in text


def test_an_infinite_average_is_said_first():
    text = score_page(likely.score(probs=[[1.0, 0.0], [0.5, 0.5]], target=[1, 0]))
    assert text.index("An infinite average") < text.index("Numbers")


def test_the_command_writes_it_whole_and_names_are_only_text(tmp_path, capsys):
    path = tmp_path / "p.csv"
    path.write_text("p_<b>,p_c,y\n0.2,0.8,c\n0.6,0.4,<b>\n")
    out = tmp_path / "page.html"
    assert main(["score", str(path), "--probs", "p_*", "--target", "y", "--report", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert "<b>" not in text
    assert "&lt;b&gt;" in text
    assert "default-src 'none'" in text
    assert capsys.readouterr().err == ""
    nowhere = str(tmp_path / "no" / "x")
    assert main(["score", str(path), "--probs", "p_*", "--target", "y", "--report", nowhere]) == 2
