"""Counting a corpus: equal to NLTK's counts, however it is cut into files, pieces and runs."""

import gzip
import json
import math
from collections import Counter
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest
from nltk.lm import MLE
from nltk.lm.vocabulary import Vocabulary
from nltk.util import ngrams as nltk_ngrams

from likely.data import corpus as corpus_module
from likely.data import runs as runs_module
from likely.errors import DataError, UsageError
from likely.fit.ngram.fit_ngram import fit_ngram
from likely.fit.ngram.saved import load_ngram, save_ngram
from likely.formulas.models import ngram

TEXT = Path(json.__file__).read_text(encoding="utf-8") + "naïve café — 日本 🙂 ünïcode\n"
UNITS = {"word": TEXT.split(), "char": list(TEXT), "bytes": list(TEXT.encode())}


@pytest.fixture
def path(tmp_path):
    """A real text with characters of one to four bytes."""
    file = tmp_path / "text.txt"
    file.write_bytes(TEXT.encode())
    return file


@pytest.fixture(params=[(1 << 22, 1 << 22), (1000, 300), (7, 64)], ids=["whole", "pieces", "crumbs"])
def cut(request, monkeypatch):
    """Text read in small pieces, and keys sorted in small buffers."""
    monkeypatch.setattr(corpus_module, "PIECE", request.param[0])
    monkeypatch.setattr(runs_module, "BUFFER", request.param[1])


def counts_of(model):
    """Counted n-grams as a reader writes them; START and END are None."""
    columns = model.trie.ngrams()
    rows = zip(*(column.tolist() for column in columns), strict=True)
    written = [tuple(None if i < 3 else model.tokens[i - 3] for i in row) for row in rows]
    assert len(set(written)) == len(written)
    return dict(zip(written, model.trie.counts.tolist(), strict=True))


@pytest.mark.parametrize("order", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("unit", list(UNITS))
def test_counts_are_nltks(path, cut, order, unit):
    tokens = UNITS[unit]
    found = fit_ngram(path, order=order, unit=unit)
    padded = [None] * (order - 1) + tokens
    assert counts_of(found.model) == Counter(nltk_ngrams(padded, order))
    bare = fit_ngram(path, order=order, unit=unit, sentences="none")
    assert counts_of(bare.model) == Counter(nltk_ngrams(tokens, order))
    assert (found.n, bare.n) == (len(tokens), len(tokens) - order + 1)
    assert found.vocabulary == len(set(tokens))
    assert found.bytes == len(TEXT.encode())


@pytest.mark.parametrize("unit", ["word", "char"])
def test_each_line_is_a_sentence(path, cut, unit):
    lines = TEXT.splitlines()
    sentences = [line.split() if unit == "word" else list(line) for line in lines]
    want = Counter(gram for s in sentences for gram in nltk_ngrams([None, None, *s, None], 3))
    assert counts_of(fit_ngram(path, order=3, unit=unit, sentences="line").model) == want
    path.write_bytes(TEXT.rstrip("\n").encode())  # the last line needs no break
    assert counts_of(fit_ngram(path, order=3, unit=unit, sentences="line").model) == want


@pytest.mark.parametrize("order", [1, 2, 3])
def test_the_likelihood_is_nltks(path, order):
    text = ["<s>"] * (order - 1) + UNITS["word"]
    theirs = MLE(order, vocabulary=Vocabulary(UNITS["word"]))
    theirs.fit([list(nltk_ngrams(text, order))])
    found = fit_ngram(path, order=order, unit="word")
    entropy = theirs.entropy(list(nltk_ngrams(text, order)))
    assert float(ngram.bits(found.nll)) == pytest.approx(entropy, rel=1e-12)
    assert found.loglik == pytest.approx(-found.n * found.nll)


@pytest.mark.parametrize("order", [2, 5])
def test_memory_does_not_change_the_answer(path, tmp_path, monkeypatch, order):
    whole = fit_ngram(path, order=order, unit="word", save=tmp_path / "whole.parquet")
    monkeypatch.setattr(corpus_module, "PIECE", 600)
    monkeypatch.setattr(runs_module, "BUFFER", 50)
    monkeypatch.setattr(import_module("likely.fit.ngram.fit_ngram"), "_ENTRY", (1 << 20) // 100)
    spilled = fit_ngram(path, order=order, unit="word", memory=1 << 20, save=tmp_path / "spilled.parquet")
    assert spilled.spilled > 3
    assert spilled.model is None
    assert spilled.loglik == pytest.approx(whole.loglik, rel=1e-13)
    for field in ("n", "contexts", "ngrams", "vocabulary", "verdict"):
        assert getattr(spilled, field) == getattr(whole, field)
    assert counts_of(load_ngram(tmp_path / "spilled.parquet")) == counts_of(whole.model)


def test_two_files_are_merged_counts(tmp_path):
    half = len(TEXT) // 2
    a, b = tmp_path / "a.txt", tmp_path / "b.txt.gz"
    a.write_text(TEXT[:half], encoding="utf-8")
    b.write_bytes(gzip.compress(TEXT[half:].encode()))
    both, one, two = (counts_of(fit_ngram(x, order=3).model) for x in ([a, b], a, b))
    assert both == Counter(one) + Counter(two)


@pytest.mark.parametrize("unit", list(UNITS))
@pytest.mark.parametrize("sentences", ["text", "line", "none"])
def test_a_model_is_read_back(path, tmp_path, unit, sentences):
    file = tmp_path / "m.parquet"
    found = fit_ngram(path, order=3, unit=unit, sentences=sentences, save=file)
    again = load_ngram(file)
    assert counts_of(again) == counts_of(found.model)
    assert (again.order, again.unit, again.sentences, again.n, again.size) == (
        3, unit, sentences, found.n, found.model.size,
    )  # fmt: skip
    save_ngram(found.model, tmp_path / "again.parquet")
    assert counts_of(load_ngram(tmp_path / "again.parquet")) == counts_of(found.model)
    table = pl.read_parquet(file)
    assert table.columns == ["token_1", "token_2", "token_3", "count"]
    assert table["count"].sum() == found.n


@pytest.mark.parametrize(
    ("text", "order", "verdict"),
    [("aaaa", 1, "boundary"), ("ab", 1, "interior"), ("aabba", 2, "boundary"), ("abba", 3, "boundary")],
)
def test_the_verdict(tmp_path, text, order, verdict):
    file = tmp_path / "t.txt"
    file.write_text(text)
    found = fit_ngram(file, order=order)
    assert found.verdict == verdict
    assert found.exists


def test_every_pair_seen_is_inside(tmp_path):
    file = tmp_path / "t.txt"
    file.write_text("aabba")
    found = fit_ngram(file, order=2, sentences="none")
    assert (found.verdict, found.ngrams, found.contexts) == ("interior", 4, 2)
    assert found.loglik == pytest.approx(4 * math.log(0.5))
    assert found.parameters == 2


@pytest.mark.parametrize(
    ("data", "options", "message"),
    [
        (b"hello\nw\xc3orld\n", {}, "line 2, byte 7 of the file: not UTF-8"),
        (b"ab" * 3000 + b"\xff", {}, "line 1, byte 6,000 of the file: not UTF-8"),
        (b"", {}, "the corpus is empty"),
        (b" \n ", {"unit": "word"}, "only whitespace"),
        (b"ab", {"order": 3, "sentences": "none"}, "fewer than 3 tokens"),
        (b"\xff\xfea\0", {}, "UTF-16"),
        (b"\x1f\x8bnonsense", {}, "gzip data is broken"),
    ],
)
def test_bad_text_says_where(tmp_path, monkeypatch, data, options, message):
    monkeypatch.setattr(corpus_module, "PIECE", 1000)
    file, model = tmp_path / "bad.txt", tmp_path / "m.parquet"
    file.write_bytes(data)
    with pytest.raises(DataError, match=message):
        fit_ngram(file, save=model, **options)
    assert sorted(tmp_path.iterdir()) == [file]


def test_bytes_need_not_be_text(tmp_path):
    file = tmp_path / "b.bin"
    file.write_bytes(bytes(range(256)) * 2)
    found = fit_ngram(file, order=1, unit="bytes")
    assert found.nll == pytest.approx(math.log(256))
    assert found.verdict == "interior"


@pytest.mark.parametrize(
    "options", [{"order": 0}, {"order": 99}, {"unit": "line"}, {"sentences": "page"}, {"memory": 10}]
)
def test_what_cannot_be_asked(path, options):
    with pytest.raises(UsageError):
        fit_ngram(path, **options)


def test_too_many_words_for_the_keys(path, monkeypatch):
    monkeypatch.setattr("likely.data.ngrams.Layout.most", 5)
    with pytest.raises(UsageError, match="more than 5 distinct tokens"):
        fit_ngram(path, unit="word")


def test_a_damaged_model_is_named(tmp_path):
    file = tmp_path / "m.parquet"
    file.write_bytes(b"PAR1 and nothing more")
    with pytest.raises(DataError, match="not a model of n-grams"):
        load_ngram(file)
    pl.DataFrame({"token_1": ["a"], "count": [1]}).write_parquet(file)
    with pytest.raises(DataError, match="not a model of n-grams"):
        load_ngram(file)
