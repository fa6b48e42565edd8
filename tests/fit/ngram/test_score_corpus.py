"""Scoring text: the fit's own number, infinity with its place, and fallbacks under their names."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from nltk.lm import Lidstone
from nltk.lm.vocabulary import Vocabulary
from nltk.util import ngrams as nltk_ngrams

from likely.data import corpus as corpus_module
from likely.errors import DataError, UsageError
from likely.fit.ngram.fallback import fallback
from likely.fit.ngram.fit_ngram import fit_ngram
from likely.fit.ngram.sample import sample_ngram
from likely.fit.ngram.score_corpus import score_corpus

TEXT = Path(json.__file__).read_text(encoding="utf-8")


@pytest.fixture
def write(tmp_path):
    """Text → the path of a file that holds it."""

    def write(text, name="t.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("unit", ["char", "word", "bytes"])
@pytest.mark.parametrize("sentences", ["text", "line", "none"])
@pytest.mark.parametrize("order", [1, 3, 5])
def test_the_counted_text_costs_what_the_fit_says(write, monkeypatch, unit, sentences, order):
    monkeypatch.setattr(corpus_module, "PIECE", 5000)
    path = write(TEXT)
    fitted = fit_ngram(path, order=order, unit=unit, sentences=sentences)
    found = score_corpus(fitted.model, path)
    assert found.nll == pytest.approx(fitted.nll, rel=1e-12)
    assert (found.n, found.unseen, found.finite, found.places) == (fitted.n, 0, True, ())
    assert found.bytes == fitted.bytes
    assert found.to_dict()["bits_per_byte"] == pytest.approx(fitted.to_dict()["bits_per_byte"], rel=1e-12)


@pytest.mark.parametrize("piece", [1 << 22, 6])
def test_the_unseen_is_named_with_its_place(write, monkeypatch, piece):
    monkeypatch.setattr(corpus_module, "PIECE", piece)
    model = fit_ngram(write("the cat sat\nthe dog sat\n"), order=2, unit="word").model
    found = score_corpus(model, write("the dög\nthe cat\n  dog sat\n", "new.txt"))
    assert found.nll == math.inf
    assert not found.finite
    assert found.unseen == 3
    told = [(p.line, p.column, p.token, p.context, p.reason) for p in found.places]
    assert told == [
        (1, 5, "'dög'", "'the'", "the token is not in the vocabulary"),
        (2, 1, "'the'", "⟨unknown⟩", "its context was never seen"),
        (3, 3, "'dog'", "'cat'", "never seen after this context"),
    ]
    assert found.nll_seen == pytest.approx(math.log(2) / 3)  # the: 0, cat after the: log 2, sat after dog: 0
    shape = found.to_dict()
    assert (shape["nll"], shape["perplexity"], shape["bits_per_byte"]) == ("Infinity",) * 3
    assert shape["places"][0]["file"].endswith("new.txt")
    json.dumps(shape, allow_nan=False)


def test_characters_are_counted_in_columns(write):
    model = fit_ngram(write("añb\n"), order=1).model
    (place,) = score_corpus(model, write("ab\nññz", "n.txt")).places
    assert (place.line, place.column, place.token) == (2, 3, "'z'")


def test_an_end_of_line_can_be_unseen(write):
    model = fit_ngram(write("a b\na b\n"), order=2, unit="word", sentences="line").model
    (place,) = score_corpus(model, write("a b\na\n", "n.txt")).places
    assert (place.line, place.column, place.token) == (2, 2, "⟨end of line⟩")


def test_add_k_is_nltks(write):
    words = TEXT.split()
    model = fit_ngram(write(TEXT), order=2, unit="word", sentences="none").model
    theirs = Lidstone(0.4, 2, vocabulary=Vocabulary(words))
    theirs.fit([list(nltk_ngrams(words, 2))])
    new = "the decoder is an unheard thing of JSON".split()
    found = score_corpus(model, write(" ".join(new), "new.txt"), using=fallback(model, "add-k", k=0.4))
    want = theirs.entropy(list(nltk_ngrams(new, 2))) * math.log(2)
    assert found.nll == pytest.approx(want, rel=1e-12)
    assert found.finite
    assert found.to_dict()["fallback"]["maximum_likelihood"] is False
    assert "no longer maximum likelihood" in str(found)


@pytest.mark.parametrize("name", ["add-k", "interpolation"])
@pytest.mark.parametrize("sentences", ["text", "line"])
def test_a_fallback_sums_to_one(write, name, sentences):
    model = fit_ngram(write("abcab\nbca\n"), order=3, sentences=sentences).model
    given = {"k": 0.3} if name == "add-k" else {"weights": [0.1, 0.2, 0.3, 0.4]}
    using = fallback(model, name, **given)
    tokens = [2, *range(3, 3 + len(model.tokens)), *([1] if sentences == "line" else [])]
    assert len(tokens) == model.size
    for context in ((0, 0), (3, 4), (2, 3), (4, 2)):
        columns = [np.full(len(tokens), number, dtype=np.uint64) for number in context]
        assert using.probability([*columns, np.array(tokens, dtype=np.uint64)]).sum() == pytest.approx(1)


@pytest.mark.parametrize("name", ["add-k", "interpolation"])
def test_no_other_parameters_do_better_on_the_held_out_text(write, name):
    half = len(TEXT) // 2
    model = fit_ngram(write(TEXT[:half]), order=3).model
    held = write(TEXT[half:], "held.txt")
    best = fallback(model, name, held_out=[held])
    nll = score_corpus(model, held, using=best).nll
    if name == "add-k":
        rivals = [{"k": best.parameters["k"] * by} for by in (0.5, 0.99, 1.01, 2)]
    else:
        own = best.parameters["weights"]
        near = [[0.95 * w + 0.05 * (i == j) for i, w in enumerate(own)] for j in range(4)]
        rivals = [{"weights": w} for w in [*near, *(np.roll([0.97, 0.01, 0.01, 0.01], i) for i in range(4))]]
    for rival in rivals:
        assert score_corpus(model, held, using=fallback(model, name, **rival)).nll > nll - 1e-7
    assert best.verdict in ("local", "interior", "boundary")


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("kneser", {"k": 1}, "one of add-k, interpolation"),
        ("add-k", {}, "a held-out text"),
        ("add-k", {"k": -1}, "above 0"),
        ("add-k", {"weights": [1]}, "weights to interpolation"),
        ("interpolation", {"weights": [0.5, 0.6, 0.1]}, "sum to 1"),
    ],
)
def test_what_a_fallback_needs(write, name, options, message):
    model = fit_ngram(write("abab")).model
    with pytest.raises(UsageError, match=message):
        fallback(model, name, **options)


def test_k_runs_to_nothing_where_all_was_seen(write):
    path = write("abab" * 20)
    with pytest.raises(DataError, match="k → 0 does best"):
        fallback(fit_ngram(path).model, "add-k", held_out=[path])


@pytest.mark.parametrize("unit", ["char", "word", "bytes"])
@pytest.mark.parametrize("sentences", ["text", "line", "none"])
def test_a_sample_is_possible_and_repeatable(write, tmp_path, unit, sentences):
    model = fit_ngram(write(TEXT), order=3, unit=unit, sentences=sentences).model
    drawn = sample_ngram(model, 200, 7)
    assert len(drawn.tokens) == 200
    assert drawn == sample_ngram(model, 200, 7)
    assert drawn != sample_ngram(model, 200, 8)
    if sentences == "text" and not drawn.restarts:
        path = tmp_path / "drawn.txt"
        path.write_bytes(drawn.text())
        assert score_corpus(model, path).finite


def test_a_sample_has_the_models_frequencies(write):
    model = fit_ngram(write("aaab"), order=1).model
    drawn = sample_ngram(model, 20000, 1).tokens
    assert drawn.count("a") / 20000 == pytest.approx(0.75, abs=0.02)


def test_a_text_that_ended_begins_anew(write):
    drawn = sample_ngram(fit_ngram(write("abc"), order=2).model, 7, 0)
    assert drawn.text() == b"abcabca"
    assert drawn.restarts == 2
