"""`likely sums`, `likely merge` and a fit of what they wrote, as their user meets them."""

import io
import json
import sys

import pytest

from likely.cli.main import main


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "part-1.csv").write_text("x,k\n1.5,1\n2.5,0\n4,2\n")
    (tmp_path / "part-2.csv").write_text("x,k\n0.25,3\n1000,0\n")
    (tmp_path / "whole.csv").write_text("x,k\n1.5,1\n2.5,0\n4,2\n0.25,3\n1000,0\n")
    return tmp_path


def written(capsys, *arguments):
    status = main(arguments)
    found = capsys.readouterr()
    assert (status, found.err) == (0, "")
    return found.out


def piped(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(text.encode()))))


@pytest.mark.parametrize(("family", "column"), [("gamma", "x"), ("poisson", "k"), ("normal", "x")])
def test_sums_merged_and_fitted_are_the_fit_of_all_rows(capsys, monkeypatch, folder, family, column):
    for part in ("part-1", "part-2"):
        (folder / f"{part}.json").write_text(
            written(capsys, "sums", family, f"{part}.csv", "--column", column)
        )
    merged = written(capsys, "merge", "part-1.json", "part-2.json")
    piped(monkeypatch, merged)
    one = json.loads(written(capsys, "fit", family, "-", "--format", "json"))
    two = json.loads(written(capsys, "fit", family, "whole.csv", "--column", column, "--format", "json"))
    assert one["loglik"] == pytest.approx(two["loglik"], rel=1e-13)
    assert one["n"] == two["n"] == 5
    assert {k: v["estimate"] for k, v in one["parameters"].items()} == pytest.approx(
        {k: v["estimate"] for k, v in two["parameters"].items()}, rel=1e-12
    )


def test_the_file_can_be_read_by_a_person(capsys, folder):
    lines = written(capsys, "sums", "normal", "part-1.csv", "--column", "x", "--unit", "minutes").splitlines()
    assert lines[1:5] == [
        '  "likely sums": 1,',
        '  "family": "normal",',
        '  "column": "x",',
        '  "unit": "minutes",',
    ]
    assert '  "low": "0x1.8000000000000p+0 (1.5)",' in lines
    counts = written(capsys, "sums", "poisson", "part-1.csv", "--column", "k")
    assert '  "counts": [\n    [0, 1],\n    [1, 1],\n    [2, 1]\n  ],' in counts


def test_what_would_be_wrong_is_refused(capsys, folder):
    (folder / "a.json").write_text(written(capsys, "sums", "gamma", "part-1.csv", "--column", "x"))
    (folder / "k.json").write_text(written(capsys, "sums", "gamma", "part-2.csv", "--column", "x"))
    (folder / "k.json").write_text((folder / "k.json").read_text().replace('"x"', '"y"'))
    for arguments, words in (
        (("merge", "a.json", "a.json"), "part-1.csv are in both, so its 3 rows would count twice"),
        (("merge", "a.json", "k.json"), "different columns, x and y · if they hold the same quantity"),
        (("merge", "a.json", "none.json"), "none.json: no such file"),
        (("merge", "a.json", "part-1.csv"), "part-1.csv: not whole JSON"),
        (("fit", "weibull", "a.json"), "sums for gamma, not for weibull"),
        (("fit", "gamma", "a.json", "--report", "r.html"), "holds sums, and here rows are needed"),
        (("sums", "weibull", "part-1.csv", "--column", "x"), "fit the files together"),
    ):
        assert main(arguments) == 2
        assert words in capsys.readouterr().err
    assert main(("merge", "a.json", "k.json", "--column", "wait")) == 0
