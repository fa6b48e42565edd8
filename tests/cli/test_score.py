"""`likely fit ngram`, `likely score` and `likely sample` as their user meets them."""

import io
import json

import pytest

from likely.cli.main import main

SHAPE = [
    "family", "n", "n_missing", "parameters", "loglik", "nll", "entropy", "kl",
    "aic", "bic", "verdict", "message", "warnings", "iterations", "units",
]  # fmt: skip


@pytest.fixture
def text(tmp_path):
    """A text, and one that holds a word it has not."""
    (tmp_path / "old.txt").write_text("the cat sat\nthe dog sat\n")
    (tmp_path / "new.txt").write_text("the cat\nthe bird\n")
    return tmp_path


@pytest.fixture
def model(text, capsys):
    """A saved model of it."""
    path = text / "m.parquet"
    assert main(["fit", "ngram", str(text / "old.txt"), "--unit", "word", "--save", str(path)]) == 0
    capsys.readouterr()
    return path


def ask(capsys, *arguments):
    status = main([*map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


def test_a_fit_of_ngrams_has_the_shape_of_every_fit(capsys, text):
    status, out, _ = ask(
        capsys, "fit", "ngram", text / "old.txt", text / "new.txt", "--order", 3, "--format", "json"
    )
    shape = json.loads(out)
    assert status == 0
    assert list(shape)[: len(SHAPE)] == SHAPE
    assert list(shape)[len(SHAPE) :] == [
        "order", "unit", "sentences", "files", "bytes", "vocabulary", "contexts", "ngrams", "free_parameters",
        "perplexity", "bits_per_token", "bits_per_byte", "memory", "spilled",
    ]  # fmt: skip
    assert shape["n"] == shape["bytes"] == 41
    assert shape["kl"] == 0.0
    assert shape["entropy"] == shape["nll"]


def test_the_report_says_the_verdict_and_the_memory(capsys, text):
    status, out, _ = ask(capsys, "fit", "ngram", text / "old.txt", "--memory", "64M")
    assert status == 0
    for words in ("verdict   boundary", "perplexity", "bits per byte", "64 MiB", "24 tokens predicted"):
        assert words in out


def test_the_unseen_is_infinite_named_and_status_three(capsys, text, model):
    status, out, _ = ask(capsys, "score", model, text / "new.txt")
    assert status == 3
    assert "new.txt:2:5: 'bird' after 'the': the token is not in the vocabulary" in out
    assert "average NLL     ∞" in out
    add = ("--fallback", "add-k", "--k", 1, "--format", "json")
    status, out, _ = ask(capsys, "score", model, text / "new.txt", *add)
    assert status == 0
    shape = json.loads(out)
    assert list(shape) == [
        "model", "order", "unit", "files", "n", "bytes", "loglik", "nll", "perplexity", "bits_per_token",
        "bits_per_byte", "unseen", "nll_seen", "places", "costliest", "fallback", "units",
    ]  # fmt: skip
    assert shape["fallback"]["name"] == "add-k"
    held = ("--fallback", "interpolation", "--held-out", text / "new.txt")
    status, out, _ = ask(capsys, "score", model, text / "old.txt", *held)
    assert status == 0
    assert "no longer maximum likelihood" in out


def test_a_sample_is_text(capsys, text, model):
    assert main(["sample", str(model), "--length", "5", "--seed", "3"]) == 0
    words = capsys.readouterr().out.split()
    assert len(words) == 5
    assert set(words) <= {"the", "cat", "sat", "dog"}


def test_text_from_standard_input(capsys, monkeypatch, model):
    stream = io.TextIOWrapper(io.BytesIO(b"the cat sat"), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", stream)
    status, out, _ = ask(capsys, "score", model, "-")
    assert status == 0
    assert "standard input" in out


def test_predictions(capsys, tmp_path):
    path = tmp_path / "p.csv"
    path.write_text("p_a,p_b,y\n0.5,0.5,a\n0.25,0.75,b\n0.5,0.5,b\n")
    given = ("score", "--probs", "p_*", "--target", "y", path, "--calibrate")
    status, out, _ = ask(capsys, *given, "--format", "json")
    shape = json.loads(out)
    assert status == 0
    assert list(shape) == [
        "model", "source", "classes", "n", "n_missing", "nll", "interval", "interval_method", "level",
        "draws", "seed", "perplexity", "entropy", "kl", "class_entropy", "accuracy", "brier", "calibration",
        "calibration_error", "impossible", "costliest", "tolerance", "temperature", "calibration_after",
        "calibration_error_after", "units",
    ]  # fmt: skip
    assert list(shape["calibration"][0]) == ["low", "high", "n", "probability", "observed"]
    assert list(shape["temperature"]) == ["value", "verdict", "message", "nll_before", "nll_after"]
    status, out, _ = ask(capsys, *given)
    assert "temperature" in out
    path.write_text("p_a,p_b,y\n0,1,a\n")
    assert ask(capsys, *given)[0] == 3


def test_a_saved_fit(capsys, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("x\n1\n2\n4\n")
    assert ask(capsys, "fit", "poisson", path, "--save", tmp_path / "f.json")[0] == 0
    status, out, _ = ask(capsys, "score", tmp_path / "f.json", path)
    assert status == 0
    assert "at the fit" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("fit", "bernoulli", "a.csv", "--order", "2"), "belong to ngram"),
        (("fit", "ngram", "missing.txt"), "missing.txt: no such file"),
        (("fit", "ngram", "missing.txt", "--memory", "lots"), "is no size"),
        (("fit", "ngram", "missing.txt", "--column", "x"), "--column"),
        (("score", "missing.json", "a.csv"), "missing.json: no such file"),
        (("score", "missing.parquet"), "a model and something to score"),
        (("sample", "missing.parquet"), "missing.parquet: no such file"),
    ],
)
def test_one_clear_message_and_status_two(capsys, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    status, out, err = ask(capsys, *arguments)
    assert (status, out) == (2, "")
    assert message in err
    assert err.startswith("likely: ")
    assert err.count("\n") == 1


def test_a_model_that_is_not_there_is_said_before_its_options(capsys, tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("a b c\n")
    status = main(["score", str(tmp_path / "none.json"), str(text), "--fallback", "add-k", "--k", "1"])
    assert status == 2
    assert "no such file" in capsys.readouterr().err
