"""Converse through an OpenAI-compatible server. MiniStack translates; what it must not do is invent an answer."""

import json
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Any

from ministack.services import bedrock_runtime

from local.cloud.chat import Completion, complete
from local.cloud.http import ApiError
from local.cloud.served_models import name_of

Answer = tuple[int, Mapping[str, str], bytes]
_OPTIONS = {"maxTokens": "max_tokens", "temperature": "temperature", "topP": "top_p", "stopSequences": "stop"}

_completion: ContextVar[Completion | None] = ContextVar("completion", default=None)


def answer_converse(model_id: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """
    MiniStack's answer to `POST /model/{id}/converse`. Blocks as long as the model thinks.

    Raises:
        ApiError: where MiniStack would answer with a canned text.
    """
    _completion.set(None)
    status, answer_headers, answer = bedrock_runtime._converse(model_id, dict(headers), body)
    completion = _completion.get()
    if status == 200 and completion is not None and completion.is_cut_off:  # MiniStack does not pass this on
        answer = json.dumps({**json.loads(answer), "stopReason": "max_tokens"}).encode()
    return status, answer_headers, answer


def refuse_canned_answers() -> None:
    """MiniStack takes every failure of the server for leave to make an answer up; let it be an error instead."""
    bedrock_runtime._proxy_openai_chat_message = _ask


def _ask(
    model_id: str,
    messages: Sequence[Any],
    system: Sequence[Any],
    options: Mapping[str, Any] | None,
    tool_config: Mapping[str, Any] | None = None,
) -> tuple[Mapping[str, Any], tuple[int, int] | None]:
    url = bedrock_runtime._PROXY_URL
    try:
        name = name_of(model_id, url)
    except (OSError, ValueError) as error:
        message = "The model server of MODEL_URL cannot be reached."
        raise ApiError("ServiceUnavailableException", message, status=503) from error
    payload = {"model": name, "messages": bedrock_runtime._openai_messages(messages, system), "stream": False}
    payload |= {ours: options[theirs] for theirs, ours in _OPTIONS.items() if options and theirs in options}
    tools, choice = bedrock_runtime._openai_tools(tool_config)
    if tools:
        payload |= {"tools": tools} | ({"tool_choice": choice} if choice is not None else {})
    completion = complete(url, payload)
    _completion.set(completion)
    return completion.message, completion.tokens
