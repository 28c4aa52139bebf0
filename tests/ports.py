"""A port of 127.0.0.1 for a server of a test."""

import errno
import secrets
import socket

_FIRST, _COUNT = 20_000, 12_000  # below those that Linux gives to outgoing connections, which would take one meanwhile


def free_port() -> int:
    """One that nobody listens on; picked at random, as several workers look at once."""
    while True:
        port = _FIRST + secrets.randbelow(_COUNT)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
            else:
                return port
