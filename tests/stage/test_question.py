"""What a prediction costs, in nats."""

import math

import pytest

from likely.stage.question import CANNOT_TELL, CONFIDENCES, Option, Question

OPTIONS = tuple(Option(name, name.title(), "") for name in ("decrease", "leave", "increase"))


def nothing(*_: object) -> str:
    return ""


question = Question("direction", "Prediction", nothing, OPTIONS, nothing, nothing, nothing)


@pytest.mark.parametrize("confidence", CONFIDENCES)
@pytest.mark.parametrize("truth", [option.id for option in OPTIONS])
def test_what_was_put_on_the_options_is_a_distribution(confidence: float, truth: str) -> None:
    for choice in (*(option.id for option in OPTIONS), CANNOT_TELL):
        placed = [question.placed_on(option.id, choice, confidence) for option in OPTIONS]
        assert sum(placed) == pytest.approx(1, abs=1e-15)
        cost = question.cost(choice, confidence, truth)
        assert cost == pytest.approx(-math.log(question.placed_on(truth, choice, confidence)), rel=1e-14)


def test_right_wrong_and_undecided() -> None:
    assert question.cost("leave", 0.7, "leave") == pytest.approx(0.35667494393873245)  # −log 0.7
    assert question.cost("leave", 0.7, "increase") == pytest.approx(-math.log(0.15))
    assert question.cost(CANNOT_TELL, 0.99, "leave") == pytest.approx(math.log(3))
    assert question.guess() == pytest.approx(math.log(3))
    assert question.cost("leave", 0.5, "leave") < question.guess() < question.cost("leave", 0.5, "increase")
