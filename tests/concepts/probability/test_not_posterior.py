"""The page on likelihood and posterior tells the truth about ten tosses and a prior."""

from collections.abc import Callable
from fractions import Fraction

import pytest
from scipy import integrate, stats

from likely.notebook.draft import Draft

WEIGHTS = (0, 4, 20, 100)


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("probability/not-posterior")


def exact(state: dict[str, float]) -> tuple[Fraction, Fraction]:
    """MLE and posterior mode: heads over tosses, without and with the imagined ones."""
    worth, heads = WEIGHTS[round(state["weight"])], round(state["k"])
    imagined = Fraction(worth * round(10 * state["centre"]), 10)
    return Fraction(heads, 10), (heads + imagined) / (10 + worth)


def test_the_estimates_in_every_state(draft: Draft) -> None:
    for state, values in draft.everywhere:
        mle, mode = exact(state)
        assert values["mle"] == pytest.approx(float(mle), abs=1e-15)
        assert values["map"] == pytest.approx(float(mode), abs=1e-14)
        worth = WEIGHTS[round(state["weight"])]
        assert values["mean"] == pytest.approx(float((mode * (10 + worth) + 1) / (12 + worth)), abs=1e-14)
        assert values["area"] == pytest.approx(1 / 11, rel=1e-13)


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    told = set()
    for state, values in draft.everywhere:
        mle, mode = exact(state)
        expected = "same" if abs(mode - mle) < Fraction(1, 200) else "below" if mode < mle else "above"
        assert draft.stage.question.truth(state, values) == expected, state
        told.add(expected)
    assert told == {"below", "same", "above"}


@pytest.mark.parametrize(("weight", "k", "centre"), [(2, 8, 0.5), (3, 0, 0.9), (1, 10, 0.1), (0, 3, 0.3)])
def test_the_probability_of_the_data_is_an_integral(draft: Draft, weight: int, k: int, centre: float) -> None:
    a, b = 1 + WEIGHTS[weight] * centre, 1 + WEIGHTS[weight] * (1 - centre)
    told = integrate.quad(lambda t: stats.beta.pdf(t, a, b) * stats.binom.pmf(k, 10, t), 0, 1)[0]
    values = draft.stage.values({"weight": weight, "k": k, "centre": centre})
    assert values["evidence"] == pytest.approx(told, rel=1e-7)


def test_the_locked_picture_does_not_depend_on_the_posterior(draft: Draft) -> None:
    """With the same prior and tosses, only the answer may tell where the posterior lies."""
    stage = draft.stage
    locked = {element.id for element in stage.elements(stage.start(), False)}
    assert not locked & {"model", "likelihood", "mle", "model-name-label"}


def test_the_witness_and_the_prose_tell_the_numbers(draft: Draft) -> None:
    assert "area 0.0909 = 1/11" in draft.printed
    assert ">0.60</span>" in draft.sections["intuition"]
    assert f">{9 / 12:.4f}</span>" in draft.sections["math"]
