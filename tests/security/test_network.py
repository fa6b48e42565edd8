"""The tests run without a network, and so does everything that they show to work."""

import socket
import subprocess
import sys
import urllib.request

import pytest


@pytest.mark.parametrize("host", ["site.example", "192.0.2.1", "2001:db8::1"])
def test_another_machine_cannot_be_reached(host: str) -> None:
    with pytest.raises(RuntimeError, match="likely needs no network"):
        socket.create_connection((host, 80), timeout=1)


def test_nor_by_a_library() -> None:
    with pytest.raises(RuntimeError, match="likely needs no network"):
        urllib.request.urlopen("http://site.example/")


def test_nor_by_a_program_that_a_test_starts() -> None:
    program = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "likely needs no network" in done.stderr


def test_this_machine_can() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
