"""The page on entropy and coding tells the truth about four symbols and their words."""

import itertools
import math
from collections.abc import Callable

import pytest

from likely.notebook.draft import Draft

LENGTHS = (1, 2, 3, 3)
POSSIBLE = [ls for ls in itertools.product(range(1, 4), repeat=4) if sum(2.0**-one for one in ls) <= 1]


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("information/entropy-and-coding")


def shares(values: dict[str, float]) -> list[float]:
    return [values["p_" + symbol] for symbol in "abcd"]


def average(p: list[float], lengths: tuple[int, ...]) -> float:
    return math.fsum(share * length for share, length in zip(p, lengths, strict=True))


def test_the_values_in_every_state(draft: Draft) -> None:
    for state, values in draft.everywhere:
        p = shares(values)
        assert math.fsum(p) == pytest.approx(1, abs=1e-14)
        entropy = -math.fsum(share * math.log2(share) for share in p)
        assert values["entropy"] == pytest.approx(entropy, rel=1e-12), state
        assert values["nats"] == pytest.approx(entropy * math.log(2), rel=1e-12)
        assert values["average"] == pytest.approx(average(p, LENGTHS), rel=1e-13)
        assert values["average"] == pytest.approx(values["entropy"] + values["kl"], rel=1e-12)
        least = min(average(p, lengths) for lengths in POSSIBLE)
        assert values["best"] == pytest.approx(least, rel=1e-12), "no code is better than Huffman's"


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    told = set()
    for state, values in draft.everywhere:
        gap = average(shares(values), LENGTHS) - 2
        expected = "same" if abs(gap) < 0.05 else "longer" if gap > 0 else "shorter"
        assert draft.stage.question.truth(state, values) == expected, state
        told.add(expected)
    assert told == {"shorter", "same", "longer"}


def test_halves_quarters_and_eighths_waste_nothing(draft: Draft) -> None:
    values = draft.stage.values({"a": 0.5, "b": 0.5, "c": 0.5})
    assert values["average"] == values["best"] == 1.75
    assert values["kl"] == pytest.approx(0, abs=1e-15)


def test_the_witness_and_the_prose_tell_the_numbers(draft: Draft) -> None:
    assert "words 0 10 110 111" in " ".join(draft.printed.split())
    assert ">1.75</span>" in draft.sections["intuition"]
    assert f">{1.75 * math.log(2):.4f}</span>" in draft.sections["intuition"]
    assert f">{1 / math.log(2):.4f}</span>" in draft.sections["math"]
