"""Spark: the splits become a data set of Spark's, and each executor reads its own from the files.

Spark needs Java 17 or newer, and the package likely where the executors run.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from likely.data.engines.runner import opened, told
from likely.data.split import Split
from likely.errors import UsageError


class SparkRunner:
    """Work for a Spark context."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self.workers = max(1, int(context.defaultParallelism))

    def run(self, function: Callable[[Split], Any], splits: Sequence[Split], title: str = "") -> list[Any]:
        """One task a split; Spark tries a task again when its executor is lost."""
        work = self._context.parallelize(list(splits), len(splits))
        return [opened(one) for one in work.map(partial(told, function)).collect()]


@contextlib.contextmanager
def spark_runner(address: str | None) -> Iterator[SparkRunner]:
    """A runner on the master at `address`, such as spark://host:7077 or yarn; on this machine if None."""
    try:
        from pyspark import SparkConf, SparkContext
    except ImportError:
        raise UsageError("--engine spark needs PySpark · pip install pyspark, and Java 17 or newer") from None
    if address is None:
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = (
        SparkConf()
        .setAppName("likely")
        .setMaster(address or f"local[{os.cpu_count() or 1}]")
        .set("spark.ui.enabled", "false")
        .set("spark.ui.showConsoleProgress", "false")
        .set("spark.log.level", "ERROR")
    )
    running = SparkContext._active_spark_context  # noqa: SLF001 - the documented way starts one if there is none
    try:
        context = running or SparkContext(conf=conf)
    except Exception as problem:
        reason = str(problem).strip().splitlines()[0]
        raise UsageError(
            f"Spark did not start: {reason} · it needs Java 17 or newer and its master"
        ) from None
    try:
        yield SparkRunner(context)
    finally:
        if running is None:
            context.stop()
