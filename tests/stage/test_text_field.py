"""A text field takes what anybody types, cuts it where it says, and never fails."""

import pytest

from likely.stage.text_field import MOST, ODD, TextField

ONE = TextField("word", "Word", "cat", 1, 5)
SEVERAL = TextField("text", "Text", "the cat\nthe dog", 4)


@pytest.mark.parametrize("field", [ONE, SEVERAL], ids=["one line", "several"])
def test_whatever_is_typed_becomes_a_text_that_the_field_takes(field: TextField) -> None:
    for text in ODD:
        kept = field.nearest(text)
        assert len(kept) <= field.most
        assert field.takes(kept)
        assert field.nearest(kept) == kept
    assert field.odd() == [field.nearest(text) for text in ODD]
    assert field.takes(field.start)


def test_control_characters_are_spaces_and_lines_stay_where_there_are_lines() -> None:
    assert SEVERAL.nearest("a\tb\u0000c\nd\r") == "a b c\nd "
    assert TextField("word", "Word", "", 1).nearest("a\nb") == "a b"


def test_it_is_cut_where_it_says() -> None:
    assert ONE.nearest("abcdefgh") == "abcde"
    assert not ONE.takes("abcdef")
    assert not ONE.takes(3.0)
    assert SEVERAL.nearest("x" * 9999) == "x" * MOST


def test_what_came_from_a_link_is_text_even_if_it_is_a_number() -> None:
    assert ONE.nearest(14) == "14"


def test_it_is_quoted_in_one_short_line() -> None:
    assert SEVERAL.describe("the cat\n\n the  dog") == "“the cat the dog”"
    assert SEVERAL.describe("word " * 40) == "“word word word word word wo…”"


def test_a_list_of_states_has_its_start_alone() -> None:
    assert SEVERAL.reach() == ["the cat\nthe dog"]
