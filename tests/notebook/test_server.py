"""The server: what it answers, to whom, and what it never does."""

import asyncio
import gzip
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from likely.errors import UsageError
from likely.notebook import policy
from likely.notebook.server.app import app
from likely.notebook.server.port import DEFAULT, listen
from likely.notebook.server.reload import Reload


class Answer:
    """Status, headers and body of one answer."""

    def __init__(self, messages: list[dict[str, object]]) -> None:
        start = messages[0]
        self.status = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}  # type: ignore[attr-defined]
        self.body = b"".join(message.get("body", b"") for message in messages[1:])  # type: ignore[misc]


def ask(
    site: Path, path: str, method: str = "GET", query: str = "", trouble: str = "", **headers: str
) -> Answer:
    """One request to the application, without a network."""
    given = {"host": "127.0.0.1:8017"} | headers
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in given.items()],
    }
    messages: list[dict[str, object]] = []
    sent: list[bool] = []

    async def receive() -> dict[str, object]:
        if not sent:
            sent.append(True)
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.Event().wait()  # this client stays until it has its answer
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        messages.append(message)

    asyncio.run(app(site, Reload(), lambda: trouble)(scope, receive, send))  # type: ignore[arg-type]
    return Answer(messages)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "index.html").write_text("<p>hello" + " world" * 500, encoding="utf-8")
    (folder / "run.mjs").write_text("1", encoding="utf-8")
    (folder / "run.wasm").write_bytes(b"\0asm")
    (folder / ".likely-site").touch()
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    return folder


def test_every_answer_carries_the_safe_headers(site: Path) -> None:
    for path in ("/", "/none", "/../secret.txt"):
        headers = ask(site, path).headers
        assert headers["content-security-policy"] == policy.IN_HEADER
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in policy.IN_HEADER
    assert "frame-ancestors" not in policy.IN_PAGE
    assert "unsafe-inline" not in policy.IN_HEADER


@pytest.mark.parametrize("query", ["embed", "k=3&embed", "embed=1"])
def test_the_demo_alone_may_stand_in_a_page_of_this_machine_and_of_no_other(site: Path, query: str) -> None:
    headers = ask(site, "/", query=query).headers
    assert headers["content-security-policy"] == policy.FRAMED
    (ancestors,) = (rule for rule in policy.FRAMED.split("; ") if rule.startswith("frame-ancestors"))
    assert ancestors == "frame-ancestors 'self' http://127.0.0.1:* http://localhost:* file:"
    assert policy.FRAMED.replace(ancestors, "frame-ancestors 'none'") == policy.IN_HEADER


@pytest.mark.parametrize("query", ["", "embedded", "a=embed", "not-embed"])
def test_all_else_may_stand_in_no_page(site: Path, query: str) -> None:
    assert ask(site, "/", query=query).headers["content-security-policy"] == policy.IN_HEADER


def test_a_page_says_at_its_top_what_is_wrong_while_it_is(site: Path) -> None:
    (site / "index.html").write_text("<body>\n<p>hello</p></body>", encoding="utf-8")
    assert ask(site, "/").body == b"<body>\n<p>hello</p></body>"
    told = ask(site, "/", trouble="a <b> c")
    assert told.body.decode().startswith('<body><pre role="alert">a &lt;b&gt; c</pre>\n<p>hello')
    assert told.headers["content-security-policy"] == policy.IN_HEADER
    assert ask(site, "/run.mjs", trouble="a <b> c").body == b"1"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "192.168.1.4:8017"])
def test_another_host_is_refused(site: Path, host: str) -> None:
    assert ask(site, "/", host=host).status == 400


@pytest.mark.parametrize("host", ["localhost", "localhost:8017", "127.0.0.1"])
def test_this_machine_is_answered(site: Path, host: str) -> None:
    assert ask(site, "/", host=host).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "//etc/passwd",
        "/link.txt",
        "/.likely-site",
        "/..",
        "/a/../../secret.txt",
    ],
)
def test_nothing_outside_the_folder_is_served(site: Path, path: str) -> None:
    answer = ask(site, path)
    assert answer.status == 404
    assert b"secret" not in answer.body


def test_only_reading_is_possible(site: Path) -> None:
    assert ask(site, "/", "POST").status == 405
    assert ask(site, "/", "PUT").status == 405


def test_types_and_compression(site: Path) -> None:
    assert ask(site, "/run.mjs").headers["content-type"].startswith("text/javascript")
    assert ask(site, "/run.wasm").headers["content-type"] == "application/wasm"
    packed = ask(site, "/", accept_encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body).startswith(b"<p>hello")


def test_while_there_is_no_site_the_reason_is_shown_as_text(tmp_path: Path) -> None:
    answer = ask(tmp_path / "none", "/", trouble="<why>")
    assert answer.status == 503
    assert b"&lt;why&gt;" in answer.body


def test_a_taken_port_is_passed_over_unless_it_was_asked_for() -> None:
    with listen(None) as first, listen(None) as second:
        assert first.getsockname()[0] == "127.0.0.1"
        assert DEFAULT <= first.getsockname()[1] < second.getsockname()[1]
        with pytest.raises(UsageError, match="cannot be used"):
            listen(first.getsockname()[1])


class Serving:
    """`likely serve` in a process of its own, which writes what it says to a file."""

    def __init__(self, concepts: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        self.log = concepts.parent / "said.txt"
        command = [sys.executable, "-m", "likely", "serve", str(concepts), "--port", str(port)]
        with self.log.open("wb") as file:
            self.process = subprocess.Popen(
                command, stdout=file, stderr=file, env={**os.environ, "PYTHONIOENCODING": "utf-8"}
            )

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def stop(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)

    def until(self, words: str) -> None:
        self.until_count(words, 1)

    def until_count(self, words: str, count: int) -> None:
        for _ in range(600):
            if self.said.count(words) >= count:
                return
            time.sleep(0.1)
        raise AssertionError(f"{words!r} was not said: {self.said}")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:
            text: str = answer.read().decode()
            return text


@pytest.fixture
def serving(concepts: Path) -> Iterator[Serving]:
    server = Serving(concepts)
    yield server
    server.process.kill()
    server.process.wait()


def test_an_edit_is_rebuilt_and_told_to_the_page_and_a_mistake_keeps_the_old_site(
    serving: Serving, concepts: Path
) -> None:
    serving.until("built in")
    assert serving.address in serving.said
    page = concepts / "measure/coin/concept.md"
    text = page.read_text(encoding="utf-8")
    assert "reload.js" in serving.get("measure/coin/index.html")
    with urllib.request.urlopen(serving.address + ".likely/reload", timeout=60) as events:
        assert events.headers["content-type"].startswith("text/event-stream")
        page.write_text(text.replace("A note.", "An edited note."), encoding="utf-8")
        assert any(line == b"event: reload\n" for line in events)
    assert "An edited note." in serving.get("measure/coin/index.html")
    page.write_text(text.replace("bernoulli.nll(1", "bernoulli.none(1"), encoding="utf-8")
    serving.until("LK015")
    old = serving.get("measure/coin/index.html")
    assert "An edited note." in old
    assert "Not rebuilt" in old
    assert "LK015" in old
    page.write_text(text, encoding="utf-8")
    serving.until_count("built in", 3)
    assert "Not rebuilt" not in serving.get("measure/coin/index.html")
    assert serving.stop(signal.SIGINT) == 0
    assert "Traceback" not in serving.said


def test_a_mistake_at_the_start_is_shown_until_it_is_mended(concepts: Path) -> None:
    page = concepts / "measure/coin/concept.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("## Math", "## Maths"), encoding="utf-8")
    server = Serving(concepts)
    try:
        server.until("LK005")
        with pytest.raises(urllib.error.HTTPError) as refused:
            server.get("")
        assert refused.value.code == 503
        with refused.value as answer:
            assert "LK005" in answer.read().decode()
        page.write_text(text, encoding="utf-8")
        server.until("built in")
        assert "A Coin" in server.get("")
        assert server.stop(signal.SIGTERM) == 0
    finally:
        server.process.kill()
        server.process.wait()


def test_what_only_the_slow_checks_find_is_told_on_the_page_that_was_shown_already(concepts: Path) -> None:
    server = Serving(concepts)
    try:
        server.until("all checks passed")
        witness = concepts / "measure/coin/witness.py"
        with witness.open("a", encoding="utf-8") as file:
            file.write("print(round(2.675, 2))\n")  # 2.67 on the desk, 2.68 in the browser's Python
        server.until("LK051")
        assert server.said.count("built in") == 2
        shown = server.get("measure/coin/index.html")
        assert "it would not be published" in shown
        assert "LK051" in shown
        witness.write_text("while True:\n    pass\n", encoding="utf-8")  # its builder must be stopped
        time.sleep(0.5)
        witness.write_text('print("well")\n', encoding="utf-8")
        server.until_count("all checks passed", 2)
        assert "it would not be published" not in server.get("measure/coin/index.html")
        assert server.stop(signal.SIGINT) == 0
    finally:
        server.process.kill()
        server.process.wait()
