"""Whom to ask: Amazon Bedrock, or an OpenAI-compatible server, both through the product's own client."""

import json
import os
from collections.abc import Iterable, Mapping
from threading import BoundedSemaphore
from typing import Any

import boto3
from botocore.exceptions import ClientError

from lambdas.analyze_change.patience import Model
from lambdas.shared.aws.bedrock import Bedrock
from local.cloud.http import ApiError
from local.cloud.served_models import id_of, served_models

_OF_A_SERVER = "local."


class ModelServerError(Exception):
    """Whoever should answer cannot be asked: one sentence for whoever named it."""


class _ServerClient:
    """Stands where boto3's client stands: Converse through the one-machine cloud's adapter to MODEL_URL."""

    def __init__(self, at_once: int) -> None:
        self._free = BoundedSemaphore(at_once)  # a small server answers one after the other, and lets the rest time out

    def converse(self, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401 -- as boto3 has it
        from local.ministack.converse import answer_converse  # noqa: PLC0415 -- reads MODEL_URL as it is imported

        model_id = str(parameters.pop("modelId"))
        try:
            with self._free:
                _, _, body = answer_converse(model_id, {}, json.dumps(parameters).encode())
        except ApiError as error:
            details = {"Error": {"Code": error.code, "Message": error.message}}
            raise ClientError(details, "Converse") from error  # type: ignore[arg-type]
        answer: dict[str, Any] = json.loads(body)
        return answer


class Models:
    """A model's id says where it is: `local.…` at MODEL_URL, any other on Bedrock."""

    def __init__(self, model_url: str, *, at_once: int) -> None:
        self._server: Model | None = _server(model_url, at_once) if model_url else None
        self._bedrock: Model | None = None

    def converse(self, request: Mapping[str, Any]) -> dict[str, Any]:
        if self._server and str(request["modelId"]).startswith(_OF_A_SERVER):
            return self._server.converse(request)
        self._bedrock = self._bedrock or Bedrock()
        return self._bedrock.converse(request)


def _server(model_url: str, at_once: int) -> Model:
    os.environ["MINISTACK_BEDROCK_PROXY_URL"] = model_url
    from local.ministack.converse import refuse_canned_answers  # noqa: PLC0415 -- reads MODEL_URL as it is imported

    refuse_canned_answers()
    return Bedrock(_ServerClient(at_once))


def served_ids(model_url: str) -> tuple[str, ...]:
    """
    The ids of the server's models.

    Raises:
        ModelServerError: there is no server.
    """
    if not model_url:
        return ()
    try:
        return tuple(id_of(name) for name in served_models(model_url))
    except (OSError, ValueError) as error:
        raise ModelServerError(f"{model_url} does not answer: start the model server, or correct MODEL_URL.") from error


def refuse_without_account(model_ids: Iterable[str]) -> None:
    """
    Models on Bedrock need credentials and a region; better told now than by the first call.

    Raises:
        ModelServerError: one of them is missing.
    """
    on_bedrock = sorted(one for one in model_ids if not one.startswith(_OF_A_SERVER))
    if not on_bedrock:
        return
    session = boto3.Session()
    asked = f"{on_bedrock[0]} is asked on Amazon Bedrock"
    if session.region_name is None:
        raise ModelServerError(f"{asked}, but no region is set: set AWS_DEFAULT_REGION, or run `aws configure`.")
    if session.get_credentials() is None:
        raise ModelServerError(f"{asked}, but there are no AWS credentials: sign in, or set AWS_PROFILE.")
