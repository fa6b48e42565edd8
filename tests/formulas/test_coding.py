"""Codes: words that fit their room, and lengths that no other code beats."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from likely.formulas import coding

WEIGHTS = st.lists(st.integers(1, 40), min_size=2, max_size=5)


def shares(weights):
    return [weight / sum(weights) for weight in weights]


@settings(deadline=None, max_examples=60)
@given(WEIGHTS)
def test_huffman_beats_every_code_that_fits(weights):
    p = shares(weights)
    reach = range(1, len(p) + 1)
    least = min(
        sum(share * length for share, length in zip(p, lengths, strict=True))
        for lengths in itertools.product(reach, repeat=len(p))
        if sum(2.0**-length for length in lengths) <= 1
    )
    best = coding.huffman_lengths(p)
    assert coding.average_length(p, best) == pytest.approx(least, rel=1e-12)
    assert coding.kraft(best) == 1


@settings(deadline=None)
@given(WEIGHTS)
def test_entropy_bounds_the_average_from_below_and_rounding_costs_less_than_a_bit(weights):
    p = shares(weights)
    entropy = coding.entropy_bits(p)
    rounded = [coding.shannon_length(share) for share in p]
    assert entropy == pytest.approx(-sum(share * math.log2(share) for share in p), rel=1e-12)
    assert entropy - 1e-12 <= coding.average_length(p, coding.huffman_lengths(p))
    assert coding.average_length(p, rounded) < entropy + 1
    assert coding.kraft(rounded) <= 1


@settings(deadline=None)
@given(WEIGHTS)
def test_no_word_begins_another(weights):
    lengths = [coding.shannon_length(share) for share in shares(weights)]
    words = coding.words(lengths)
    assert [len(word) for word in words] == lengths
    for one, other in itertools.permutations(words, 2):
        assert not other.startswith(one)


def test_the_words_of_the_page():
    assert coding.words((1, 2, 3, 3)) == ["0", "10", "110", "111"]
    assert coding.words((3, 1, 3, 2)) == ["110", "0", "111", "10"]


def test_lengths_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="make some of them longer"):
        coding.words((1, 1, 2))


@pytest.mark.parametrize("k", range(1, 30))
def test_powers_of_two_need_no_rounding(k):
    assert coding.shannon_length(0.5**k) == k
    assert coding.shannon_length(0.5**k * 0.999) == k + 1
    assert coding.surprise_bits(0.5**k) == pytest.approx(k, rel=1e-15)


def test_what_the_wrong_book_costs():
    p, q = (0.25, 0.25, 0.25, 0.25), (0.5, 0.25, 0.125, 0.125)
    assert coding.cross_entropy_bits(p, q) == pytest.approx(2.25, rel=1e-15)
    assert coding.kl_bits(p, q) == pytest.approx(0.25, rel=1e-14)
    assert coding.bits(math.log(2)) == 1
