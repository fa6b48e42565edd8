"""Builds in processes of their own, which can be stopped at any moment.

There are two, each started when it is first needed and kept for the next order, with everything loaded: one
makes what is needed to look at a page; the other runs the checks that visit every state, which may be stopped
by the next edit. An order is a line of JSON on standard input, an outcome is one on standard output.
"""

import asyncio
import contextlib
import io
import json
import os
import sys
import traceback
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

_CHILD = "from likely.notebook.server.builder import child; child()"
_LONGEST = 2**24  # bytes of an outcome


@dataclass(frozen=True)
class Order:
    """What to build, and how. `quick`: without the work that visits every state."""

    concepts: str
    out: str
    web: str
    memory: str
    quick: bool


@dataclass(frozen=True)
class Outcome:
    """Whether a build succeeded, and what it said."""

    built: bool
    said: str


class Builder:
    """Runs one build at a time of each kind."""

    def __init__(self) -> None:
        self._processes: dict[bool, asyncio.subprocess.Process] = {}

    async def warm(self, quick: bool) -> asyncio.subprocess.Process:
        """The process that takes the orders of a kind, started if there is none."""
        process = self._processes.get(quick)
        if process is None or process.returncode is not None:
            process = self._processes[quick] = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                _CHILD,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=_LONGEST,
                start_new_session=True,  # Ctrl-C is for the server, which stops its builders itself
            )
        return process

    async def build(self, order: Order) -> Outcome:
        """Carry out an order. If this is cancelled, the process that carries it out is stopped."""
        process = await self.warm(order.quick)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
            await process.stdin.drain()
            line = await process.stdout.readline()
        except BaseException as stopped:
            await _stop(process)
            if isinstance(stopped, ConnectionError):
                return Outcome(False, "the build ended by itself, and is started anew at the next edit")
            raise
        if not line:
            status = await process.wait()
            return Outcome(False, f"the build ended by itself, with status {status}, and told of no finding")
        return Outcome(**json.loads(line))

    async def close(self) -> None:
        """Stop whatever is running. The next order finds a process that sees all code as it is then."""
        for process in self._processes.values():
            await _stop(process)
        self._processes.clear()


async def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()


def child() -> None:
    """The process: load everything, then build whatever is ordered, until there are no more orders."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what an author's code prints is no answer
    import_module("likely.notebook.build")
    for line in sys.stdin:
        print(json.dumps(asdict(_built(Order(**json.loads(line))))), file=answers, flush=True)


def _built(order: Order) -> Outcome:
    from likely.errors import LikelyError
    from likely.notebook.build import Mode, build
    from likely.notebook.cache import Cache

    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            built = build(
                Path(order.concepts),
                Path(order.out),
                web=Path(order.web),
                mode=Mode(dev=True, quick=order.quick),
                memory=Cache(Path(order.memory)),
            )
    except LikelyError as error:
        return Outcome(False, str(error))
    except Exception:  # nothing may end the process without saying why
        return Outcome(False, printed.getvalue() + traceback.format_exc())
    return Outcome(True, f"{built.seconds:.2f}")
