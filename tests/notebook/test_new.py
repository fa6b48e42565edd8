"""`likely new` writes a concept that passes everything; docs/writing-a-concept.md shows the same one."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from likely.cli.main import main
from likely.errors import UsageError
from likely.notebook import new as module
from likely.notebook.build import build
from likely.notebook.check import check
from likely.notebook.new import FILES, new, scaffold

ROOT = Path(__file__).parents[2]
DOC = ROOT / "docs/writing-a-concept.md"
_BLOCK = re.compile(r"<!-- (\S+) -->\n(?:\n?(`{3,})\w+\n.*?\n\2\n)?", re.DOTALL)
KINDS = {".md": "markdown", ".py": "python", ".toml": "toml"}


def written(doc: str) -> str:
    """The doc with every file of the scaffold in its place. No line of a concept is cut or left out."""
    files = scaffold("games", "Bent coin")

    def block(found: re.Match[str]) -> str:
        name = found[1]
        return f"<!-- {name} -->\n````{KINDS[Path(name).suffix]}\n{files[name]}````\n"

    return _BLOCK.sub(block, doc)


def test_the_doc_shows_what_new_writes() -> None:
    """Rewrite with `make golden`. Never in CI."""
    doc = DOC.read_text(encoding="utf-8")
    if os.environ.get("LIKELY_GOLDEN") == "write" and not os.environ.get("CI"):
        DOC.write_text(written(doc), encoding="utf-8")
    doc = DOC.read_text(encoding="utf-8")
    assert doc == written(doc)
    assert set(FILES) <= set(re.findall(r"<!-- (\S+) -->", doc))


def test_it_passes_every_check_and_builds(tmp_path: Path) -> None:
    folder = new(tmp_path / "concepts", "games/bent-coin")
    assert {path.name for path in folder.iterdir()} == set(FILES)
    assert [str(finding) for finding in check(tmp_path / "concepts")] == []
    built = build(tmp_path / "concepts", tmp_path / "site")
    assert built.pages == ("games/bent-coin",)
    html = (tmp_path / "site/games/bent-coin/index.html").read_text(encoding="utf-8")
    for part in (
        "intuition",
        "math",
        "code",
        "stage",
        "storyboard",
        "inquiry",
        "claims",
        "practice",
        "research",
    ):
        assert f'id="{part}"' in html, part
    assert html.count("checked against the code: 1,000 points") == 2


def test_the_title_can_be_any_line(tmp_path: Path) -> None:
    title = 'A "quoted" \\ title <b> @AREA@ θ'
    folder = new(tmp_path, "machine-learning/x-1", title)
    head = folder.joinpath("concept.md").read_text(encoding="utf-8").split("+++")[1]
    assert tomllib.loads(head)["title"] == title
    assert tomllib.loads(head)["area"] == "machine learning"
    with pytest.raises(UsageError, match="one line"):
        new(tmp_path, "a/b", "two\nlines")
    assert not (tmp_path / "a").exists()


def test_what_is_there_is_never_touched(tmp_path: Path) -> None:
    mine = tmp_path / "games/bent-coin"
    mine.mkdir(parents=True)
    mine.joinpath("notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="is there already, and nothing was changed"):
        new(tmp_path, "games/bent-coin")
    assert [path.name for path in tmp_path.rglob("*")] == ["games", "bent-coin", "notes.txt"]


@pytest.mark.parametrize(
    "place", ["entropy", "../x", "a/b/c", "A/b", "a b/c", "/a/b", "a/.b", "", "assets/x", "a/"]
)
def test_a_place_that_is_none_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(UsageError, match="no place for a concept"):
        new(tmp_path, place)
    assert list(tmp_path.iterdir()) == []


def test_nothing_half_written_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module.shutil, "move", full)
    with pytest.raises(OSError, match="No space"):
        new(tmp_path, "games/bent-coin")
    assert list(tmp_path.iterdir()) == []


def test_its_code_is_in_the_projects_format() -> None:
    files = scaffold("games", "Bent coin")
    for name in ("stage.py", "witness.py"):
        for what in (["format", "--check"], ["check"]):
            command = [
                sys.executable,
                "-m",
                "ruff",
                *what,
                "--stdin-filename",
                f"concepts/games/x/{name}",
                "-",
            ]
            done = subprocess.run(
                command, input=files[name], text=True, cwd=ROOT, capture_output=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_says_what_it_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["new", "games/bent-coin", "--title", "Coins"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "concepts/games/bent-coin/claims.toml"
    assert said[-1].startswith("next: likely serve concepts, and change concepts/games/bent-coin/concept.md")
    assert main(["new", "games/bent-coin"]) == 2
    assert capsys.readouterr().err.startswith("likely: concepts/games/bent-coin is there already")
