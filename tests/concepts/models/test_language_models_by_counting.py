"""The page on counting tells the truth about its texts; nltk counts them too."""

import itertools
import math
from collections.abc import Callable

import pytest
from nltk.lm import MLE
from nltk.lm.preprocessing import pad_both_ends
from nltk.util import ngrams

from likely.notebook.draft import Draft

FIRST = ["the cat sat on the mat", "the dog sat on the rug", "the cat saw the dog"]
OTHERS = ["the dog sat on the mat", "the cat sat on the rug", "the dog saw the cat"]
TEXTS = [FIRST, FIRST * 2, FIRST + OTHERS]
CONTEXTS = [[], ["the"], ["on", "the"]]


@pytest.fixture(scope="module")
def draft(draft_of: Callable[[str], Draft]) -> Draft:
    return draft_of("models/language-models-by-counting")


def grams(sentences: list[str], order: int) -> list[list[tuple[str, ...]]]:
    """nltk's n-grams with marks; the marks at the end beyond the first are no words of the text."""
    found = []
    for one in sentences:
        padded = list(pad_both_ends(one.split(), n=order)) if order > 1 else [*one.split(), "</s>"]
        surplus = max(order - 2, 0)  # one end of text is enough
        found.append(list(ngrams(padded[: len(padded) - surplus], order)))
    return found


def model_of(sentences: list[str], order: int) -> MLE:
    model = MLE(order)
    model.fit(grams(sentences, order), [word for one in sentences for word in [*one.split(), "<s>", "</s>"]])
    return model


def test_shares_are_nltks(draft: Draft) -> None:
    sentences = [*draft.stage.controls[2].options[:-1], draft.stage.controls[3].start]
    states = [state for state, _ in draft.everywhere[::7]]
    for state, text in itertools.product(states, TEXTS):
        values = draft.stage.values({**state, "corpus": "\n".join(text)})
        order = round(state["order"]) + 1
        context = CONTEXTS[order - 1]
        new = [*text, *[sentences[round(state["more"])]] * round(state["times"])]
        assert values["before"] == pytest.approx(model_of(text, order).score("mat", context), abs=1e-14)
        assert values["after"] == pytest.approx(model_of(new, order).score("mat", context), abs=1e-14)


def test_the_new_sentence_costs_what_nltk_says(draft: Draft) -> None:
    sentences = draft.stage.controls[2].options[:-1]
    for text in TEXTS:
        for order in (2, 3):
            for more, sentence in enumerate(sentences):
                model = model_of(text, order)
                scores = [model.score(gram[-1], list(gram[:-1])) for gram in grams([sentence], order)[0]]
                cost = math.inf if min(scores) == 0 else -sum(map(math.log, scores)) / len(scores)
                state = {**draft.stage.start(), "corpus": "\n".join(text), "order": order - 1, "more": more}
                assert draft.stage.values(state)["cost_before"] == pytest.approx(cost, rel=1e-12), state


def test_the_truth_of_the_prediction_in_every_state(draft: Draft) -> None:
    for state, values in draft.everywhere:
        change = values["after"] - values["before"]
        expected = "stays" if abs(change) < 1e-9 else "rises" if change > 0 else "falls"
        assert draft.stage.question.truth(state, values) == expected, state


def test_infinity_comes_with_a_name(draft: Draft) -> None:
    for state, values in draft.everywhere:
        remark = draft.stage.remark(state, values)
        assert bool(remark) == (values["cost_before"] == math.inf), state
        assert math.isfinite(values["cost_after"]), state
    fox = draft.stage.start()
    assert "never seen “fox” after “the”" in draft.stage.remark(fox, draft.stage.values(fox))


TYPED = """a rose is a rose
and a rose by another name
   is   a rose
"""


def test_a_typed_text_is_counted_as_nltk_counts_it(draft: Draft) -> None:
    """Watched is the last word of the first sentence, in its own place."""
    text = [" ".join(one.split()) for one in TYPED.split("\n") if one.strip()]
    sentence = "a rose is red"
    for order, context in ((1, []), (2, ["a"]), (3, ["is", "a"])):
        for times in (1, 4):
            state = {"corpus": TYPED, "order": order - 1, "more": 5, "own": sentence, "times": times}
            values = draft.stage.values(state)
            assert values["before"] == pytest.approx(model_of(text, order).score("rose", context), abs=1e-14)
            after = model_of([*text, *[sentence] * times], order).score("rose", context)
            assert values["after"] == pytest.approx(after, abs=1e-14)
            assert "“rose”" in draft.stage.question.prompt(state, values)
            assert "never seen “red”" in draft.stage.remark(state, values)


def test_what_nobody_thought_of_is_counted_too(draft: Draft) -> None:
    for state, values in draft.odd:
        assert values["whole"] == pytest.approx(1), state
        assert values["after"] == pytest.approx(values["weighted"], abs=1e-14), state
        assert len(draft.stage.question.prompt(state, values)) < 800, state


def test_no_model_of_a_text_costs_less_than_its_own_counts(draft: Draft) -> None:
    for state, values in draft.everywhere:
        assert values["text_cost"] <= values["text_after"] + 1e-12, state


def test_the_witness_names_the_first_unseen_word(draft: Draft) -> None:
    assert "new sentence: inf nats a word" in draft.printed
    assert "first unseen: fox after the" in draft.printed
