"""Kernels against NumPy in one run: ratios of medians, with np.sum on the same array as the yardstick.

    python benchmarks/kernels.py [--quick] [--cpu] [--json FILE]

Prints a Markdown table, then one JSON object. PyTorch is not needed: its eager softmax is stood in for by
NumPy's unfused formula (maximum, difference, exponential, sum), which makes the same passes over memory.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from likely import kernels

REPEATS = 9
clock = time.perf_counter
SEED = 5


def seconds(works: dict[str, Callable[[], Any]], repeats: int) -> dict[str, float]:
    """Median seconds of each, taken in turns, so that a busy moment of the machine strikes all alike."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(repeats):
        for name, work in works.items():
            start = clock()
            work()
            taken[name].append(clock() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def column_rows(n: int, repeats: int) -> list[dict[str, Any]]:
    """One-pass sums of n doubles. `target`: at most so many times np.sum."""
    g = np.random.default_rng(SEED)
    x = g.gamma(2.0, size=n)
    narrow = 1 + 1e-4 * x
    counts = g.poisson(5.0, size=n).astype(float)
    three = ([0.0, 0.1, 0.2], [1.0, 2.0, 3.0], [1.0, 1.0, 1.0])

    works: dict[str, tuple[Callable[[int], Any], Callable[[], Any] | None, float | None]] = {
        "moments (normal, exponential)": (
            lambda t: kernels.moments(x, threads=t),
            lambda: (x.mean(), x.var()),
            1.3,
        ),
        "moments + log gap (gamma)": (
            lambda t: kernels.moments(x, gaps=["log"], threads=t),
            lambda: (x.mean(), np.log(x).mean()),
            1.8,
        ),
        "moments of log (lognormal)": (
            lambda t: kernels.moments(x, of="log", threads=t),
            lambda: (np.log(x).mean(), np.log(x).var()),
            3.0,
        ),
        "moments + reciprocal gap (inverse gaussian)": (
            lambda t: kernels.moments(x, gaps=["reciprocal"], threads=t),
            lambda: (x.mean(), (1 / x).mean()),
            None,
        ),
        "moments + log gap, values nearly equal": (
            lambda t: kernels.moments(narrow, gaps=["log"], threads=t),
            lambda: (narrow.mean(), np.log(narrow).mean()),
            None,
        ),
        "value counts (negative binomial)": (
            lambda t: kernels.count_values(counts, threads=t),
            lambda: np.bincount(counts.astype(np.intp)),
            None,
        ),
        "median (laplace)": (lambda t: kernels.median(x, threads=t), lambda: np.median(x), None),
        "absolute sums (laplace)": (
            lambda t: kernels.absolute_sums(x, 1.7, threads=t),
            lambda: np.abs(x - 1.7).sum(),
            None,
        ),
        "power sums (weibull)": (
            lambda t: kernels.power_sums(x, 1.7, 20.0, threads=t),
            lambda: [(x**1.7 * np.log(x) ** k).sum() for k in range(3)],
            None,
        ),
        "rational sums (student t)": (
            lambda t: kernels.rational_sums(x, 2.0, 1.0, 4.0, threads=t),
            lambda: np.log1p((x - 2.0) ** 2 / 4).sum(),
            None,
        ),
        "exponential sums (gumbel)": (
            lambda t: kernels.exponential_sums(x, 0.0, 1.0, threads=t),
            lambda: [(np.exp(-x) * x**k).sum() for k in range(3)],
            None,
        ),
        "logistic sums": (
            lambda t: kernels.logistic_sums(x, 2.0, 1.0, threads=t),
            lambda: [(np.tanh(x / 2) * x**k).sum() for k in range(2)],
            None,
        ),
        "quadratic softmax, 3 (mixture)": (
            lambda t: kernels.quadratic_softmax_sums(x, *three, threads=t),
            lambda: np.logaddexp.reduce(
                [h - ((x - m) / s) ** 2 / 2 for h, m, s in zip(*three, strict=True)], axis=0
            ).sum(),
            None,
        ),
    }
    rows = []
    for name, (kernel, peer, target) in works.items():
        timed: dict[str, Callable[[], Any]] = {
            "np.sum": lambda: np.sum(x),
            "one": lambda kernel=kernel: kernel(1),
            "two": lambda kernel=kernel: kernel(2),
        }
        if peer:
            timed["peer"] = peer
        t = seconds(timed, repeats)
        rows.append(
            {
                "work": name,
                "n": n,
                "np.sum ns": t["np.sum"] / n * 1e9,
                "ns": t["one"] / n * 1e9,
                "× np.sum": t["one"] / t["np.sum"],
                "× np.sum, 2 threads": t["two"] / t["np.sum"],
                "NumPy / kernel": t["peer"] / t["one"] if peer else None,
                "target × np.sum": target,
            }
        )
    return rows


def logit_rows(shape: tuple[int, int], repeats: int) -> list[dict[str, Any]]:
    """Cross-entropy of float32 logits, forward and with its gradient."""
    g = np.random.default_rng(SEED)
    x = g.standard_normal(shape, dtype=np.float32) * 3
    target = g.integers(0, shape[1], shape[0])
    each = np.arange(shape[0])
    out = np.empty_like(x)

    def forward() -> Any:
        top = x.max(axis=1, keepdims=True)
        return top[:, 0] + np.log(np.exp(x - top).sum(axis=1)) - x[each, target]

    def both() -> Any:
        top = x.max(axis=1, keepdims=True)
        e = np.exp(x - top)
        total = e.sum(axis=1, keepdims=True)
        e /= total
        e[each, target] -= 1
        return e

    rows = []
    for name, kernel, peer in (
        ("forward", lambda t: kernels.rows_cross_entropy(x, target, threads=t), forward),
        ("forward + gradient", lambda t: kernels.rows_softmax_minus_onehot(x, target, out, threads=t), both),
    ):
        t = seconds(
            {
                "np.sum": lambda: np.sum(x),
                "one": lambda kernel=kernel: kernel(1),
                "two": lambda kernel=kernel: kernel(2),
                "peer": peer,
            },
            repeats,
        )
        n = x.size
        rows.append(
            {
                "work": f"cross-entropy {shape[0]} × {shape[1]} float32, {name}",
                "n": n,
                "np.sum ns": t["np.sum"] / n * 1e9,
                "ns": t["one"] / n * 1e9,
                "× np.sum": t["one"] / t["np.sum"],
                "× np.sum, 2 threads": t["two"] / t["np.sum"],
                "NumPy / kernel": t["peer"] / t["one"],
                "target × np.sum": None,
            }
        )
    return rows


def markdown(rows: list[dict[str, Any]]) -> str:
    names = list(rows[0])
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    for row in rows:
        cells = [
            "–"
            if v is None
            else f"{v:.2f}"
            if isinstance(v, float)
            else f"{v:.0e}"
            if isinstance(v, int)
            else v
            for v in row.values()
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="smaller data, fewer repeats")
    parser.add_argument("--json", type=Path, help="write the JSON there instead of printing it")
    parser.add_argument(
        "--cpu",
        action="store_true",
        help="this thread's processor time instead of the clock's, for a busy machine (one thread only)",
    )
    options = parser.parse_args()
    if options.cpu:
        global clock
        clock = time.thread_time
    repeats = 5 if options.quick else REPEATS
    rows = []
    for n in (1_000_000,) if options.quick else (1_000_000, 10_000_000):
        rows += column_rows(n, repeats)
    for shape in ((256, 32_000),) if options.quick else ((1024, 32_000), (256, 128_000)):
        rows += logit_rows(shape, repeats)
    print(markdown(rows))
    result = {
        "instruction_set": kernels.instruction_set(),
        "numpy": np.__version__,
        "python": platform.python_version(),
        "machine": platform.machine(),
        "processors": os.cpu_count(),
        "repeats": repeats,
        "clock": clock.__name__,
        "rows": rows,
    }
    text = json.dumps(result, ensure_ascii=False, indent=1)
    if options.json:
        options.json.write_text(text)
    else:
        print(text)


if __name__ == "__main__":
    main()
