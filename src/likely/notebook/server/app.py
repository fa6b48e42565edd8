"""The site's files over HTTP, to this machine only."""

import mimetypes
from collections.abc import Callable
from html import escape
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from likely.notebook.server.headers import SafeHeaders
from likely.notebook.server.own_origin import OwnOrigin
from likely.notebook.server.reload import PATH, Reload

HOSTS = ("127.0.0.1", "localhost")

# What a page needs, whatever this machine's own table of types says.
_TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
}


class _Files(StaticFiles):
    """A folder that may be swapped for a new one at any time. Hidden files are not part of the site.

    A page says at its top what is wrong while something is.
    """

    def __init__(self, folder: Path, trouble: Callable[[], str]) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._trouble = trouble

    async def get_response(self, path: str, scope: Scope) -> Response:
        if "\0" in path or any(part.startswith(".") and part != "." for part in Path(path).parts):
            raise HTTPException(404)
        try:
            answer = await super().get_response(path, scope)
            if self._trouble() and isinstance(answer, FileResponse) and answer.media_type == "text/html":
                return _with_alert(Path(answer.path).read_text(encoding="utf-8"), self._trouble())
            return answer
        except OSError as problem:  # such as a name that is too long
            raise HTTPException(404) from problem


def app(site: Path, reload: Reload, trouble: Callable[[], str]) -> Starlette:
    """Serve a folder. `trouble()` is shown on every page: why the last build failed, if it did."""
    for ending, kind in _TYPES.items():
        mimetypes.add_type(kind, ending)
    files = _Files(site, trouble)

    async def serve(scope, receive, send) -> None:  # type: ignore[no-untyped-def]
        if site.joinpath("index.html").is_file():
            await files(scope, receive, send)
        else:
            await _apology(trouble())(scope, receive, send)

    return Starlette(
        routes=[Route(PATH, reload.respond), Mount("/", app=serve)],
        middleware=[
            Middleware(SafeHeaders),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False),
            Middleware(OwnOrigin),
            Middleware(GZipMiddleware, minimum_size=500),
        ],
    )


def _with_alert(page: str, text: str) -> HTMLResponse:
    before, body, after = page.partition("<body>")
    return HTMLResponse(f'{before}{body}<pre role="alert">{escape(text)}</pre>{after}')


def _apology(text: str) -> HTMLResponse:
    """A page that looks again every second until there is a site."""
    return HTMLResponse(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="1">'
        f"<title>likely</title><h1>Not built yet</h1><pre>{escape(text) or 'building…'}</pre></html>",
        status_code=503,
    )
