# ruff: noqa: E501 (a case stands on one line)
"""The page server over a real socket: whom it answers, what it serves, and what it survives."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

uvicorn = pytest.importorskip("uvicorn")

from likely.notebook.server.app import app  # noqa: E402
from likely.notebook.server.port import ADDRESS, listen  # noqa: E402
from likely.notebook.server.reload import Reload  # noqa: E402


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server of a small folder, with a secret beside it and links that lead out of it."""
    place = tmp_path_factory.mktemp("served")
    site = place / "site"
    (site / "area").mkdir(parents=True)
    (site / "index.html").write_text("<p>hello", encoding="utf-8")
    (place / "secret.txt").write_text("SECRET", encoding="utf-8")
    (place / "site-beside").mkdir()
    (place / "site-beside/secret.txt").write_text("SECRET", encoding="utf-8")
    (site / "link.txt").symlink_to(place / "secret.txt")
    (site / "out").symlink_to(place)
    (site / ".hidden").write_text("SECRET", encoding="utf-8")
    with listen(None) as listener:
        server = uvicorn.Server(
            uvicorn.Config(app(site, Reload(), lambda: ""), log_level="critical", lifespan="off")
        )
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])))
        thread.start()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join()


def ask(port: int, raw: bytes, wait: float = 20) -> bytes:
    """Bytes in, bytes out, until the server hangs up."""
    with socket.create_connection((ADDRESS, port), timeout=wait) as line:
        line.sendall(raw)
        answer = b""
        with contextlib.suppress(OSError):
            while more := line.recv(65536):
                answer += more
        return answer


def get(port: int, path: str, *headers: str, host: str = "") -> bytes:
    lines = [f"GET {path} HTTP/1.1", f"Host: {host or f'{ADDRESS}:{port}'}", "Connection: close", *headers]
    return ask(port, ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8"))


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


OUTSIDE = [
    "/../secret.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/%252e%252e/secret.txt",
    "/..%5csecret.txt", "/..\\secret.txt", "/area/../../secret.txt", "/area/%2e%2e/%2e%2e/secret.txt",
    "/./../secret.txt", "//../secret.txt", "/../site-beside/secret.txt", "/link.txt", "/out/secret.txt",
    "/out/", "/.hidden", "/%2ehidden", "/area/../.hidden", "/..;/secret.txt", "/%c0%ae%c0%ae/secret.txt",
    "/..%00/secret.txt", "/index.html%00.txt", "/secret.txt%00", "/etc/passwd", "//etc/passwd",
    "file:///etc/passwd", "/proc/self/environ", "/" + "a/" * 4000, "/" + "n" * 4000, "/~root", "/C:/secret.txt",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE, ids=[path[:40] for path in OUTSIDE])
def test_nothing_outside_the_folder_is_served(port: int, path: str) -> None:
    answer = get(port, path)
    assert status(answer) in (400, 404), answer[:200]
    assert b"SECRET" not in answer
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "host",
    [
        "site.example",
        "127.0.0.1.site.example",
        "localhost.site.example",
        "[::1]",
        "0.0.0.0",
        "127.1",
        "site@127.0.0.1",
    ],
)
def test_a_name_that_was_bent_to_this_machine_is_refused(port: int, host: str) -> None:
    assert status(get(port, "/", host=host)) == 400


@pytest.mark.parametrize(
    "origin",
    [
        "http://site.example",
        "null",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://localhost:1",
        "file://",
        "\xff",
    ],
)
def test_another_origin_is_refused(port: int, origin: str) -> None:
    answer = get(port, "/", f"Origin: {origin.format(port=port)}")
    assert status(answer) == 403
    assert b"hello" not in answer


def test_its_own_origin_is_answered(port: int) -> None:
    assert b"hello" in get(port, "/", f"Origin: http://{ADDRESS}:{port}")
    assert b"hello" in get(port, "/", f"Origin: http://localhost:{port}", host=f"localhost:{port}")


def test_only_loopback_is_listened_on(port: int) -> None:
    assert ADDRESS == "127.0.0.1"
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for other in others - {"127.0.0.1"}:
        if not other.startswith("127."):
            with pytest.raises(OSError):
                socket.create_connection((other, port), timeout=2)


MALFORMED = [
    b"\r\n\r\n", b"\0" * 100, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"get / http/1.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\nZ\r\n",
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"y" * 200_000 + b"\r\n\r\n",
    b"GET /" + b"z" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"CONNECT 10.0.0.1:80 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    b"GET http://site.example/ HTTP/1.1\r\nHost: site.example\r\nConnection: close\r\n\r\n",
]  # fmt: skip


def test_malformed_requests_are_survived(port: int) -> None:
    for raw in MALFORMED:
        line = socket.create_connection((ADDRESS, port), timeout=10)
        with line, contextlib.suppress(OSError):
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            assert b"hello" not in line.recv(65536)
    assert b"hello" in get(port, "/")


def test_slow_requests_do_not_keep_others_waiting(port: int) -> None:
    slow = [socket.create_connection((ADDRESS, port), timeout=10) for _ in range(100)]
    try:
        for line in slow:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        started = time.monotonic()
        assert b"hello" in get(port, "/")
        assert time.monotonic() - started < 5
    finally:
        for line in slow:
            line.close()
    assert b"hello" in get(port, "/")
