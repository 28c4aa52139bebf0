"""The server's process and its port, as far as others can see and end them."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.request

from local.cloud.settings import HOST

_STOP_SECONDS = 15.0
_RELEASE_SECONDS = 1.0  # a cloud that was just stopped may still hold its port
_POLL_SECONDS = 0.05
STARTED: dict[int, subprocess.Popen[bytes]] = {}  # by this process, which may also be the one that stops them


def remember(process: subprocess.Popen[bytes]) -> None:
    """It is ours to reap; those that were killed meanwhile, by whomever, are reaped and forgotten."""
    for pid, other in tuple(STARTED.items()):
        if other.poll() is not None:
            del STARTED[pid]
    STARTED[process.pid] = process


def answering_pid(port: int) -> int | None:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/api/status", timeout=2) as answer:
            return int(json.load(answer)["pid"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def becomes_free(port: int) -> bool:
    """Whether nobody listens there, at once or in a moment."""
    end = time.monotonic() + _RELEASE_SECONDS
    while not _is_free(port):
        if time.monotonic() > end:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def end_process(pid: int, port: int) -> None:
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        end = time.monotonic() + _STOP_SECONDS
        while time.monotonic() < end:
            if _is_gone(pid, port):
                return
            time.sleep(_POLL_SECONDS)


def _is_gone(pid: int, port: int) -> bool:
    """Somebody else's child stays a zombie until it is reaped; but it answers no more."""
    if pid in STARTED:
        return STARTED[pid].poll() is not None
    return answering_pid(port) != pid
