"""The page on softmax tells the truth about three logits."""

from collections.abc import Callable

import pytest
from mpmath import mp

from likely.notebook.draft import Draft

NAMES = ("cat", "dog", "fox")


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("models/softmax-and-logits")


def test_probabilities_and_loss_against_fifty_digits(draft: Draft) -> None:
    for state, values in draft.everywhere[::23]:
        with mp.workdps(50):
            powers = [mp.e ** mp.mpf(state["z_" + name]) for name in NAMES]
            p = [power / sum(powers) for power in powers]
            for name, share in zip(NAMES, p, strict=True):
                assert values["p_" + name] == pytest.approx(float(share), rel=1e-14)
            assert values["loss"] == pytest.approx(float(-mp.log(p[round(state["happens"])])), rel=1e-12)


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    for state, values in draft.everywhere:
        missing = 1 - values["p_" + NAMES[round(state["happens"])]]
        expected = "weak" if missing < 1 / 3 else "strong" if missing > 2 / 3 else "middling"
        assert draft.stage.question.truth(state, values) == expected, state


def test_pushes_balance_and_the_own_one_is_the_largest(draft: Draft) -> None:
    for state, values in draft.everywhere:
        slopes = [values["slope_" + name] for name in NAMES]
        own = slopes.pop(round(state["happens"]))
        assert own < 0 < min(slopes)
        assert sum(slopes) == pytest.approx(-own, rel=1e-12)


def test_only_leads_count(draft: Draft) -> None:
    low = draft.stage.values({"happens": 0, "z_cat": 1, "z_dog": 0, "z_fox": -2})
    high = draft.stage.values({"happens": 0, "z_cat": 3, "z_dog": 2, "z_fox": 0})
    assert low["loss"] == pytest.approx(high["loss"], rel=1e-14)
    assert high["log_sum"] - low["log_sum"] == pytest.approx(2, rel=1e-14)


def test_the_witness_finds_the_slopes_and_survives_large_logits(draft: Draft) -> None:
    assert "slope in cat  -0.2946" in draft.printed
    assert "wrong by a lead of 10000: 10000.0 nats" in draft.printed
