"""What benchmarks are made of: a peer in its own environment, times taken in turns, a row of the table."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HOME = HERE.parent / "build" / "bench"
REPEATS = 5


@dataclass(frozen=True)
class Row:
    """One line of the table.

    seconds, peer_seconds   medians on the clock; `cpu`, `peer_cpu` of processor time, all threads together
    target                  "≥ 4": so many times faster than the peer; "≤ 1.3": at most so many times its time
    gap                     our log-likelihood less the peer's, in nats, where both maximise one
    """

    work: str
    n: int
    peer: str
    seconds: float
    peer_seconds: float
    cpu: float
    peer_cpu: float
    target: str
    gap: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float:
        """By the clock: times faster, or times as long, as the target counts."""
        return self._ratio(self.seconds, self.peer_seconds)

    @property
    def cpu_ratio(self) -> float:
        """The same in processor time, which a busy machine disturbs less."""
        return self._ratio(self.cpu, self.peer_cpu)

    def _ratio(self, ours: float, theirs: float) -> float:
        ours, theirs = max(ours, 1e-9), max(theirs, 1e-9)
        return theirs / ours if self.target.startswith("≥") else ours / theirs

    @property
    def met(self) -> bool:
        """Whether the clock says so."""
        sign, number = self.target.split()
        return self.ratio >= float(number) if sign == "≥" else self.ratio <= float(number)

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "ratio": self.ratio, "cpu_ratio": self.cpu_ratio, "met": self.met}


def peers_python() -> str:
    """The Python of the peers' environment, made the first time: build/bench/peers, from peers.txt."""
    folder = HOME / "peers"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = (HERE / "peers.txt").read_text(encoding="utf-8")
    stamp = folder / "made-from.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        print("making the peers' environment in build/bench/peers …", file=sys.stderr)
        venv.create(folder, with_pip=True)
        install = [str(python), "-m", "pip", "install", "-q", "-r", str(HERE / "peers.txt")]
        subprocess.run(install, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return str(python)


class Peer:
    """A process of the peers' environment; `before` is executed once."""

    def __init__(self, before: str) -> None:
        self._process = subprocess.Popen(
            [peers_python(), str(HERE / "peer.py")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.time("None", before)

    def __enter__(self) -> Peer:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def time(self, expression: str, before: str = "") -> tuple[float, float, Any]:
        """Seconds on the clock, seconds of processor time, and the value."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([before, expression]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the peer ended while it computed {expression}: see above")
        seconds, cpu, value = json.loads(line)
        return seconds, cpu, value


def measured(function: Callable[[], Any]) -> tuple[float, float, Any]:
    """The same for a function of ours."""
    clock, own = time.perf_counter(), time.process_time()
    value = function()
    return time.perf_counter() - clock, time.process_time() - own, value


def in_turns(
    ours: Callable[[], Any], theirs: Callable[[], tuple[float, float, Any]], repeats: int = REPEATS
) -> tuple[list[float], Any, Any]:
    """Medians (clock and processor time of ours, then of theirs) and both last values. Each is run once
    before, and then in turns, so that a busy moment strikes both.
    """
    mine = measured(ours)
    yours = theirs()
    kept: list[tuple[float, ...]] = []
    for _ in range(repeats):
        mine = measured(ours)
        if repeats > 1 or yours is None:
            yours = theirs()
        kept.append((mine[0], mine[1], yours[0], yours[1]))
    return [statistics.median(column) for column in zip(*kept, strict=True)], mine[2], yours[2]
