"""Headers that every answer carries."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from likely.notebook import policy

HEADERS = {
    "Content-Security-Policy": policy.IN_HEADER,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

_EMBED = re.compile(rb"(?:^|&)embed\b")  # as web/core/embed.js asks


class SafeHeaders:
    """ASGI middleware that sets them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                if _EMBED.search(scope.get("query_string", b"")):
                    headers["Content-Security-Policy"] = policy.FRAMED
            await send(message)

        await self._app(scope, receive, send_with_headers)
