"""The page on maximum likelihood tells the truth about 14 of 20."""

import math
from collections.abc import Callable

import pytest

from likely.notebook.draft import Draft

P, Q, N = 0.7, 0.4, 20
NLL = -(P * math.log(Q) + (1 - P) * math.log(1 - Q))
ENTROPY = -(P * math.log(P) + (1 - P) * math.log(1 - P))
KL = P * math.log(P / Q) + (1 - P) * math.log((1 - P) / (1 - Q))


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("probability/maximum-likelihood")


def test_the_witness_prints_the_worked_check(draft: Draft) -> None:
    printed = " ".join(draft.printed.split())
    assert "successes 14 of 20" in printed
    assert "p̂ = 0.7" in printed
    assert printed.count("θ̂ = 0.70") == 2, "closed form and the best of 99 places"
    assert f"{NLL:.4f} nats" in printed
    assert f"{ENTROPY:.4f} nats" in printed
    assert f"{KL:.4f} nats" in printed
    assert (f"{NLL:.4f}", f"{ENTROPY:.4f}", f"{KL:.4f}") == ("0.7947", "0.6109", "0.1838")


def test_the_witness_is_short_and_writes_no_formula_again(draft: Draft) -> None:
    assert draft.concept.witness.count("\n") <= 45
    assert "log(" not in draft.concept.witness


def test_the_prose_computes_its_numbers(draft: Draft) -> None:
    math_section, intuition = draft.sections["math"], draft.sections["intuition"]
    assert f">{NLL:.4f}</span>" in intuition
    for number in (NLL, ENTROPY, KL, math.log(math.comb(20, 14))):
        assert f">{number:.4f}</span>" in math_section
    assert f">{1 / 21:.4f}</span>" in intuition
    assert ">−0.3</span>" in math_section
    assert f">−{(P - Q) / (Q * (1 - Q)):.2f}</span>" in math_section


def test_the_stage_gives_the_same_numbers(draft: Draft) -> None:
    stage = draft.stage
    values = stage.values(stage.start())
    assert values["nll"] == pytest.approx(NLL, rel=1e-14)
    assert values["entropy"] == pytest.approx(ENTROPY, rel=1e-14)
    assert values["kl"] == pytest.approx(KL, rel=1e-14)
    assert values["nll"] == pytest.approx(values["entropy"] + values["kl"], rel=1e-14)
    assert values["logit_gradient"] == pytest.approx(-0.3, abs=1e-15)


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    """Against integers: θ = t/100 stands below, at or above k/20."""
    question = draft.stage.question
    for state, values in draft.everywhere:
        t, k = round(100 * state["theta"]), round(state["k"])
        expected = "leave" if t == 5 * k else "decrease" if t > 5 * k else "increase"
        assert question.truth(state, values) == expected, state


def test_every_equation_states_a_formula_and_has_a_reading(draft: Draft) -> None:
    equations = {found.id: found for found in draft.writer.objects if found.kind == "equation"}
    assert {
        "eq.likelihood",
        "eq.log-likelihood",
        "eq.average-nll",
        "eq.identity",
        "eq.logit-gradient",
    } <= set(equations)
    for found in equations.values():
        assert found.states
        assert found.reading.endswith(".")


def test_what_it_is_not_is_said(draft: Draft) -> None:
    assert "misconception.not-a-posterior" in {found.id for found in draft.writer.objects}
