"""MiniStack itself: an ASGI app that answers the AWS APIs, and its switch for IAM."""

from ministack import app as ministack_app
from ministack.core import lambda_runtime

from local.cloud.http import Receive, Scope, Send


async def application(scope: Scope, receive: Receive, send: Send) -> None:
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


def stop_functions() -> None:
    """End the processes that functions run in."""
    lambda_runtime.reset()
