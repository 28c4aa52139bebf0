"""Connections that die."""

import os
import socket
from pathlib import Path

from local.cloud.http import Receive, Scope

_OPEN_FILES = Path("/dev/fd")


def cut(scope: Scope) -> None:
    """The client's connection ends without an answer, as when a router or a host fails."""
    for path in _OPEN_FILES.iterdir():
        connection = _connection(int(path.name))
        if connection is None:
            continue
        with connection:
            if _peer_of(connection) == tuple(scope["client"]):
                connection.shutdown(socket.SHUT_RDWR)
                return


def _connection(number: int) -> socket.socket | None:
    """A second handle on an open file, if that is a socket."""
    try:
        duplicate = os.dup(number)
    except OSError:  # closed meanwhile
        return None
    try:
        return socket.socket(fileno=duplicate)
    except OSError:
        os.close(duplicate)
        return None


def _peer_of(connection: socket.socket) -> tuple[str, int] | None:
    try:
        address = connection.getpeername()
    except OSError:  # it listens, or is not connected
        return None
    return (address[0], address[1]) if isinstance(address, tuple) else None


async def wait_for_the_client_to_give_up(receive: Receive) -> None:
    """No answer comes, for as long as the client waits for one."""
    while (await receive())["type"] != "http.disconnect":
        pass
