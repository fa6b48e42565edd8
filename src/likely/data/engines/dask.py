"""Dask: a cluster that is running, or one on this machine, started and stopped by us.

A worker that is lost is replaced, and its splits are read again by others: a partial result depends on its
split alone, so the sum is the same.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from functools import partial
from multiprocessing import resource_tracker
from typing import Any

from likely.data.engines.runner import opened, told
from likely.data.progress import Progress
from likely.data.scratch import scratch
from likely.data.split import Split
from likely.errors import UsageError

WINDOW = 10_000  # splits that the scheduler holds at a time


class DaskRunner:
    """Work for a Dask cluster."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.workers = max(1, sum(client.nthreads().values()))

    def run(self, function: Callable[[Split], Any], splits: Sequence[Split], title: str = "") -> list[Any]:
        """Every split once; results come in any order and are put in theirs."""
        from distributed import as_completed

        results: dict[int, Any] = {}
        with Progress(len(splits), "split", title) as progress:
            for start in range(0, len(splits), WINDOW):
                window = splits[start : start + WINDOW]
                futures = self._client.map(partial(told, function), window, pure=False)
                place = {future.key: start + i for i, future in enumerate(futures)}
                try:
                    for future in as_completed(futures):
                        results[place[future.key]] = opened(future.result())
                        progress.step(1)
                except BaseException:
                    with contextlib.suppress(Exception):
                        self._client.cancel(futures, force=True)
                    raise
        return [results[i] for i in range(len(splits))]


@contextlib.contextmanager
def dask_runner(address: str | None) -> Iterator[DaskRunner]:
    """A runner on the cluster at `address`, such as tcp://10.0.0.1:8786; on one of our own if None."""
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise UsageError("--engine dask needs Dask · pip install 'likely[dask]'") from None
    import logging

    from dask import config

    if address is not None:
        try:
            client = Client(address, timeout="10s")
        except (OSError, ValueError) as problem:
            raise UsageError(
                f"no Dask scheduler answers at {address}: {problem} · start one with dask scheduler, and "
                "workers with dask worker"
            ) from None
        with client:
            _same_version(client)
            yield DaskRunner(client)
        return
    with scratch() as folder, config.set({"temporary-directory": str(folder)}):
        cluster = _undisturbed(
            lambda: LocalCluster(
                n_workers=os.cpu_count() or 1,
                threads_per_worker=1,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
        )
        client = Client(cluster)
        try:
            client.run(_deaf)
            yield DaskRunner(client)
        finally:
            with contextlib.suppress(Exception):
                client.close(timeout=1)
            with contextlib.suppress(Exception):
                cluster.close(timeout=5)


def _undisturbed(make: Callable[[], Any]) -> Any:
    """Make a cluster whose processes never hear Ctrl-C, not even while they start; here it is always heard.

    Processes inherit what the thread that starts them has blocked, so that is done in a thread of its own.
    """
    made: Future[Any] = Future()

    def start() -> None:
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            made.set_result(make())
        except BaseException as problem:
            made.set_exception(problem)

    # Who is stopped half way closes nothing, and multiprocessing would count aloud what is left.
    os.environ.setdefault("PYTHONWARNINGS", "ignore::UserWarning:multiprocessing.resource_tracker")
    resource_tracker.ensure_running()  # started by that thread, it would unblock there what is blocked
    threading.Thread(target=start, daemon=True).start()
    return made.result()


def _deaf() -> None:
    """Ctrl-C on a terminal reaches every process: workers leave it to the one that started them."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("likely")
    except PackageNotFoundError:
        return "none"


def _same_version(client: Any) -> None:
    """Formulas are not sent: each worker has its own."""
    here = _version()
    try:
        there = set(client.run(_version).values())
    except ModuleNotFoundError:
        there = {"none"}
    if not there:
        raise UsageError("the Dask scheduler has no workers · start some with dask worker ADDRESS")
    if there != {here}:
        found = ", ".join(sorted(there))
        raise UsageError(
            f"the workers have likely {found}, and here it is {here} · install one version everywhere"
        )
