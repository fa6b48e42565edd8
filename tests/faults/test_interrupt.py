"""Ctrl-C: each kind of long work stops within a second, says so with status 130, and leaves nothing."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

LIKELY = [sys.executable, "-m", "likely"]
CONCEPTS = Path(__file__).parents[2] / "concepts"
ENOUGH = 3.0  # seconds until all of them are at work, on a busy machine too
SECOND = 1.0 if not os.environ.get("CI") else 5.0  # a shared machine may leave a process waiting

WORK = {
    "a CSV that does not end": ["fit", "gamma", "-", "--save", "m.json"],
    "silence": ["fit", "normal", "-", "--save", "m.json"],
    "rows in memory": ["fit", "weibull", "-", "--save", "m.json", "--report", "r.html"],
    "n-grams": ["fit", "ngram", "-", "--order", "3", "--memory", "8M", "--save", "m.parquet"],
    "a bootstrap": ["fit", "gamma", "../d.csv", "--bootstrap", "1000000", "--save", "m.json"],
    "a mixture": ["fit", "gaussian_mixture", "../bumps.parquet", "--components", "9", "--save", "m.json"],
    "Parquet": ["compare", "../many.parquet"],
    "a site": ["build", str(CONCEPTS), "--out", "site"],
}
ENDLESS = (
    "import sys\n"
    "sys.stdout.write('x\\n')\n"
    "while True: sys.stdout.write(''.join(f'{1 + i % 9973 / 7}\\n' for i in range(20000)))\n"
)
SILENT = "import time; print('x\\n1\\n2', flush=True); time.sleep(60)"


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_control_c_stops_long_work_and_leaves_nothing(tmp_path: Path) -> None:
    """All at once, so that the test is short; each is a group of processes, as on a terminal."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    rng = np.random.default_rng(1)
    (tmp_path / "d.csv").write_text("x\n" + "".join(f"{x!r}\n" for x in rng.gamma(2, 3, 20_000).tolist()))
    bumps = rng.normal(0, 1, 400_000) + rng.integers(0, 4, 400_000)
    parquet.write_table(pa.table({"x": bumps}), tmp_path / "bumps.parquet")
    with parquet.ParquetWriter(tmp_path / "many.parquet", pa.schema([("x", pa.float64())])) as writer:
        for _ in range(40):
            writer.write_table(pa.table({"x": rng.gamma(2, 3, 100_000)}))
    running = {}
    with contextlib.ExitStack() as stack:
        for i, (name, command) in enumerate(WORK.items()):
            (tmp_path / str(i) / "temporary").mkdir(parents=True)
            source = None
            if "-" in command:
                program = SILENT if name == "silence" else ENDLESS
                writer = subprocess.Popen(
                    [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
                )
                stack.callback(writer.wait)
                stack.callback(writer.kill)
                source = writer.stdout
            running[name] = subprocess.Popen(
                [*LIKELY, *command],
                cwd=tmp_path / str(i),
                env={**os.environ, "TMPDIR": str(tmp_path / str(i) / "temporary")},
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            if source is not None:
                source.close()
            stack.callback(running[name].wait)
            stack.callback(running[name].kill)
        time.sleep(ENOUGH)
        for i, (name, one) in enumerate(running.items()):
            assert one.poll() is None, f"{name} ended before it was stopped: {one.communicate()}"
            started = time.monotonic()
            os.killpg(one.pid, signal.SIGINT)
            one.wait(20)
            took = time.monotonic() - started
            out, err = one.communicate()
            assert (one.returncode, out, err) == (130, b"", b"likely: stopped\n"), name
            assert took < SECOND, f"{name} took {took:.2f} s"
            left = [path.relative_to(tmp_path / str(i)).as_posix() for path in (tmp_path / str(i)).rglob("*")]
            assert left == ["temporary"], name


def test_a_call_that_does_not_come_back_is_left(tmp_path: Path) -> None:
    """Linear algebra hears no signal while it runs; what the program has open is taken away all the same."""
    program = (
        "import numpy as np\nfrom likely.cli import interrupt\nfrom likely.data.scratch import scratch\n"
        "interrupt.watch()\n"
        "many = np.random.default_rng(1).normal(size=(4000, 4000))\n"
        "with scratch() as folder:\n"
        "    (folder / 'part').write_text('x')\n"
        "    print('at work', flush=True)\n"
        "    np.linalg.eigvals(many)\n"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == b"at work\n"
    time.sleep(0.3)
    started = time.monotonic()
    running.send_signal(signal.SIGINT)
    try:
        running.wait(20)
    finally:
        running.kill()
    assert running.returncode == 130
    assert time.monotonic() - started < SECOND + 1
    assert running.communicate()[1] == b"likely: stopped\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_cluster_of_our_own_stops_too(tmp_path: Path) -> None:
    """While Dask starts its workers, which hear nothing of it, and say nothing."""
    pytest.importorskip("distributed")
    import pyarrow as pa
    import pyarrow.parquet as parquet

    parquet.write_table(pa.table({"x": [1.0, 2.0, 4.0]}), tmp_path / "d.parquet")
    (tmp_path / "temporary").mkdir()
    running = subprocess.Popen(
        [*LIKELY, "fit", "gamma", "d.parquet", "--engine", "dask"],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    for _ in range(200):
        if list((tmp_path / "temporary").iterdir()):
            break
        time.sleep(0.05)
    time.sleep(0.3)
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=20)
    assert (running.returncode, out, err) == (130, b"", b"likely: stopped\n")
    assert list((tmp_path / "temporary").iterdir()) == []
