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
    cache.save(["a"], [cache.keep(b"some text")])
    return tmp_path / "cache"


def test_what_was_saved_is_there_and_nothing_else(folder: Path) -> None:
    again = Cache(folder)
    assert again.get("a") == {"b": 1}
    assert again.get("gone") is None
    assert again.content(digest("some text")) == b"some text"
    assert sorted(path.name for path in folder.iterdir()) == ["facts.json", "texts", "texts.json"]


@pytest.mark.parametrize("torn", ['{"a": ', "[]", "\x00"])
def test_torn_facts_are_no_facts(folder: Path, torn: str) -> None:
    (folder / "facts.json").write_text(torn, encoding="utf-8")
    assert Cache(folder).get("a") is None


def test_a_text_that_was_changed_is_not_taken(folder: Path) -> None:
    (folder / "texts" / digest("some text")).write_text("another", encoding="utf-8")
    assert Cache(folder).content(digest("some text")) is None


def test_a_text_is_placed_as_the_same_file_and_known_there_until_somebody_writes_into_it(
    folder: Path, tmp_path: Path
) -> None:
    cache, name, place = Cache(folder), digest("some text"), tmp_path / "page"
    cache.place(name, place)
    assert place.read_bytes() == b"some text"
    assert place.stat().st_mode & 0o444 == 0o444, "a web server may read it"
    assert cache.stands(name, place.stat())
    assert cache.size(name) == 9
    place.write_bytes(b"mine text")
    assert not cache.stands(name, place.stat())
    assert not Cache(folder).has(name)


def test_without_links_a_text_is_copied(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr("likely.notebook.cache.os.link", refused)
    Cache(folder).place(digest("some text"), tmp_path / "page")
    assert (tmp_path / "page").read_bytes() == b"some text"
    (tmp_path / "page").write_bytes(b"mine")
    assert Cache(folder).content(digest("some text")) == b"some text"


def test_what_no_page_rests_on_is_forgotten(folder: Path) -> None:
    cache = Cache(folder)
    cache.save([], [])
    assert list((folder / "texts").iterdir()) == []
    assert Cache(folder).get("a") is None


def test_without_a_folder_it_lasts_as_long_as_the_value() -> None:
    cache = Cache()
    cache.put("a", 1)
    name = cache.keep(b"text")
    cache.save()
    assert (cache.get("a"), cache.content(name)) == (1, b"text")


def test_the_keys_looked_at_are_noted_and_new_facts_handed_over() -> None:
    cache = Cache()
    with cache.noting() as keys:
        cache.get("a")
        cache.put("b", 1)
        cache.keep(b"text")
    cache.get("c")
    assert keys == {"a", "b"}
    assert cache.taken() == ({"b": 1}, [b"text"])
    assert cache.taken() == ({}, [])
