"""One call to a model on Amazon Bedrock: `Converse`, and its errors told apart."""

import re
from collections.abc import Mapping
from typing import Any, Protocol, cast

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError, HTTPClientError, ReadTimeoutError
from botocore.exceptions import ConnectionError as BotoConnectionError

from lambdas.shared.domain import model_errors as errors

_TOO_LONG = re.compile(
    r"too long|too many (?:input )?tokens|context (?:window|length)|maximum.{0,30}tokens", re.IGNORECASE
)

_BY_CODE: Mapping[str, tuple[type[errors.ModelError], str]] = {
    "ThrottlingException": (errors.ThrottledError, "was throttled"),
    "TooManyRequestsException": (errors.ThrottledError, "was throttled"),
    "ModelNotReadyException": (errors.ThrottledError, "was not ready"),
    "InternalServerException": (errors.ThrottledError, "had an internal error"),
    "ServiceUnavailableException": (errors.ThrottledError, "was unavailable"),
    "ModelTimeoutException": (errors.ModelTimedOutError, "did not answer in time"),
    "ModelErrorException": (errors.ModelFailedError, "failed"),
    "AccessDeniedException": (errors.ModelAccessDeniedError, "may not be used by this account or role"),
    "ResourceNotFoundException": (errors.ModelNotFoundError, "does not exist here or was retired"),
    "ValidationException": (errors.ModelRequestInvalidError, "refused the request as invalid"),
}


class _Client(Protocol):
    def converse(self, **parameters: Any) -> Any: ...  # noqa: ANN401 -- as boto3 has it


class Bedrock:
    def __init__(self, client: "_Client | None" = None) -> None:
        self._client = client or _client()

    def converse(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """
        The response of `Converse` to these parameters. Never repeated here: each call is billed.

        Raises:
            errors.ModelError: one of its subclasses for each way in which Bedrock gives no answer.
        """
        try:
            return cast("dict[str, Any]", self._client.converse(**request))
        except ReadTimeoutError as error:
            raise errors.ModelTimedOutError("The model did not answer in time.") from error
        except (BotoConnectionError, HTTPClientError) as error:
            raise errors.ThrottledError("The connection to the model failed.") from error
        except ClientError as error:
            raise _told_apart(error) from error


def _client() -> _Client:
    """boto3 gives up reading after 60 s and silently calls again, at our cost: it waits longer and never repeats."""
    config = Config(connect_timeout=5, read_timeout=240, retries={"total_max_attempts": 1})
    return cast("_Client", boto3.client("bedrock-runtime", config=config))


def _told_apart(error: ClientError) -> errors.ModelError:
    code = error.response["Error"].get("Code", "")
    message = error.response["Error"].get("Message", "")
    if code == "ValidationException" and _TOO_LONG.search(message):
        return errors.PromptTooLongError("The prompt is too long for the model.")
    kind, verb = _BY_CODE.get(code, (errors.ModelFailedError, "gave an unknown error"))
    return kind(f"The model {verb}.")
