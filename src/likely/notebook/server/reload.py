"""Tells open pages that there is something new."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import StreamingResponse

PATH = "/.likely/reload"
_STILL_HERE = 15.0  # seconds between comments that keep a quiet connection open


class Reload:
    """An event stream: one `reload` event for each published build."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Queue[str | None]] = set()

    def publish(self) -> None:
        """Tell every open page."""
        for queue in self._waiting:
            queue.put_nowait("event: reload\ndata: built\n\n")

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for queue in self._waiting:
            queue.put_nowait(None)

    async def respond(self, _: Request) -> StreamingResponse:
        """Open a stream."""
        return StreamingResponse(self._events(), media_type="text/event-stream")

    async def _events(self) -> AsyncIterator[str]:
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._waiting.add(queue)
        try:
            yield "retry: 500\n\n"
            while True:
                try:
                    event = await asyncio.wait_for(queue.get(), _STILL_HERE)
                except TimeoutError:
                    event = ": still here\n\n"
                if event is None:
                    return
                yield event
        finally:
            self._waiting.discard(queue)
