"""`POST /v1/chat/completions` of an OpenAI-compatible server; its failures told apart as Amazon Bedrock would."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError

_SECONDS = 600  # a small computer may think that long
_TOO_LONG = re.compile(r"context|too long|too many tokens|maximum.{0,30}tokens", re.IGNORECASE)
_BY_STATUS = {
    401: ("AccessDeniedException", "refuses the request: it asks for a key, and none is sent", 403),
    403: ("AccessDeniedException", "refuses the request", 403),
    404: ("ResourceNotFoundException", "has no such model, or no chat completions", 404),
    429: ("ThrottlingException", "has too much to do", 429),
    503: ("ServiceUnavailableException", "is not ready", 503),
}


@dataclass(frozen=True, slots=True)
class Completion:
    message: Mapping[str, Any]
    is_cut_off: bool
    tokens: tuple[int, int] | None  # of the prompt and of the answer, where the server counts them


def complete(url: str, payload: Mapping[str, Any]) -> Completion:
    """
    Blocks as long as the model thinks.

    Raises:
        ApiError: no completion; its code is the one that Bedrock would use, its message quotes nothing.
    """
    data = json.dumps(payload).encode()
    request = urllib.request.Request(  # noqa: S310 (the user's own server)
        f"{url}/v1/chat/completions", data, {"content-type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310
            return _read(json.load(response))
    except urllib.error.HTTPError as error:
        with error:  # it holds the connection
            raise _told_apart(error) from error
    except TimeoutError as error:
        raise ApiError("ModelTimeoutException", "The model server did not answer in time.", status=408) from error
    except OSError as error:
        message = "The model server of MODEL_URL cannot be reached."
        raise ApiError("ServiceUnavailableException", message, status=503) from error
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise ApiError("ModelErrorException", "The model server answered no chat completion.", status=424) from error


def _read(data: Mapping[str, Any]) -> Completion:
    choice = data["choices"][0]
    usage = data.get("usage") or {}
    counted = "prompt_tokens" in usage and "completion_tokens" in usage
    return Completion(
        message=dict(choice["message"]),
        is_cut_off=choice.get("finish_reason") == "length",
        tokens=(int(usage["prompt_tokens"]), int(usage["completion_tokens"])) if counted else None,
    )


def _told_apart(error: urllib.error.HTTPError) -> ApiError:
    if error.code in (400, 413, 422) and _TOO_LONG.search(error.read().decode(errors="replace")):
        return ApiError("ValidationException", "The input is too long for the model.")
    if error.code in (400, 413, 422):
        return ApiError("ValidationException", "The model server refuses the request as invalid.")
    code, what, status = _BY_STATUS.get(error.code, ("ModelErrorException", f"failed with status {error.code}", 424))
    return ApiError(code, f"The model server {what}.", status=status)
