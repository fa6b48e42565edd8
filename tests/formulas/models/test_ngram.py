"""n-grams by counting: NLTK's maximum likelihood, the laws, and the browser's Python."""

import json
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.lm import MLE, Lidstone
from nltk.lm.vocabulary import Vocabulary
from nltk.util import ngrams as nltk_ngrams

from likely.formulas.models import ngram
from likely.notebook.assets import RUNTIME, WEB
from likely.notebook.bundle import portable_files
from likely.notebook.runtime.node import find_node, run_micropython

WORDS = Path(json.__file__).read_text(encoding="utf-8").split()
TEXTS = st.lists(st.sampled_from("abc"), min_size=1, max_size=30)


def fitted(tokens, order, end=False):
    counts = ngram.count(ngram.ngrams(ngram.marked(tokens, order, end), order))
    return counts, ngram.mle(counts)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_the_maximum_is_nltks(order):
    counts, model = fitted(WORDS, order)
    text = ngram.marked(WORDS, order)
    theirs = MLE(order, vocabulary=Vocabulary(WORDS))
    theirs.fit([list(nltk_ngrams(text, order))])
    for context, after in counts.items():
        for token in after:
            assert ngram.probability(model, context, token) == theirs.score(token, list(context))
    assert sum(sum(after.values()) for after in counts.values()) == len(WORDS)


def test_add_k_is_nltks_lidstone():
    theirs = Lidstone(0.3, 2, vocabulary=Vocabulary(WORDS))
    theirs.fit([list(nltk_ngrams(ngram.marked(WORDS, 2), 2))])
    counts, _ = fitted(WORDS, 2)
    for context, after in list(counts.items())[:50]:
        for token in WORDS[:20]:
            found = ngram.add_k(after.get(token, 0), sum(after.values()), 0.3, len(theirs.vocab))
            assert found == pytest.approx(theirs.score(token, list(context)), rel=1e-14)


@given(TEXTS, TEXTS, st.integers(1, 4))
def test_counts_of_two_texts_add(a, b, order):
    both = ngram.count(
        ngram.ngrams(ngram.marked(a, order), order) + ngram.ngrams(ngram.marked(b, order), order)
    )
    assert ngram.merge(fitted(a, order)[0], fitted(b, order)[0]) == both


@given(TEXTS, st.integers(1, 3))
def test_no_other_model_does_better(text, order):
    counts, model = fitted(text, order, end=True)
    best = ngram.log_likelihood(counts, model)
    for rival in (fitted([*text, "a"], order, end=True)[1], fitted(text[:-1], order, end=True)[1]):
        assert ngram.log_likelihood(counts, rival) <= best + 1e-12
    assert ngram.nll(counts, model) * (len(text) + 1) == pytest.approx(-best, abs=1e-12)


def test_the_unseen_is_an_infinite_surprise():
    counts, model = fitted("abab", 2)
    assert ngram.nll(counts, model) == 0.0
    assert ngram.probability(model, ("a",), "a") == 0.0
    assert ngram.probability(model, ("z",), "a") == 0.0
    assert ngram.nll(fitted("abba", 2)[0], model) == math.inf
    assert ngram.perplexity(math.log(8)) == pytest.approx(8)
    assert ngram.bits(math.log(8)) == pytest.approx(3)


@pytest.mark.parametrize(
    ("contexts", "vocabulary", "seen", "verdict", "words"),
    [
        (1, 3, 3, "interior", "every token"),
        (4, 3, 7, "boundary", "5 of the 12"),
        (1, 1, 1, "boundary", "certain"),
    ],
)
def test_the_verdict(contexts, vocabulary, seen, verdict, words):
    found = ngram.maximum(contexts, vocabulary, seen)
    assert found.verdict == verdict
    assert words in found.reason


@given(st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.0, 1), st.floats(0.0, 1)), min_size=1, max_size=20))
def test_a_step_of_em_never_loses(rows):
    def loglik(weights):
        return math.fsum(math.log(ngram.mixture(weights, row)) for row in rows)

    weights = [1 / 3] * 3
    for _ in range(5):
        better = ngram.next_weights(weights, rows)
        assert math.fsum(better) == pytest.approx(1)
        assert loglik(better) >= loglik(weights) - 1e-12
        weights = better


def test_arrays_give_what_floats_give():
    number, of_context = np.array([0.0, 1.0, 3.0, 0.0]), np.array([4.0, 4.0, 3.0, 0.0])
    for formula in (ngram.log_prob, lambda c, t: ngram.add_k(c, t, 0.5, 7)):
        assert formula(number, of_context).tolist() == [
            formula(c, t) for c, t in zip(number.tolist(), of_context.tolist(), strict=True)
        ]


PROGRAM = """
import json
from likely.formulas.models import ngram
text = ngram.marked("the cat sat on the mat the cat".split(), 2, True)
counts = ngram.count(ngram.ngrams(text, 2))
model = ngram.mle(counts)
other = ngram.count(ngram.ngrams(ngram.marked("the dog".split(), 2), 2))
print(json.dumps([
    repr(ngram.nll(counts, model)),
    repr(ngram.nll(other, model)),
    sorted([[c[0], t, p] for c, after in ngram.merge(counts, other).items() for t, p in after.items()]),
    ngram.next_weights([0.5, 0.5], [(0.1, 0.3), (0.0, 0.2)]),
    list(ngram.maximum(6, 5, 8)),
]))
"""


def test_the_browser_counts_the_same(capsys):
    node = find_node()
    if node is None:
        assert "CI" not in os.environ, "CI must have Node"
        pytest.skip("Node was not found")
    files = {f"/lib/{path}": source for path, source in portable_files().items()}
    (told,) = run_micropython(node, WEB / RUNTIME, files, [PROGRAM])
    assert told.error is None, told.error
    exec(PROGRAM, {})
    desk, browser = json.loads(capsys.readouterr().out), json.loads(told.printed)
    assert float(browser[0]) == pytest.approx(float(desk[0]), rel=1e-12)
    assert browser[1:3] == desk[1:3]
    assert browser[3] == pytest.approx(desk[3], rel=1e-12)
    assert browser[4] == desk[4]
