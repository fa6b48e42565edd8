"""Requests that another site's script makes are refused."""

from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class OwnOrigin:
    """ASGI middleware: an Origin, where a browser sends one, is the address that was asked."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = dict(scope.get("headers", ()))
        origin = given.get(b"origin")
        if origin is not None and not _same(origin, given.get(b"host", b"")):
            refusal = PlainTextResponse("Another site may not ask here.", status_code=403)
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _same(origin: bytes, host: bytes) -> bool:
    try:
        parts = urlsplit(origin.decode("ascii"))
        return parts.scheme == "http" and parts.netloc.encode() == host
    except ValueError:
        return False
