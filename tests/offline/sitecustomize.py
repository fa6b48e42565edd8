"""Python in the tests, and every Python that a test starts, has no network: only this machine can be reached.

Found by its name: tests/conftest.py puts this folder on PYTHONPATH.
"""

import socket
import sys

_LOCAL = ("localhost", "127.", "::1")


class NoNetwork(RuntimeError):
    """Something tried to reach another machine."""


def _event(name: str, given: tuple[object, ...]) -> None:
    """An audit hook sees every way out through Python's sockets, and cannot be removed."""
    if name in ("socket.connect", "socket.sendto"):
        line, address = given[0], given[1]
        if getattr(line, "family", None) == getattr(socket, "AF_UNIX", None):
            return
        host = address[0] if isinstance(address, tuple) else address
        _refuse(name, host)
    elif name == "socket.getaddrinfo" and given[0] is not None:
        _refuse(name, given[0])


def _refuse(name: str, host: object) -> None:
    text = host.decode() if isinstance(host, bytes) else str(host)
    if text and not text.startswith(_LOCAL) and text != socket.gethostname():
        raise NoNetwork(f"{name} {text}: likely needs no network, and its tests have none")


if not getattr(sys, "_likely_offline", False):
    sys._likely_offline = True  # type: ignore[attr-defined]
    sys.addaudithook(_event)
