"""`likely build` and `likely serve` as a person meets them."""

import subprocess
import sys
from pathlib import Path

import pytest

from likely.cli import build, serve
from likely.cli.main import main
from likely.errors import UsageError
from likely.notebook import extra


def test_build_says_what_it_wrote(concepts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(concepts), "--out", str(tmp_path / "site")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == str(tmp_path / "site/measure/coin/index.html")
    assert said[1].startswith(f"{tmp_path / 'site'}: 1 page, ")


def test_findings_go_to_standard_error_with_status_1(
    concepts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = concepts / "measure/coin/concept.md"
    page.write_text(page.read_text(encoding="utf-8").replace("minutes = 5", "minutes = 0"), encoding="utf-8")
    assert main(["build", str(concepts), "--out", str(tmp_path / "site")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[0].startswith(f"{page}:5: LK003 ")
    assert said.err.splitlines()[1].endswith("1 finding; nothing was written")
    assert not (tmp_path / "site").exists()


def test_check_tells_everything_and_ends_with_2(concepts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(concepts)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", f"likely: nothing found in {concepts}\n")
    page = concepts / "measure/coin/concept.md"
    page.write_text(page.read_text(encoding="utf-8").replace("minutes = 5", "minutes = 0"), encoding="utf-8")
    assert main(["check", str(concepts)]) == 2
    said = capsys.readouterr()
    assert said.out.startswith(f"{page}:5: LK003 ")
    assert said.err == f"likely: 1 finding in {concepts}\n"
    assert main(["check", str(concepts), "--format", "github"]) == 2
    assert capsys.readouterr().out.startswith("::error file=")
    assert main(["check", str(concepts), "--format", "json", "--ignore", "LK00"]) == 0
    assert capsys.readouterr().out == "[]\n"
    assert main(["check", str(concepts), "--select", "LK01,LK02"]) == 0
    assert main(["check", str(concepts), "--select", "E501"]) == 2
    assert "no rule has a code that begins with 'E501'" in capsys.readouterr().err


def test_check_records_ids_only_when_asked(concepts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = concepts / "measure/coin/ids.toml"
    assert main(["check", str(concepts)]) == 0
    assert not ledger.exists()
    assert main(["check", str(concepts), "--record"]) == 0
    assert '"eq.cost"' in ledger.read_text(encoding="utf-8")
    assert f"likely: wrote {ledger}" in capsys.readouterr().err


def test_wrong_usage_is_one_line_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(tmp_path / "none"), "--out", str(tmp_path / "site")]) == 2
    assert main(["serve", str(tmp_path / "none")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert all(line.startswith("likely: there is no folder") for line in said)


def test_without_the_notebook_libraries_it_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extra, "NEEDED", ("jinja2", "no_such_library"))
    with pytest.raises(UsageError, match=r"no no_such_library.*pip install 'likely\[notebook\]'"):
        extra.need_notebook_extra()


def test_the_commands_load_nothing_before_they_run() -> None:
    program = (
        "import sys; from likely.cli import build, check, new, serve; "
        "print([name for name in ('jinja2', 'starlette', 'pydantic', 'pygments') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert build.SUMMARY
    assert serve.SUMMARY
