"""From an edit to the page's reload under `likely serve`, on this repository's own course and documentation.

Run as `python -m benchmarks.serve`. A file of one page is edited, and the clock runs from the moment it is
saved to the event that makes an open page reload. The yardstick in the same run is the first build, of all
pages.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parents[1]
PAGE = "probability/maximum-likelihood"
TARGET = 1.0  # seconds, for an edit of prose
EDITS = 5
REST = 2.0  # seconds between edits; the checks that visit every state may still run, as in an author's day
PATIENCE = 600.0
KINDS = {
    "prose": ("concept.md", "\nEdit number {}.\n"),
    "claims": ("claims.toml", "# edit {}\n"),
    "witness": ("witness.py", "# edit {}\n"),
    "demo": ("stage.py", "# edit {}\n"),
}


def main(edits: int = EDITS) -> None:
    """Print one line a kind of edit, with its target where there is one."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in ("concepts", "docs"):
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        with served(place) as (events, first):
            print(f"{'all pages, the first time':<40} {first:7.2f} s")
            for kind, (name, more) in KINDS.items():
                taken = []
                for number in range(edits):
                    path = place / "concepts" / PAGE / name
                    text = path.read_text(encoding="utf-8") + more.format(number)
                    started = time.perf_counter()
                    path.write_text(text, encoding="utf-8")
                    reloaded(events)
                    taken.append(time.perf_counter() - started)
                    time.sleep(REST)
                median = statistics.median(taken)
                target = f"   target {TARGET} s" if kind == "prose" else ""
                spread = f"{min(taken):.2f} to {max(taken):.2f}"
                print(f"{f'edit of {kind} to reload':<40} {median:7.2f} s   {spread} s{target}")
    print(f"load average {os.getloadavg()[0]:.1f}")


def reloaded(events: BinaryIO) -> None:
    """Wait for the next event."""
    for line in events:
        if line == b"event: reload\n":
            return
    raise SystemExit("the server closed its stream of events")


@contextmanager
def served(place: Path) -> Iterator[tuple[BinaryIO, float]]:
    """A server once all its checks have passed: its stream of events, and the seconds of its first build."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log = place / "said.txt"
    command = [sys.executable, "-m", "likely", "serve", str(place / "concepts"), "--port", str(port)]
    started = time.perf_counter()
    with log.open("wb") as file:
        server = subprocess.Popen(command, stdout=file, stderr=file, env=as_installed(place))
    try:
        until("built in", log, server)
        first = time.perf_counter() - started
        until("all checks passed", log, server)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/.likely/reload", timeout=PATIENCE) as events:
            yield events, first
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def until(words: str, log: Path, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server has said so."""
    ends = time.perf_counter() + PATIENCE
    while words not in (said := log.read_text(encoding="utf-8")):
        if server.poll() is not None or time.perf_counter() > ends:
            raise SystemExit(said)
        time.sleep(0.02)


def as_installed(place: Path) -> dict[str, str]:
    """The environment of a program whose bytecode is kept, as that of an installed one is."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(place / "bytecode"), "PYTHONIOENCODING": "utf-8"}


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
