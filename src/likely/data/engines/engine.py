"""An engine by its name, started for one fit and stopped after it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from likely.data.engines.plan import plan
from likely.data.engines.runner import InTurn, Runner, Spread
from likely.data.scan import describe
from likely.errors import UsageError

ENGINES = ("auto", "memory", "duckdb", "spark", "dask")
CLUSTERS = ("spark", "dask", "turn")


@contextlib.contextmanager
def spread(name: str, source: Any, scheduler: str | None = None) -> Iterator[Spread]:
    """The source cut into splits, with an engine that is up: "dask", "spark", or "turn" for none."""
    with contextlib.ExitStack() as stack:
        runner: Runner
        if name == "dask":
            from likely.data.engines.dask import dask_runner

            splits = plan(source)  # a wrong path is told before a cluster is started
            runner = stack.enter_context(dask_runner(scheduler))
        elif name == "spark":
            from likely.data.engines.spark import spark_runner

            splits = plan(source)
            runner = stack.enter_context(spark_runner(scheduler))
        elif name == "turn":
            runner = InTurn()
        else:
            raise UsageError(f"engine is {name!r} · it is one of {', '.join(ENGINES)}")
        splits = plan(source, runner.workers)
        yield Spread(runner, tuple(splits), describe(source))
