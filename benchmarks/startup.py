"""Whole processes, start to exit: `likely fit` on a small CSV against a pandas + SciPy script.

Run as `python -m benchmarks.startup`. Both read the same ten thousand rows and report the same estimate
and interval; each runs in turn, and the medians are compared.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.harness import Row, peers_python

ROWS = 10_000
RUNS = 11
PEER = """
import sys
import pandas as pd
from scipy import stats
heads = pd.read_csv(sys.argv[1])["heads"]
result = stats.binomtest(int(heads.sum()), len(heads))
interval = result.proportion_ci(0.95, method="wilson")
print(result.statistic, interval.low, interval.high)
"""


def rows(quick: bool) -> list[Row]:
    """Target: 6 times faster, start to exit."""
    times = compared(5 if quick else RUNS)
    ours, theirs = (statistics.median(taken) for taken in times.values())
    work = "likely fit on a CSV, whole process"
    return [Row(work, ROWS, "pandas + scipy", ours, theirs, ours, theirs, "≥ 6")]


def main() -> None:
    """Print one line a side and the ratio."""
    medians = {name: statistics.median(taken) for name, taken in compared(RUNS).items()}
    for name, median in medians.items():
        print(f"{name:<15} {1000 * median:7.0f} ms   (median of {RUNS}, {ROWS:,} rows)")
    print(f"ratio           {medians['pandas + scipy'] / medians['likely']:7.1f}")


def compared(runs: int) -> dict[str, list[float]]:
    """Seconds of each run of both sides, in turns; stops if they disagree."""
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "flips.csv"
        path.write_text("toss,heads\n" + "".join(f"{i},{int(rng.random() < 0.7)}\n" for i in range(ROWS)))
        likely = [sys.executable, "-m", "likely", "fit", "bernoulli", str(path), "--column", "heads"]
        peer = [peers_python(), "-c", PEER, str(path)]
        times: dict[str, list[float]] = {"likely": [], "pandas + scipy": []}
        ours = theirs = ""
        for _ in range(runs):
            ours = timed([*likely, "--format", "json"], times["likely"])
            theirs = timed(peer, times["pandas + scipy"])
    estimate = json.loads(ours)["parameters"]["theta"]["estimate"]
    if estimate != float(theirs.split()[0]):
        raise SystemExit(f"the two disagree: {estimate} and {theirs}")
    return times


def timed(command: list[str], times: list[float]) -> str:
    """The command's output; its time joins the list."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    times.append(time.perf_counter() - start)
    return done.stdout


if __name__ == "__main__":
    main()
