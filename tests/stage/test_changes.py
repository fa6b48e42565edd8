"""Changes turn one picture into another, whatever the two are."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from likely.stage.changes import changes
from likely.stage.picture import Element

IDS = st.sampled_from("abcdefgh")
TEXTS = st.sampled_from(["", "0", "12.5", "<&>"])


def element(id: str) -> st.SearchStrategy[Element]:
    """An id always has the same tag and the same attributes' names, as marks do."""
    names = ("class", "x1") if id < "e" else ("d",)
    pairs = st.tuples(*(st.tuples(st.just(name), TEXTS) for name in names))
    return st.builds(Element, st.just(id), st.just("line" if id < "e" else "path"), pairs, TEXTS)


pictures = st.lists(IDS, unique=True).flatmap(lambda ids: st.tuples(*map(element, ids))).map(list)


def apply(drawn: list[Element], steps: list[list[Any]]) -> list[Element]:
    """What web/core/picture.js does."""
    found = {each.id: each for each in drawn}
    order = [each.id for each in drawn]
    for step, id, *rest in steps:
        if step == "remove":
            del found[id]
            order.remove(id)
        elif step == "set":
            attributes = tuple(
                (name, rest[1] if name == rest[0] else value) for name, value in found[id].attributes
            )
            found[id] = found[id]._replace(attributes=attributes)
        elif step == "text":
            found[id] = found[id]._replace(text=rest[0])
        else:
            tag, flat, text, before = rest
            found[id] = Element(id, tag, tuple(zip(flat[::2], flat[1::2], strict=True)), text)
            order.insert(order.index(before) if before else len(order), id)
    return [found[id] for id in order]


@given(pictures, pictures)
def test_applied_to_the_first_they_give_the_second(before: list[Element], after: list[Element]) -> None:
    applied = apply(before, changes(before, after))
    assert sorted(applied) == sorted(after)
    kept = [each.id for each in before if each in after]
    if [each.id for each in after if each.id in kept] == kept:  # marks never change places among themselves
        common = {each.id for each in before} & {each.id for each in after}
        if [each.id for each in before if each.id in common] == [
            each.id for each in after if each.id in common
        ]:
            assert applied == after


@given(pictures)
def test_nothing_changes_when_nothing_changed(picture: list[Element]) -> None:
    assert changes(picture, list(picture)) == []


def test_only_what_differs_is_sent() -> None:
    before = [Element("a", "line", (("x1", "1"), ("y1", "2")), ""), Element("b", "text", (), "old")]
    after = [Element("a", "line", (("x1", "1"), ("y1", "3")), ""), Element("b", "text", (), "new")]
    assert changes(before, after) == [["text", "b", "new"], ["set", "a", "y1", "3"]]
