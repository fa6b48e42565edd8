"""`python -m benchmarks [--quick] [NAME …]`: every benchmark beside its peer, as a table and a picture.

A benchmark is a module here with `rows(quick)`, which returns rows of the table. Modules that only have
`main` print what they measure, and are run by name. Writes docs/benchmarks.md, docs/benchmarks.json and
docs/pictures/time-against-n.svg, and the table in README.md.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

import benchmarks
from benchmarks.harness import Row
from likely import kernels

ROOT = Path(__file__).parent.parent
PRINTED = ("softmax", "logits", "ngrams")  # measured at length, and told in words
BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"


def main() -> None:
    """Run the benchmarks and write what they found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure beside the peers.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these; nothing is written then")
    parser.add_argument("--quick", action="store_true", help="on less data")
    options = parser.parse_args()
    found: list[Row] = []
    failures = []
    modules = sorted(one.name for one in pkgutil.iter_modules(benchmarks.__path__))
    for name in options.names or modules:
        if name.startswith("_") or (not options.names and not _has_rows(name)):
            continue
        module = importlib.import_module(f"benchmarks.{name}")
        print(f"\n## {name}\n", flush=True)
        if not hasattr(module, "rows"):
            module.main()
            continue
        try:
            new = module.rows(options.quick)
        except SystemExit as problem:  # a disagreement is a result too, and the others still run
            failures.append(f"{name}: {problem}")
            print(problem)
            continue
        found += new
        print(table(new), flush=True)
    if options.names:
        return
    from benchmarks import growth

    points = growth.points(options.quick)
    growth.draw(points)
    printed = {} if options.quick else {name: _printed(name) for name in PRINTED}
    write(found, points, failures, options.quick, printed)


def _printed(name: str) -> str:
    """What a benchmark prints that makes no rows."""
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout.strip() or f"ended with status {done.returncode}"


def _has_rows(name: str) -> bool:
    return "\ndef rows(" in (Path(__file__).parent / f"{name}.py").read_text(encoding="utf-8")


def table(rows: list[Row]) -> str:
    """Markdown. Ratios above the target are met; both clocks are shown."""
    lines = [
        "| work | rows | peer | likely | peer's time | ratio | in processor time | target | met |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | --- | --- |",
    ]
    for row in rows:
        target = f"{row.target} × faster" if row.target.startswith("≥") else f"{row.target} × its time"
        lines.append(
            f"| {row.work} | {row.n:,} | {row.peer} | {_seconds(row.seconds)} | "
            f"{_seconds(row.peer_seconds)} | {row.ratio:.3g} | {row.cpu_ratio:.3g} | {target} | "
            f"{'yes' if row.met else 'no'} |"
        )
    return "\n".join(lines)


def _seconds(x: float) -> str:
    return f"{x:.2f} s" if x >= 1 else f"{x * 1e3:.3g} ms"


def machine() -> dict[str, Any]:
    """What the figures were measured on."""
    model = ""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = platform.processor()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return {
        "processor": model,
        "processors": os.cpu_count(),
        "instruction_set": kernels.instruction_set(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "numpy": np.__version__,
        "load_average": round(load, 1),
        "date": time.strftime("%Y-%m-%d"),
    }


def write(
    rows: list[Row], points: list[dict[str, Any]], failures: list[str], quick: bool, printed: dict[str, str]
) -> None:
    """The page, the data, and the table in the README."""
    about = machine()
    where = (
        f"{about['processors']} × {about['processor']} ({about['instruction_set']}), "
        f"Python {about['python']}, NumPy {about['numpy']}, {about['date']}; "
        f"load average {about['load_average']} at the end, `make {'bench-quick' if quick else 'bench'}`"
    )
    notes = [f"- {row.work}: {row.note}" for row in rows if row.note]
    bad = [f"- {one}" for one in failures]
    page = [
        "# Benchmarks",
        "",
        "Both sides run in one session, in turns; before times are compared, both must have reached the",
        "same maximum (ours may not be lower by more than 1e-8 nats). Medians. A ratio in processor time",
        "counts all threads, and a busy machine disturbs it less. The targets are the project's own. A fit",
        "is timed as it is returned, as its peers' are: without standard errors, which wait to be read.",
        "",
        f"Measured on {where}.",
        "",
        table(rows),
        "",
        *([*notes, ""] if notes else []),
        *(line for name, text in printed.items() for line in (f"## {name}", "", "```", text, "```", "")),
        *(["Benchmarks that ended early:", "", *bad, ""] if bad else []),
        "![Time of a gamma fit against the number of rows](pictures/time-against-n.svg)",
        "",
    ]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(page), encoding="utf-8")
    data = {"machine": about, "quick": quick, "rows": [row.to_dict() for row in rows], "growth": points}
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)
    (ROOT / "docs" / "benchmarks.json").write_text(text + "\n", encoding="utf-8")
    readme = ROOT / "README.md"
    before, begin, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if begin and end:
        shown = f"\n{table(rows)}\n\nMeasured on {where}.\n"
        readme.write_text(before + BEGIN + shown + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
