"""Converse through an OpenAI-compatible server. MiniStack translates; what it must not do is invent an answer."""

from collections.abc import Mapping
from typing import Any

from ministack.services import bedrock_runtime

from local.cloud.http import ApiError

Answer = tuple[int, Mapping[str, str], bytes]


def answer_converse(model_id: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """
    MiniStack's answer to `POST /model/{id}/converse`. Blocks as long as the model thinks.

    Raises:
        ApiError: ServiceUnavailable where MiniStack would answer with a canned text.
    """
    status, answer_headers, answer = bedrock_runtime._converse(model_id, dict(headers), body)
    return status, answer_headers, answer


def refuse_canned_answers() -> None:
    """MiniStack takes "no message" from the server for leave to make one up; let it be an error instead."""
    ask = bedrock_runtime._proxy_openai_chat_message

    def ask_or_raise(*arguments: object, **named: object) -> tuple[dict[str, Any], object]:
        message, counts = ask(*arguments, **named)
        if message is None:
            raise ApiError(
                "ServiceUnavailableException",
                "The model server of MODEL_URL cannot be reached, or answered no chat completion.",
                status=503,
            )
        return message, counts

    bedrock_runtime._proxy_openai_chat_message = ask_or_raise
