"""Programs that are killed, stopped or refused a disk: files are whole, old or new, and nothing hangs."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from likely.errors import DataError
from likely.fit.whole import write_whole

LIKELY = [sys.executable, "-m", "likely"]
TINY = Path(__file__).parents[1] / "notebook" / "tiny"


def test_kill_minus_nine_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """A writer that never rests, killed twenty times: each time the file is all of one version."""
    target = tmp_path / "m.json"
    write_whole(target, json.dumps({"version": -1, "body": "x" * 200_000}))
    program = (
        "import json, sys; from likely.fit.whole import write_whole; i = 0\n"
        "while True:\n"
        "    i += 1; write_whole(sys.argv[1], json.dumps({'version': i, 'body': 'x' * 200_000}))\n"
        "    if i == 1: print('writing', flush=True)\n"
    )
    rng = random.Random(20)
    versions = set()
    for _ in range(20):
        writer = subprocess.Popen(
            [sys.executable, "-c", program, str(target)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "writing\n"
        time.sleep(rng.uniform(0, 0.02))
        writer.kill()
        writer.communicate()
        written = json.loads(target.read_text())
        assert len(written["body"]) == 200_000
        versions.add(written["version"])
    assert len(versions) > 1  # it did write
    write_whole(target, "{}")
    assert [path.name for path in tmp_path.iterdir()] == ["m.json"]  # what a killed writer left is gone


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_while_the_report_is_printed(tmp_path: Path) -> None:
    data = tmp_path / "d.csv"
    data.write_text("x\n1\n2\n")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*LIKELY, "fit", "normal", str(data)], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("likely: ")
    assert "space" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_write_that_fails_half_way_leaves_the_old_file(tmp_path: Path, monkeypatch) -> None:
    target = tmp_path / "m.json"
    write_whole(target, "old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataError, match="no space left on device · give a path"):
        write_whole(target, "new")
    assert target.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["m.json"]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="give a path that can be written"):
        write_whole(tmp_path / "no" / "m.json", "new")
    with pytest.raises(DataError, match="this is a folder"):
        write_whole(tmp_path, "new")


def test_control_c_stops_a_fit_that_waits_for_data(tmp_path: Path) -> None:
    running = subprocess.Popen(
        [*LIKELY, "fit", "normal", "-", "--save", str(tmp_path / "m.json")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdin is not None
    running.stdin.write(b"x\n1\n2\n")
    running.stdin.flush()
    time.sleep(1.5)
    started = time.monotonic()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert time.monotonic() - started < 5  # a second on a quiet machine
    assert running.returncode == 130
    assert (out, err) == (b"", b"likely: stopped\n")
    assert list(tmp_path.iterdir()) == []


def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    concepts, out = tmp_path / "concepts", tmp_path / "site"
    shutil.copytree(TINY, concepts)
    command = [*LIKELY, "build", str(concepts), "--out", str(out)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    whole = sorted(path.relative_to(out) for path in out.rglob("*"))
    rng = random.Random(4)
    for _ in range(6):
        building = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.3, 2.5))
        building.kill()
        building.wait()
        assert sorted(path.relative_to(out) for path in out.rglob("*")) == whole
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["concepts", "site"]
