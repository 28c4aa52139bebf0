"""MiniStack itself: an ASGI app that answers the AWS APIs, and its switch for IAM."""

from ministack import app as ministack_app
from ministack.core import lambda_runtime

from local.cloud.http import Receive, Scope, Send

_BY_TLS = (b"x-forwarded-proto", b"https")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """
    MiniStack, which takes each request for one that came by TLS.

    What never leaves this machine needs none, and the buckets' policies refuse whatever came without.
    """
    if scope["type"] == "http":
        scope = {**scope, "headers": [*scope["headers"], _BY_TLS]}
    await ministack_app.app(scope, receive, send)


def enforce_iam(*, enforced: bool) -> None:
    """
    Have every call authorised against the caller's policies, as AWS does, or not.

    A warm function keeps the credentials it was started with, so it has to start anew.
    """
    ministack_app.AUTH = enforced
    lambda_runtime.reset()


def is_iam_enforced() -> bool:
    return bool(ministack_app.AUTH)


def kill_functions() -> None:
    """As when their hosts fail: the processes are gone, whatever they were at; new ones start when they are needed."""
    for workers in list(lambda_runtime._workers.values()):
        for worker in list(workers):
            process = worker._proc
            if process is not None:
                process.kill()


def stop_functions() -> None:
    """End the processes that functions run in."""
    lambda_runtime.reset()
