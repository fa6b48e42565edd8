"""The same command gives the same bytes; pieces, order and threads move a fit by 1e-12 at the most."""

import json
import math
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import likely

LIKELY = [sys.executable, "-m", "likely"]
FAMILIES = (
    "gamma", "normal", "weibull", "student_t", "lognormal", "negative_binomial", "beta", "cauchy", "logistic"
)  # fmt: skip
SURROUNDINGS = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu", "PYTHONUTF8": "1"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
)  # fmt: skip


def values(family: str, n: int = 4000) -> np.ndarray:
    rng = np.random.default_rng(12)
    if family == "negative_binomial":
        return rng.negative_binomial(3, 0.3, n).astype(float)
    return rng.beta(1.3, 0.9, n) if family == "beta" else rng.gamma(2.5, 3.0, n)


def close(one: likely.Fit, other: likely.Fit) -> bool:
    """Everything to 1e-12: of itself, an interval's end also of the standard error (it may lie at 0)."""
    near = all(
        math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12)
        for a, b in [(getattr(one, name), getattr(other, name)) for name in ("loglik", "nll", "aic", "bic")]
    )
    for name, here in one.parameters.items():
        there = other.parameters[name]
        near &= math.isclose(here.estimate, there.estimate, rel_tol=1e-12)
        near &= math.isclose(here.stderr or 0.0, there.stderr or 0.0, rel_tol=1e-12)
        within = 1e-12 * (here.stderr or 0.0)
        near &= all(
            math.isclose(a, b, rel_tol=1e-12, abs_tol=within)
            for a, b in zip(here.interval, there.interval, strict=True)
        )
    return near


@pytest.mark.parametrize("command", [["fit", "gamma", "d.csv"], ["fit", "gamma", "d.csv", "--format", "json"],
                                     ["compare", "d.csv"], ["fit", "normal", "d.csv", "--bootstrap", "20"]],
                         ids=["text", "json", "compare", "bootstrap"])  # fmt: skip
def test_the_same_command_gives_the_same_bytes_wherever_it_runs(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("x\n" + "".join(f"{x!r}\n" for x in values("gamma", 200).tolist()))
    said = set()
    for surrounding in SURROUNDINGS:
        done = subprocess.run(
            [*LIKELY, *command],
            cwd=tmp_path,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **surrounding},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said.add(done.stdout)
    assert len(said) == 1


def test_saved_fits_and_reports_are_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("x\n" + "".join(f"{x!r}\n" for x in values("gamma", 200).tolist()))
    made = []
    for surrounding in SURROUNDINGS:
        command = [*LIKELY, "fit", "gamma", "d.csv", "--save", "m.json", "--report", "page.html"]
        done = subprocess.run(
            command, cwd=tmp_path, env={**os.environ, **surrounding}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        made.append([(tmp_path / name).read_bytes() for name in ("m.json", "page.html")])
    assert made[0] == made[1] == made[2]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("pieces", [1, 2, 7, 1000])
def test_pieces_do_not_matter(family: str, pieces: int, tmp_path: Path) -> None:
    """One file of so many row groups."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    drawn = values(family)
    path = tmp_path / "d.parquet"
    table = pa.table({"x": drawn})
    with parquet.ParquetWriter(path, table.schema) as writer:
        for part in np.array_split(drawn, pieces):
            writer.write_table(pa.table({"x": part}))
    assert close(likely.fit(family, path), likely.fit(family, drawn))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_order_of_rows_does_not_matter(family: str) -> None:
    drawn = values(family).tolist()
    first = likely.fit(family, drawn)
    for seed in range(2):
        random.Random(seed).shuffle(drawn)
        assert close(likely.fit(family, drawn), first)
    assert close(likely.fit(family, sorted(drawn)), first)


def test_the_number_of_threads_does_not_matter(tmp_path: Path) -> None:
    drawn = values("gamma", 300_000)
    np.save(tmp_path / "d.npy", drawn)
    program = (
        "import json, numpy as np, pyarrow as pa, sys, likely; pa.set_cpu_count(int(sys.argv[1])); "
        "print(json.dumps(likely.fit('gamma', np.load('d.npy')).to_dict()))"
    )
    said = []
    for threads in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program, threads],
            cwd=tmp_path,
            env={**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said.append(likely.from_dict(json.loads(done.stdout)))
    assert close(*said)
