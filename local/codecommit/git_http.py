"""Git's smart HTTP protocol: git's own CGI program between the request's body and the answer's, both streamed."""

import asyncio
import os
from asyncio.subprocess import PIPE, Process
from http import HTTPStatus

from local.cloud.http import Receive, Scope, Send, headers_of, send_bytes
from local.codecommit.repositories import Repositories, Repository
from local.git import git_environment

PREFIX = "/v1/repos/"
_SERVICES = ("info/refs", "git-upload-pack", "git-receive-pack")
_CHUNK = 256 * 1024


async def serve_git(scope: Scope, receive: Receive, send: Send, repositories: Repositories) -> Repository | None:
    """The repository, when what has just been answered may have changed it."""
    name, _, service = scope["path"].removeprefix(PREFIX).partition("/")
    repository = repositories.find(name)
    if repository is None or service not in _SERVICES:
        message = f"There is no repository {name} on this cloud.\n".encode()
        await send_bytes(send, message, status=HTTPStatus.NOT_FOUND, headers={"content-type": "text/plain"})
        return None
    environment = _environment(scope, repository, service)
    backend = await asyncio.create_subprocess_exec(
        "git", "http-backend", stdin=PIPE, stdout=PIPE, env=environment, limit=_CHUNK
    )
    feeding = asyncio.create_task(_feed(backend, receive))
    try:
        await _answer(backend, send)
        await backend.wait()
    finally:
        feeding.cancel()
        if backend.returncode is None:
            backend.kill()
    return repository if service == "git-receive-pack" else None


def _environment(scope: Scope, repository: Repository, service: str) -> dict[str, str]:
    headers = headers_of(scope)
    return {
        **git_environment(),
        "GIT_PROJECT_ROOT": str(repository.path.parent),
        "GIT_HTTP_EXPORT_ALL": "1",
        "GIT_PROTOCOL": headers.get("git-protocol", ""),
        "PATH_INFO": f"/{repository.path.name}/{service}",
        "QUERY_STRING": scope.get("query_string", b"").decode("latin-1"),
        "REQUEST_METHOD": scope["method"],
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": headers.get("content-type", ""),
        "HTTP_CONTENT_ENCODING": headers.get("content-encoding", ""),
        **({"CONTENT_LENGTH": headers["content-length"]} if "content-length" in headers else {}),
        "TMPDIR": os.environ.get("TMPDIR", "/tmp"),  # noqa: S108
    }


async def _feed(backend: Process, receive: Receive) -> None:
    if backend.stdin is None:
        return
    more = True
    try:
        while more:
            message = await receive()
            more = message.get("more_body", False) and message["type"] == "http.request"
            backend.stdin.write(message.get("body", b""))
            await backend.stdin.drain()
        backend.stdin.close()
    except (BrokenPipeError, ConnectionResetError):
        pass  # git has heard enough: it has answered already, or refused


async def _answer(backend: Process, send: Send) -> None:
    if backend.stdout is None:
        return
    status = HTTPStatus.OK
    headers: list[tuple[bytes, bytes]] = []
    while line := (await backend.stdout.readline()).strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"status":
            status = HTTPStatus(int(value.split()[0]))
        else:
            headers.append((name.lower(), value.strip()))
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    while chunk := await backend.stdout.read(_CHUNK):
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
    await send({"type": "http.response.body", "body": b""})
