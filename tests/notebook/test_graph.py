"""Pages that require each other in a circle: LK045, once a circle."""

from pathlib import Path

from likely.notebook.check import check
from likely.notebook.new import new


def requiring(concepts: Path, place: str, other: str, key: str = "requires") -> None:
    path = new(concepts, place) / "concept.md"
    text = path.read_text(encoding="utf-8")
    needs = f'[[{key}]]\nid = "{other}"\ntitle = "Other"\nsummary = "Another page."\n'
    path.write_text(text.replace("# [[requires]]", f"{needs}#", 1), encoding="utf-8")


def test_a_circle_is_told_once(tmp_path: Path) -> None:
    for place, other in (("games/a", "games/b"), ("games/b", "games/c"), ("games/c", "games/a")):
        requiring(tmp_path, place, other)
    (found,) = check(tmp_path)
    assert (found.code, found.line) == ("LK045", 22)
    assert found.what == "pages require each other in a circle: games/a → games/b → games/c → games/a"
    assert Path(found.path).parts[-2] == "a"


def test_a_way_there_and_a_hint_back_is_no_circle(tmp_path: Path) -> None:
    requiring(tmp_path, "games/a", "games/b")
    requiring(tmp_path, "games/b", "games/a", "leads_to")
    assert check(tmp_path) == []
