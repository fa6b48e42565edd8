"""The report page: whole, self-contained, without script, and hostile names are only text."""

import base64
import gzip
import hashlib
import io
import re
from html.parser import HTMLParser

import numpy as np
import pytest

import likely
from likely.cli.main import main
from likely.fit.catalogue import family_names
from likely.fit.page import write_page
from likely.fit.views.views import views

RNG = np.random.default_rng(5)
VECTORS = {
    "categorical": (["a", "b", "b"], {}),
    "multinomial": (RNG.integers(0, 9, (20, 3)), {}),
    "dirichlet": (RNG.dirichlet([1.0, 2.0, 3.0], 30), {}),
    "multivariate_normal": (RNG.normal(size=(30, 2)), {}),
    "gaussian_mixture": (RNG.normal(size=60), {}),
}


class Reader(HTMLParser):
    """Tags in order, ids, and every text."""

    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.texts = [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.texts.append(data)


def read(text):
    reader = Reader()
    reader.feed(text)
    return reader


@pytest.mark.parametrize("name", family_names())
def test_every_family_has_a_page_that_stands_alone(name):
    data, more = VECTORS.get(name, (None, {}))
    if data is None:
        data = RNG.beta(2, 3, 50)
        if likely.fit.__globals__["find_family"](name).DISCRETE:
            data = RNG.integers(0, 2, 50)
        if name == "binomial":
            more = {"trials": 4}
    fit = likely.fit(name, data, **more)
    text = fit.report_html()
    page = read(text)
    assert "script" not in page.tags
    assert len(set(page.ids)) == len(page.ids)
    assert not re.search(r"(src|href)=|url\(|@import|\son\w+=|style=\"", text)
    assert "nan" not in text.partition("<section><h2>Pictures")[2].partition("</section>")[0]
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in text
    assert ".picture .curve" in style
    assert f"Verdict: {fit.verdict.replace('_', ' ')}" in page.texts


def test_hostile_names_are_text(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    name, column = "<img src=x onerror=alert(1)>.csv", "</title><script>alert(1)</script>"
    (tmp_path / name).write_text(f'"{column}",b\n1,2\n3,4\n2.5,4\n', encoding="utf-8")
    assert main(["fit", "gamma", name, "--column", column, "--report", "out.html"]) == 0
    assert capsys.readouterr().out
    page = read((tmp_path / "out.html").read_text(encoding="utf-8"))
    assert not {"script", "img"} & set(page.tags)
    assert any(column in text for text in page.texts)
    command = next(text for text in page.texts if text.startswith("likely fit"))
    assert f"'{column}'" in command


def test_the_command_and_the_line_make_the_same_fit(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    rows = "\n".join(f"{x:.3f},{w}" for x, w in zip(RNG.gamma(2, 3, 40), RNG.integers(1, 4, 40), strict=True))
    (tmp_path / "a b.csv").write_text("x,w\n" + rows + "\n", encoding="utf-8")
    one = likely.fit("weibull", "a b.csv", "x", weights="w", fixed={"shape": 1.5}, level=0.9)
    line = one.recipe.python()
    assert eval(line, {"likely": likely}).to_dict() == one.to_dict()
    import json
    import shlex

    capsys.readouterr()
    assert main([*shlex.split(one.recipe.command())[1:], "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == one.to_dict()


def test_standard_input_is_read_again_for_the_pictures(tmp_path, monkeypatch, capsys):
    class Piped:
        buffer = io.BufferedReader(
            io.BytesIO(gzip.compress(b"x\n" + b"\n".join(b"%d" % i for i in range(1, 99))))
        )

    monkeypatch.setattr("sys.stdin", Piped)
    assert main(["fit", "gamma", "-", "--report", str(tmp_path / "out.html")]) == 0
    assert "standard input" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_nothing_is_left_behind_where_nothing_can_be_written(tmp_path, capsys):
    (tmp_path / "x.csv").write_text("x\n1\n2\n", encoding="utf-8")
    assert main(["fit", "gamma", str(tmp_path / "x.csv"), "--report", str(tmp_path / "no" / "o.html")]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "give a path that can be written" in told.err
    (tmp_path / "folder").mkdir()
    with pytest.raises(likely.DataError):
        write_page(likely.fit("gamma", [1.0, 2.0]), tmp_path / "folder")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "x.csv"]


@pytest.mark.parametrize(
    ("family", "data", "more", "words"),
    [
        ("normal", [2.0, 2.0, 2.0], {}, "unbounded"),
        ("bernoulli", [1] * 14, {}, "boundary"),
        ("negative_binomial", [3, 3, 3, 2, 4], {}, "not attained"),
        ("weibull", [5.0, 9.0, 3.0], {"event": [1, 0, 1]}, "Kaplan–Meier"),
        (
            "normal",
            [1.0, 2.0, 3.0],
            {"lower": [0.5, 1.5, 2.0], "upper": [1.0, 2.5, 4.0]},
            "known only between",
        ),
        ("normal", [1.0, 2.0, 2.0, 4.0], {"resolution": 1.0}, "interior"),
    ],
)
def test_verdicts_and_bounds_are_told(family, data, more, words):
    assert words in likely.fit(family, data, **more).report_html()


def test_a_loaded_fit_says_that_its_data_are_gone(tmp_path):
    likely.save(likely.fit("gamma", [1.0, 2.0]), tmp_path / "fit.json")
    with pytest.raises(likely.UsageError, match="has no data with it"):
        likely.load(tmp_path / "fit.json").report_html()


def test_many_rows_are_thinned_but_counted_in_full():
    x = RNG.gamma(2, 3, 300_000)
    fit = likely.fit("gamma", x)
    from likely.fit.views.views import views

    shown = views(fit)
    assert shown.thinned == 8
    assert sum((b - a) * h for a, b, h in shown.data.bars) + shown.data.outside == pytest.approx(1)
    assert len(fit.report_html()) < 120_000


def test_the_contour_touches_the_profile_intervals():
    from likely.fit.views.views import views

    fit = likely.fit("gamma", RNG.gamma(2, 3, 100))
    shown = views(fit).likelihood
    loop = next(loop for drop, loop in shown.lines if drop == shown.drop)
    for axis, one in enumerate(fit.parameters.values()):
        low, high = min(p[axis] for p in loop), max(p[axis] for p in loop)
        width = one.interval[1] - one.interval[0]
        assert low == pytest.approx(one.interval[0], abs=0.02 * width)
        assert high == pytest.approx(one.interval[1], abs=0.02 * width)


def test_the_command_tells_of_the_test_and_the_caption_of_the_bars(tmp_path, monkeypatch, capsys):
    """Seen: --gof was missing from the command, and bootstrap bars were called profile intervals."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d.csv").write_text("x\n" + "\n".join(map(str, [1.2, 0.8, 1.1, 2.9, 1.0, 1.6, 0.9, 2.1])))
    given = ["fit", "gamma", "d.csv", "--gof", "29", "--bootstrap", "30", "--seed", "5", "--report", "r.html"]
    assert main(given) == 0
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "likely fit gamma d.csv --bootstrap 30 --seed 5 --bootstrap-kind parametric --gof 29" in text
    assert "likely.goodness(fit, 29, seed=5)" in text
    assert "both profile intervals" not in text
    assert "(bootstrap-parametric)" in text
    assert main(["fit", "gamma", "d.csv", "--report", "p.html"]) == 0
    assert "both profile intervals" in (tmp_path / "p.html").read_text(encoding="utf-8")


def test_a_bent_contour_gets_more_places_where_it_is_long():
    """Seen: a Weibull of few lifetimes had an outer contour of a dozen corners."""
    fit = likely.fit("weibull", [5, 9, 3, 12, 7, 4, 15, 6], event=[1, 0, 1, 1, 0, 1, 0, 1])
    contours = views(fit).likelihood
    for _, loop in contours.lines:
        for i in range(2):
            ends = [place[i] for place in loop]
            wide = max(ends) - min(ends)
            steps = [abs(a - b) for a, b in zip(ends, ends[1:] + ends[:1], strict=True)]
            assert max(steps) <= 0.08 * wide
