"""A socket on the loopback address."""

import socket

from likely.errors import UsageError

ADDRESS = "127.0.0.1"
DEFAULT = 8017
_TRIED = 100


def listen(port: int | None) -> socket.socket:
    """Listen on the asked port, or on the first free one from the default upwards."""
    for candidate in [port] if port is not None else range(DEFAULT, DEFAULT + _TRIED):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, candidate))
            listener.listen(128)
        except (OSError, OverflowError) as error:
            listener.close()
            if port is not None:
                raise UsageError(
                    f"port {port} cannot be used ({error}): choose another, or leave --port out"
                ) from error
        else:
            return listener
    raise UsageError(f"no free port from {DEFAULT} to {DEFAULT + _TRIED - 1}: name one with --port")
