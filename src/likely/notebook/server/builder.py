"""Builds in a process of its own, which sees every file as it is now and can be stopped at any moment.

The process is started ahead of time with its libraries loaded, and waits for one order on standard
input; so a build begins without waiting for imports.
"""

import asyncio
import contextlib
import json
import sys
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

_CHILD = "from likely.notebook.server.builder import child; child()"


@dataclass(frozen=True)
class Order:
    """What to build, and how. `anew`: portable Python was edited since the process loaded it."""

    concepts: str
    out: str
    web: str
    memory: str
    quick: bool
    anew: bool


@dataclass(frozen=True)
class Outcome:
    """Whether a build succeeded, and what it said."""

    built: bool
    said: str


class Builder:
    """Runs one build at a time; a new one stops the one before."""

    def __init__(self) -> None:
        self._ready: asyncio.subprocess.Process | None = None
        self._busy: asyncio.subprocess.Process | None = None

    async def warm(self) -> None:
        """Start the process that will take the next order."""
        if self._ready is None:
            self._ready = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                _CHILD,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for the server, which stops its builders itself
            )

    async def build(self, order: Order) -> Outcome:
        """Carry out an order."""
        await self.warm()
        process, self._ready = self._ready, None
        assert process is not None
        self._busy = process
        try:
            said, _ = await process.communicate(json.dumps(asdict(order)).encode() + b"\n")
        except BaseException:
            await _stop(process)
            raise
        finally:
            self._busy = None
            await self.warm()
        return Outcome(process.returncode == 0, said.decode(errors="replace").strip())

    async def close(self) -> None:
        """Stop whatever is running."""
        for process in (self._ready, self._busy):
            if process is not None:
                await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()


def child() -> None:
    """The waiting process: load everything, take one order, build, exit with 0 or 1."""
    import_module("likely.notebook.build")
    line = sys.stdin.readline()
    if not line:
        raise SystemExit(1)
    order = json.loads(line)
    if order["anew"]:
        for name in [name for name in sys.modules if name.split(".")[0] == "likely"]:
            del sys.modules[name]
    from likely.errors import LikelyError
    from likely.notebook.build import Mode, build
    from likely.notebook.cache import Cache

    try:
        built = build(
            Path(order["concepts"]),
            Path(order["out"]),
            web=Path(order["web"]),
            mode=Mode(dev=True, quick=order["quick"]),
            memory=Cache(Path(order["memory"])),
        )
    except LikelyError as error:
        print(error)
        raise SystemExit(1) from None
    print(f"{built.seconds:.2f}")
