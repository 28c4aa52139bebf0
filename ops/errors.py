"""
What an operator is told when a command cannot be done: one sentence, never a stack trace.

Exit status: 0 done, 1 done and something is amiss, 2 the command line makes no sense, 3 it could not be done.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import click
from botocore import exceptions as boto

from lambdas.shared.brief.hostile_text import one_line, visible

_SIGN_IN = "sign in again, or name other credentials with --profile"
_EXPIRED = {"ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException"}
_DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"}


class ExitCode(IntEnum):
    DONE = 0
    AMISS = 1
    USAGE = 2  # click's own
    FAILED = 3


class OperatorError(click.ClickException):
    """One sentence, and what to do about it."""

    exit_code = ExitCode.FAILED


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """What AWS refuses, or cannot be asked, as an `OperatorError`."""
    try:
        yield
    except boto.ClientError as error:
        raise OperatorError(_refusal(error)) from error
    except boto.BotoCoreError as error:
        raise OperatorError(_sentence(error)) from error


def _refusal(error: boto.ClientError) -> str:
    code, operation = str(error.response.get("Error", {}).get("Code", "")), error.operation_name
    if code in _EXPIRED:
        return f"AWS refuses the credentials at hand ({code}); {_SIGN_IN}."
    if code in _DENIED:
        return f"Your credentials may not do {operation} here ({code}); docs/operating.md says what an operator needs."
    said = visible(one_line(str(error.response.get("Error", {}).get("Message", ""))))
    return f"AWS answered {operation} with {visible(code)}: {said}"


def _sentence(error: boto.BotoCoreError) -> str:
    match error:
        case boto.NoRegionError():
            return "No AWS region is set; name one with --region, or export AWS_REGION."
        case boto.NoCredentialsError() | boto.PartialCredentialsError():
            return "No AWS credentials were found; sign in (`aws configure sso`), or name a profile with --profile."
        case boto.ProfileNotFound():
            return f"There is no such AWS profile: {visible(str(error.kwargs.get('profile')))}."
        case boto.EndpointConnectionError() | boto.ConnectTimeoutError():
            return f"AWS cannot be reached at {visible(str(error.kwargs.get('endpoint_url')))}."
    return f"The AWS credentials or the connection cannot be used: {visible(one_line(str(error)))}"
