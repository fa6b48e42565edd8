"""Build, serve, watch, rebuild, until Ctrl-C."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import uvicorn
from watchfiles import DefaultFilter, awatch

from likely.data.scratch import scratch
from likely.errors import UsageError
from likely.notebook.assets import WEB, runtime
from likely.notebook.cache import beside
from likely.notebook.docs.docs import docs_beside
from likely.notebook.library import LIBRARY
from likely.notebook.server.app import app
from likely.notebook.server.builder import Builder, Order
from likely.notebook.server.port import ADDRESS, listen
from likely.notebook.server.reload import Reload
from likely.notebook.swap import refuse_foreign

Say = Callable[[str], None]

_OLD = "Not rebuilt: what follows is the page before the last edit."
_UNSOUND = "Rebuilt, but it would not be published:"
_PATIENCE = 3.0  # seconds until a build that an edit has overtaken is stopped


def serve(concepts: Path, out: Path | None, port: int | None, say: Say, web: Path = WEB) -> None:
    """Serve a folder of concepts. Without `out` the site lives in a temporary folder."""
    runtime(web)
    if not concepts.is_dir():
        raise UsageError(
            f"there is no folder {concepts}: name the folder that holds <area>/<slug>/concept.md"
        )
    if out:
        refuse_foreign(out)
    with scratch() as folder, listen(port) as listener:
        order = Order(
            str(concepts),
            str(out or folder / "site"),
            str(web),
            str(beside(out) if out else folder / "memory"),
            quick=True,
        )
        say(f"http://{ADDRESS}:{listener.getsockname()[1]}/   (Ctrl-C stops)")
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_Serving(order, say).run(listener))


class _Serving:
    def __init__(self, order: Order, say: Say) -> None:
        self._order = order
        self._say = say
        self._builder = Builder()
        self._reload = Reload()
        self._trouble = ""
        self._stop = asyncio.Event()
        self._looked = asyncio.Event()

    async def run(self, listener) -> None:  # type: ignore[no-untyped-def]
        application = app(Path(self._order.out), self._reload, lambda: self._trouble)
        server = _Server(
            uvicorn.Config(application, log_level="warning", lifespan="off", timeout_graceful_shutdown=2)
        )
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: KeyboardInterrupt arrives instead
                asyncio.get_running_loop().add_signal_handler(number, self._stop.set)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        building = asyncio.create_task(self._rebuild_on_change())
        await asyncio.wait(
            [asyncio.create_task(self._stop.wait()), serving, building], return_when=asyncio.FIRST_COMPLETED
        )
        self._stop.set()
        self._reload.close()
        server.should_exit = True
        await serving
        await _cancelled(building)
        await self._builder.close()

    async def _rebuild_on_change(self) -> None:
        current = asyncio.create_task(self._rebuild())
        code = [LIBRARY / "formulas", LIBRARY / "stage", Path(self._order.web)]
        watched = [Path(self._order.concepts), *code]
        if docs := docs_beside(Path(self._order.concepts)):
            watched.append(docs)
        try:
            async for changes in awatch(
                *watched, watch_filter=DefaultFilter(), debounce=50, step=10, stop_event=self._stop
            ):
                with contextlib.suppress(TimeoutError):  # a process that is kept need not be started again
                    await asyncio.wait_for(self._looked.wait(), _PATIENCE)
                await _cancelled(current)
                if any(Path(path).is_relative_to(room) for _, path in changes for room in code):
                    await self._builder.close()
                current = asyncio.create_task(self._rebuild())
        finally:
            await _cancelled(current)

    async def _rebuild(self) -> None:
        """Publish what is needed to look at the page; then visit every state and publish again, quietly.

        What is wrong is told on the terminal and on the open page.
        """
        self._looked.clear()
        outcome = await self._builder.build(self._order)
        self._looked.set()
        if outcome.built:
            self._say(f"built in {outcome.said} s")
            self._show("")
            outcome = await self._builder.build(replace(self._order, quick=False))
            if outcome.built:
                self._say(f"all checks passed, in {outcome.said} s")
            else:
                self._say(outcome.said)
                self._show(f"{_UNSOUND}\n\n{outcome.said}")
        else:
            self._say(outcome.said)
            self._show(f"{_OLD}\n\n{outcome.said}")

    def _show(self, trouble: str) -> None:
        self._trouble = trouble
        self._reload.publish()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


class _Server(uvicorn.Server):
    """Leaves signals to us, so that Ctrl-C ends with exit status 0."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
