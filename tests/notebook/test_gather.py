"""What is made anew after a change, and what is remembered."""

import shutil
from pathlib import Path

import pytest

from likely.notebook import produce as module
from likely.notebook.build import Mode, build
from likely.notebook.cache import Cache, beside
from likely.notebook.new import new
from likely.notebook.problems import ConceptErrors


class Site:
    """A folder of concepts that is built again and again with one cache."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.concepts, self.out = place / "concepts", place / "site"
        for name in ("a", "b", "c"):
            new(self.concepts, f"games/{name}")
        self._made: list[str] = []
        read = module.read_concept

        def noted(folder: Path, problems):  # type: ignore[no-untyped-def]
            self._made.append(folder.name)
            return read(folder, problems)

        monkeypatch.setattr(module, "read_concept", noted)

    def edit(self, name: str, old: str, new_text: str) -> None:
        path = self.concepts / "games" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new_text, 1), encoding="utf-8")

    def build(self) -> list[str]:
        """The pages that were made anew."""
        self._made.clear()
        build(self.concepts, self.out, memory=Cache(beside(self.out)))
        return sorted(self._made)

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in self.out.rglob("*")
            if path.is_file()
        }


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    made = Site(tmp_path, monkeypatch)
    made.edit(
        "b/concept.md",
        "# [[requires]]",
        '[[requires]]\nid = "games/a"\ntitle = "A"\nsummary = "Another page."\n#',
    )
    assert made.build() == ["a", "b", "c"]
    return made


def test_only_what_changed_is_made_anew_and_the_bytes_are_those_of_a_whole_build(site: Site) -> None:
    before = site.files()
    assert site.build() == []
    assert site.files() == before
    site.edit("c/concept.md", "minutes = 10", "minutes = 11")
    assert site.build() == ["c"]
    remembered = site.files()
    shutil.rmtree(beside(site.out))
    assert site.build() == ["a", "b", "c"]
    assert site.files() == remembered
    assert remembered["games/a/index.html"] == before["games/a/index.html"]
    assert remembered["games/c/index.html"] != before["games/c/index.html"]


def test_a_page_that_names_another_is_made_anew_when_that_ones_head_changes(site: Site) -> None:
    site.edit("a/concept.md", "minutes = 10", "minutes = 11")
    assert site.build() == ["a", "b"]
    site.edit("a/concept.md", "## Math", "## Math\n\nMore.")
    assert site.build() == ["a"]


def test_a_new_file_in_the_folder_and_the_site_s_own_settings_count(site: Site) -> None:
    (site.concepts / "games/a/notes.txt").write_text("x", encoding="utf-8")
    assert site.build() == ["a"]
    (site.concepts / "likely.toml").write_text('title = "Other"\n', encoding="utf-8")
    assert site.build() == ["a", "b", "c"]


def test_what_is_sound_is_remembered_though_another_page_is_not(site: Site) -> None:
    site.edit("a/concept.md", "minutes = 10", "minutes = 11")
    site.edit("c/concept.md", "minutes = 10", "minutes = 0")
    with pytest.raises(ConceptErrors, match="LK003"):
        site.build()
    site.edit("c/concept.md", "minutes = 0", "minutes = 10")
    assert site.build() == []


def test_a_page_whose_kept_text_is_gone_is_made_anew(site: Site) -> None:
    before = site.files()
    for path in (beside(site.out) / "texts").iterdir():
        path.write_text("torn", encoding="utf-8")
    assert site.build() == ["a", "b", "c"]
    assert site.files() == before


def test_nothing_is_left_over_in_the_cache(site: Site) -> None:
    folder = beside(site.out)
    before = {path.name for path in (folder / "texts").iterdir()}
    site.edit("c/concept.md", "minutes = 10", "minutes = 11")
    site.build()
    site.edit("c/concept.md", "minutes = 11", "minutes = 10")
    site.build()
    assert {path.name for path in (folder / "texts").iterdir()} == before


def test_two_processes_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("likely.notebook.workers.FEW", 2)
    monkeypatch.setattr("likely.notebook.workers.SHARE", 1)
    site = Site(tmp_path, monkeypatch)
    site.edit("c/witness.py", "from likely", "# a word of its own\nfrom likely")
    told: list[tuple[int, int]] = []
    build(site.concepts, tmp_path / "two", processes=2, progress=lambda *done: told.append(done))
    build(site.concepts, site.out)
    two = {path.relative_to(tmp_path / "two").as_posix(): path.read_bytes()
           for path in (tmp_path / "two").rglob("*") if path.is_file()}  # fmt: skip
    assert two == site.files()
    assert told[0] == (0, 3)
    assert told[-1] == (3, 3)
    site.edit("a/concept.md", "minutes = 10", "minutes = 0")
    site.edit("b/concept.md", "bernoulli.nll(1, theta) .4f", "bernoulli.nll(1, beta) .4f")
    with pytest.raises(ConceptErrors) as found:
        build(site.concepts, tmp_path / "two", processes=2)
    assert {finding.code for finding in found.value.findings} == {"LK003", "LK015"}


def test_a_page_made_in_haste_is_remembered_for_haste_and_never_published(site: Site) -> None:
    site.edit("a/concept.md", "minutes = 10", "minutes = 11")
    site.edit("a/witness.py", "from likely", "# a word of its own\nfrom likely")
    haste = {"mode": Mode(quick=True), "memory": Cache(beside(site.out))}
    build(site.concepts, site.out, **haste)
    assert site._made[-2:] == ["a", "b"]
    before = len(site._made)
    build(site.concepts, site.out, mode=Mode(quick=True), memory=Cache(beside(site.out)))
    assert len(site._made) == before
    assert not (site.out / "games/a/grid.json").exists()
    assert site.build() == ["a", "b"]
    assert (site.out / "games/a/grid.json").exists()
