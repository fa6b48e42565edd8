"""Programs that are killed, stopped or refused a disk: files are whole, old or new, and nothing hangs."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
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


@pytest.mark.parametrize("option", ["--save", "--report"])
def test_a_full_disk_while_a_file_is_written(tmp_path: Path, option: str) -> None:
    """A limit on the size of files stands in for the full disk: the write stops half way, too."""
    (tmp_path / "d.csv").write_text("x\n1\n2\n4\n")
    (tmp_path / "out").write_text("old")
    program = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); "
        "from likely.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-B", "-c", program, "fit", "normal", "d.csv", option, "out"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr == "likely: out: file too large · give a path that can be written\n"
    assert done.stdout == ""
    assert (tmp_path / "out").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.csv", "out"]


def test_a_device_is_written_to_and_stays_a_device_and_a_link_stays_a_link(tmp_path: Path) -> None:
    write_whole("/dev/null", "gone")
    assert not Path("/dev/null").is_file()
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to(tmp_path / "real.json")
    write_whole(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


def test_two_writers_at_once_do_not_mix(tmp_path: Path) -> None:
    target = tmp_path / "m.json"
    program = (
        "import sys; from likely.fit.whole import write_whole\n"
        "for i in range(150): write_whole(sys.argv[1], sys.argv[2] * 100_000)\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", program, str(target), letter]) for letter in "ab"]
    seen = set()
    while any(writer.poll() is None for writer in writers):
        if target.exists():
            text = target.read_text()
            assert len(text) == 100_000
            assert len(set(text)) == 1
            seen.add(text[0])
    assert [writer.wait() for writer in writers] == [0, 0]
    assert seen == {"a", "b"}
    assert [path.name for path in tmp_path.iterdir()] == ["m.json"]


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_what_may_not_be_read_or_written(tmp_path: Path) -> None:
    for folder in [tmp_path, *tmp_path.parents[:3]]:
        if folder.stat().st_uid == os.geteuid() and folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)
    (tmp_path / "d.csv").write_text("x\n1\n2\n4\n")
    (tmp_path / "secret.csv").write_text("x\n1\n")
    (tmp_path / "secret.csv").chmod(0)
    program = (
        "import os, sys\nfrom likely.cli.main import main\n"
        "main(['fit', 'normal', 'd.csv', '--report', 'page.html', '--save', 'm.json'])\n"  # all is loaded
        "os.remove('m.json'); os.remove('page.html'); os.chmod('.', 0o555)\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "found = [main(['fit', 'normal', *rest]) for rest in "
        "(['secret.csv'], ['d.csv', '--save', 'm.json'], ['d.csv', '--report', 'page.html'])]\n"
        "sys.exit(found != [2, 2, 2])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    tmp_path.chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "likely: secret.csv: permission denied · check the path, or give - to read standard input",
        "likely: m.json: permission denied · give a path that can be written",
        "likely: page.html: permission denied · give a path that can be written",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.csv", "secret.csv"]


COMMANDS = {
    "fit --save": ["fit", "gamma", "d.csv", "--save", "out"],
    "fit --report": ["fit", "gamma", "d.csv", "--report", "out"],
    "fit ngram": ["fit", "ngram", "d.txt", "--order", "3", "--memory", "1M", "--save", "out"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_killed_at_random_moments(name: str, tmp_path: Path) -> None:
    """The old file or the new one, whole; and the next run leaves nothing but its file."""
    (tmp_path / "d.csv").write_text("x\n" + "".join(f"{1 + i % 97}\n" for i in range(5000)))
    (tmp_path / "d.txt").write_text("".join(f"{i % 977} tastes {i % 31}\n" for i in range(60_000)))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [*LIKELY, *COMMANDS[name]]

    def run() -> float:
        started = time.monotonic()
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        return time.monotonic() - started

    took = run()
    whole = (tmp_path / "out").read_bytes()
    (tmp_path / "out").write_bytes(b"old")
    rng = random.Random(8)
    for _ in range(3):
        running = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(rng.uniform(0.3, 1.0) * took)
        running.kill()
        running.wait()
        assert (tmp_path / "out").read_bytes() in (b"old", whole)
    run()
    assert (tmp_path / "out").read_bytes() == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.csv", "d.txt", "out", "temporary"]
    assert [path.name for path in temporary.iterdir() if path.name.startswith("likely-")] == []


def test_a_clock_that_jumps_changes_nothing_of_a_build(tmp_path: Path, monkeypatch) -> None:
    """Drafts are told apart by who makes them, so a clock set back or ahead spares and takes none."""
    from likely.notebook.swap import swapped

    for jump in (-1e9, 0.0, 1e9):
        monkeypatch.setattr(time, "time", lambda jump=jump: 1.7e9 + jump)
        with swapped(tmp_path / "site") as new:
            (new / "index.html").write_text(str(jump))
        assert (tmp_path / "site/index.html").read_text() == str(jump)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


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
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.likely-cache", "concepts", "site"]
