"""Everything that is wrong, at once, and nothing left behind."""

from pathlib import Path

import pytest

from likely.errors import UsageError
from likely.notebook.build import build
from likely.notebook.check import check, chosen, record_ids
from likely.notebook.new import new
from likely.notebook.problems import ConceptErrors


def replace(path: Path, old: str, new_text: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new_text, 1), encoding="utf-8")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Two pages, of which the first cannot even be read."""
    concepts = tmp_path / "concepts"
    replace(new(concepts, "games/a") / "concept.md", "minutes = 10", "minutes = 0")
    second = new(concepts, "games/b")
    replace(second / "concept.md", "bernoulli.nll(1, theta) .4f", "bernoulli.nll(1, beta) .4f")
    replace(second / "claims.toml", "t / 100) >", "t / 100) <")
    return concepts


def test_one_broken_page_does_not_hide_what_is_wrong_with_another(two: Path) -> None:
    assert [(Path(found.path).parts[-2], found.code) for found in check(two)] == [
        ("a", "LK003"),
        ("b", "LK065"),
        ("b", "LK015"),
    ]


def test_a_build_gives_the_same_findings(two: Path, tmp_path: Path) -> None:
    with pytest.raises(ConceptErrors) as found:
        build(two, tmp_path / "site")
    assert [str(finding) for finding in found.value.findings] == [str(finding) for finding in check(two)]


def test_nothing_is_written(two: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    check(two)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_sound_page_beside_a_broken_one_is_still_proven(two: Path) -> None:
    replace(two / "games/b/concept.md", "bernoulli.nll(1, beta) .4f", "bernoulli.nll(1, theta) .4f")
    replace(two / "games/b/claims.toml", "t / 100) <", "t / 100) >")
    replace(two / "games/b/witness.py", 'print("heads"', 'print(hasattr("a", "title"), "heads"')
    assert [found.code for found in check(two)] in (["LK003", "LK051"], ["LK003"])  # the second without Node


def test_codes_are_chosen_by_their_beginnings(two: Path) -> None:
    found = check(two)
    assert [one.code for one in chosen(found, select=["LK06"])] == ["LK065"]
    assert [one.code for one in chosen(found, ignore=["LK06", "LK003"])] == ["LK015"]
    assert [one.code for one in chosen(found, ["LK0"], ["LK015"])] == ["LK003", "LK065"]
    assert chosen(found) == found
    with pytest.raises(UsageError, match="no rule has a code that begins with 'LK9'"):
        chosen(found, select=["LK9"])


def test_an_id_that_goes_must_be_declared(tmp_path: Path) -> None:
    folder = new(tmp_path, "games/a")
    assert record_ids(tmp_path) == [folder / "ids.toml"]
    assert record_ids(tmp_path) == []
    assert check(tmp_path) == []
    replace(folder / "concept.md", ":::{equation} eq.slope", ":::{equation} eq.steepness")
    assert sorted(found.what for found in check(tmp_path)) == [
        "'eq.slope' is no longer on the page",
        "'eq.steepness' is new and not recorded",
    ]
    replace(folder / "ids.toml", '  "eq.slope",\n', '  "eq.steepness",\n')
    ledger = (folder / "ids.toml").read_text(encoding="utf-8")
    (folder / "ids.toml").write_text(f'{ledger}[gone]\n"eq.slope" = "eq.steepness"\n', encoding="utf-8")
    assert check(tmp_path) == []
    assert record_ids(tmp_path) == [folder / "ids.toml"]  # in its own form, and nothing is forgotten
    assert check(tmp_path) == []
    replace(folder / "ids.toml", '= "eq.steepness"', '= "eq.hill"')
    (found,) = check(tmp_path)
    assert (found.code, found.what) == ("LK046", "'eq.slope' became 'eq.hill', which is not on the page")
    (folder / "ids.toml").write_text("ids = 3\n", encoding="utf-8")
    assert [found.code for found in check(tmp_path)] == ["LK046"]
    (folder / "ids.toml").write_text("ids = [", encoding="utf-8")
    assert [found.code for found in check(tmp_path)] == ["LK046"]
