"""Gamma over a Parquet file beside PyArrow's own decoding of it, on one thread; and the memory it takes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

import likely
from benchmarks.fits import generator
from benchmarks.harness import HOME, Row, in_turns, measured

GROUP = 1_000_000
PEAK = (
    "import resource, sys, likely\n"
    "likely.fit('gamma', sys.argv[1], 'minutes')\n"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
)


def file_of(n: int) -> Path:
    """A file of n rows in groups of a million, written once, kept in build/bench."""
    path = HOME / f"gamma-{n}.parquet"
    if not path.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".draft")
        g = generator()
        schema = pa.schema([("minutes", pa.float64())])
        options: Any = {"use_dictionary": False, "compression": "none"}
        with parquet.ParquetWriter(draft, schema, **options) as writer:
            for start in range(0, n, GROUP):
                values = g.gamma(2.0, 2.0, min(GROUP, n - start))
                writer.write_table(pa.table({"minutes": values}, schema), row_group_size=GROUP)
        draft.replace(path)
    return path


def decode(path: Path) -> int:
    """PyArrow reads every row group on one thread and does nothing with it."""
    rows = 0
    with parquet.ParquetFile(path, memory_map=True) as file:
        for batch in file.iter_batches(1 << 17, use_threads=False):
            rows += len(batch)
    return rows


def fit_on_one_thread(path: Path) -> Any:
    """The whole fit, on this processor alone."""
    return likely.fit("gamma", str(path), "minutes")


def peak_megabytes(path: Path) -> float:
    """The most memory a process of its own took."""
    done = subprocess.run([sys.executable, "-c", PEAK, str(path)], capture_output=True, text=True, check=True)
    return float(done.stdout) / 1024


def rows(quick: bool) -> list[Row]:
    """Target: 1.2 times the decoding, per thread; memory flat."""
    n = 10_000_000 if quick else 100_000_000
    path, small = file_of(n), file_of(n // 10)
    allowed = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
    try:
        if allowed:
            os.sched_setaffinity(0, {min(allowed)})
        times, fit, _ = in_turns(lambda: fit_on_one_thread(path), lambda: measured(lambda: decode(path)))
    finally:
        if allowed:
            os.sched_setaffinity(0, allowed)
    clock = time.perf_counter()
    whole = likely.fit("gamma", str(path), "minutes")
    seconds = time.perf_counter() - clock
    if whole.loglik != fit.loglik or whole.n != n:
        raise SystemExit("one thread and all threads disagree")
    sizes = (
        f"peak memory {peak_megabytes(small):.0f} MB at {n // 10:,} rows, "
        f"{peak_megabytes(path):.0f} MB at {n:,}"
    )
    note = f"all threads {seconds:.2f} s; {sizes}"
    return [
        Row("gamma over Parquet, one thread", n, "PyArrow's decode", times[0], times[2], times[1], times[3],
            "≤ 1.2", None, note)
    ]  # fmt: skip
