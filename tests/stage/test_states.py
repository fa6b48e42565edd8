"""Which states of a stage a build visits."""

from types import SimpleNamespace
from typing import Any

from likely.stage.controls import Choice, Slider
from likely.stage.states import odd_states, states
from likely.stage.text_field import TextField

KIND = Choice("kind", "Kind", ("a", "b", "c"))
SIZE = Slider("size", "Size", 0, 2, 1, 1, str)
WORDS = TextField("words", "Words", "one two", 1)


def of(*controls: Any) -> Any:
    return SimpleNamespace(controls=controls)


def test_all_positions_with_the_text_of_the_start() -> None:
    listed = states(of(KIND, WORDS, SIZE))
    assert len(listed) == 9
    assert listed[1] == {"kind": 0, "words": "one two", "size": 1}
    assert {state["words"] for state in listed} == {"one two"}


def test_odd_texts_come_at_both_ends_of_the_others() -> None:
    odd = odd_states(of(KIND, WORDS, SIZE))
    assert {state["words"] for state in odd} == set(WORDS.odd())
    assert {(state["kind"], state["size"]) for state in odd} == {(0, 0), (0, 2), (2, 0), (2, 2)}
    assert odd_states(of(KIND, SIZE)) == []


def test_two_fields_are_odd_in_turn() -> None:
    other = TextField("other", "Other", "x", 1)
    odd = odd_states(of(WORDS, other))
    assert len(odd) == len(WORDS.odd()) + len(other.odd())
