"""A folder written whole or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from likely.errors import UsageError
from likely.notebook.swap import MARK, swapped


def write(out: Path, text: str) -> None:
    with swapped(out) as folder:
        (folder / "page").write_text(text, encoding="utf-8")


def finished_process() -> int:
    """The number of a process that is no more."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "site"
    write(out, "one")
    write(out, "two")
    assert (out / "page").read_text(encoding="utf-8") == "two"
    assert list(out.parent.iterdir()) == [out]


def test_an_error_leaves_everything_as_it_was(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, "one")
    with pytest.raises(ZeroDivisionError), swapped(out) as folder:
        (folder / "page").write_text(str(1 / 0), encoding="utf-8")
    assert (out / "page").read_text(encoding="utf-8") == "one"
    assert list(tmp_path.iterdir()) == [out]


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    left = tmp_path / f".site.likely-building-{finished_process()}-abc"
    left.mkdir()
    (left / "half").touch()
    running = tmp_path / f".site.likely-building-{os.getppid()}-abc"
    running.mkdir()
    write(out, "one")
    assert not left.exists()
    assert running.exists(), "a build that runs at the same time is left alone"


def test_a_kill_between_the_two_renames_loses_nothing(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, "one")
    out.rename(tmp_path / f".site.likely-replaced-{finished_process()}-abc")
    with swapped(out):
        assert (out / "page").read_text(encoding="utf-8") == "one", "put back before anything else"
    assert list(tmp_path.iterdir()) == [out]


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.tex"
    thesis.write_text("ten years", encoding="utf-8")
    with pytest.raises(UsageError, match="not a built site"):
        write(tmp_path, "x")
    with pytest.raises(UsageError, match="not a folder"):
        write(thesis, "x")
    assert thesis.read_text(encoding="utf-8") == "ten years"


def test_an_empty_folder_may_be_used(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write(tmp_path / "site", "one")
    assert (tmp_path / "site" / MARK).is_file()
