"""What is remembered, and that nothing torn or changed is taken for it."""

from pathlib import Path

import pytest

from likely.notebook.cache import Cache
from likely.notebook.digest import digest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cache = Cache(tmp_path / "cache")
    cache.put("a", {"b": 1})
    cache.put("gone", 2)
    cache.save(["a"], [cache.keep("some text")])
    return tmp_path / "cache"


def test_what_was_saved_is_there_and_nothing_else(folder: Path) -> None:
    again = Cache(folder)
    assert again.get("a") == {"b": 1}
    assert again.get("gone") is None
    assert again.text(digest("some text")) == "some text"
    assert sorted(path.name for path in folder.iterdir()) == ["facts.json", "texts"]


@pytest.mark.parametrize("torn", ['{"a": ', "[]", "\x00"])
def test_torn_facts_are_no_facts(folder: Path, torn: str) -> None:
    (folder / "facts.json").write_text(torn, encoding="utf-8")
    assert Cache(folder).get("a") is None


def test_a_text_that_was_changed_is_not_taken(folder: Path) -> None:
    (folder / "texts" / digest("some text")).write_text("another", encoding="utf-8")
    assert Cache(folder).text(digest("some text")) is None


def test_what_no_page_rests_on_is_forgotten(folder: Path) -> None:
    cache = Cache(folder)
    cache.save([], [])
    assert list((folder / "texts").iterdir()) == []
    assert Cache(folder).get("a") is None


def test_without_a_folder_it_lasts_as_long_as_the_value() -> None:
    cache = Cache()
    cache.put("a", 1)
    name = cache.keep("text")
    cache.save()
    assert (cache.get("a"), cache.text(name)) == (1, "text")


def test_the_keys_looked_at_are_noted_and_new_facts_handed_over() -> None:
    cache = Cache()
    with cache.noting() as keys:
        cache.get("a")
        cache.put("b", 1)
        cache.keep("text")
    cache.get("c")
    assert keys == {"a", "b"}
    assert cache.taken() == ({"b": 1}, ["text"])
    assert cache.taken() == ({}, [])
