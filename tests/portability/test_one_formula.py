"""One formula, proven: the same file gives the same numbers wherever it runs.

Floats in CPython are the yardstick. Arrays, two table engines and the browser's Python are held to it
over a grid that is dense near the ends of the parameter space, where formulas lose digits.
"""

import json
import math
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest

from likely.formulas.families import bernoulli
from likely.notebook.assets import RUNTIME, WEB
from likely.notebook.bundle import portable_files
from likely.notebook.runtime.node import find_node, run_micropython

LIMIT = 1e-12

EDGES = [0.0, 1e-300, 1e-17, 1e-9, 1e-4]
PLACES = sorted(
    {*EDGES, *(1 - edge for edge in EDGES), *(i / 50 for i in range(51)), 0.3 + 1e-9, 0.3 + 1e-15}
)
STATES = [(p, theta) for p in PLACES for theta in PLACES]

FORMULAS: dict[str, Callable[[Any, Any], Any]] = {
    "log_prob": bernoulli.log_prob,
    "nll": bernoulli.nll,
    "kl": bernoulli.kl,
    "entropy": lambda p, _: bernoulli.entropy(p),
    "logit_gradient": bernoulli.logit_gradient,
    "mle": lambda p, _: bernoulli.mle(p),
}


@pytest.fixture(scope="module")
def yardstick() -> dict[str, list[float]]:
    return {name: [formula(p, theta) for p, theta in STATES] for name, formula in FORMULAS.items()}


def agree(name: str, expected: list[float], found: list[float]) -> None:
    """Equal to 1e-12, relative; equal infinities agree; below 1e-3, 1e-15 apart is as good."""
    assert len(expected) == len(found)
    for (p, theta), a, b in zip(STATES, expected, found, strict=True):
        same = a == b or (math.isnan(a) and math.isnan(b)) or abs(a - b) <= LIMIT * max(abs(a), abs(b), 1e-3)
        assert same, f"{name}({p!r}, {theta!r}): {a!r} and {b!r}"


@pytest.mark.parametrize("name", FORMULAS)
def test_numpy_arrays(name: str, yardstick: dict[str, list[float]]) -> None:
    p, theta = (np.array(column) for column in zip(*STATES, strict=True))
    agree(name, yardstick[name], FORMULAS[name](p, theta).tolist())


@pytest.mark.parametrize("name", FORMULAS)
@pytest.mark.parametrize("engine", ["polars", "polars-lazy", "duckdb"])
def test_table_columns(name: str, engine: str, yardstick: dict[str, list[float]]) -> None:
    frame = pl.DataFrame(
        {"i": range(len(STATES)), "p": [p for p, _ in STATES], "theta": [theta for _, theta in STATES]}
    )
    table: Any = {"polars": frame, "polars-lazy": frame.lazy(), "duckdb": None}[engine]
    if engine == "duckdb":
        table = duckdb.connect().from_arrow(frame.to_arrow())
    expression = FORMULAS[name](nw.col("p"), nw.col("theta")).alias("value")
    told = nw.from_native(table).with_columns(expression).select("i", "value").sort("i")
    rows = nw.to_native(told.collect() if isinstance(told, nw.LazyFrame) else told)
    agree(name, yardstick[name], nw.from_native(rows, eager_only=True)["value"].to_list())


def test_micropython(yardstick: dict[str, list[float]]) -> None:
    """All formulas in one interpreter, the WebAssembly file that pages load."""
    node = find_node()
    if node is None:
        assert "CI" not in os.environ, "CI must have Node"
        pytest.skip("Node was not found")
    program = """
import json
from likely.formulas.families import bernoulli
for p, theta in json.loads(open("/page/states.json").read()):
    p, theta = float(p), float(theta)
    print(json.dumps([repr(float(value)) for value in (
        bernoulli.log_prob(p, theta), bernoulli.nll(p, theta), bernoulli.kl(p, theta),
        bernoulli.entropy(p), bernoulli.logit_gradient(p, theta), bernoulli.mle(p))]))
"""
    files = {f"/lib/{path}": source for path, source in portable_files().items()}
    files["/page/states.json"] = json.dumps([[repr(p), repr(theta)] for p, theta in STATES])
    (told,) = run_micropython(node, WEB / RUNTIME, files, [program])
    assert told.error is None
    rows = [[float(text) for text in json.loads(line)] for line in told.printed.splitlines()]
    for column, name in enumerate(FORMULAS):
        agree(name, yardstick[name], [row[column] for row in rows])


def test_the_worked_example(yardstick: dict[str, list[float]]) -> None:
    """14 of 20 at 0.4, from the definition, in every place by the tests above."""
    nll = -(0.7 * math.log(0.4) + 0.3 * math.log(0.6))
    assert (0.7, 0.4) in STATES
    at = STATES.index((0.7, 0.4))
    assert yardstick["nll"][at] == pytest.approx(nll, rel=1e-14)
    assert yardstick["nll"][at] == pytest.approx(bernoulli.entropy(0.7) + yardstick["kl"][at], rel=1e-14)
    assert round(yardstick["nll"][at], 4) == 0.7947
    assert Path(bernoulli.__file__).name == "bernoulli.py"
