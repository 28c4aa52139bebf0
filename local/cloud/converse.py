"""`POST /model/{id}/converse`: the model server of MODEL_URL, or Amazon Bedrock itself, or a refusal; no invention."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import unquote

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from local.cloud.http import ApiError
from local.ministack.converse import Answer, answer_converse

_PATH = re.compile(r"/model/(?P<model_id>.+)/converse")
_GEOGRAPHY = re.compile(r"(?:us|us-gov|eu|au|jp|ca|apac|global)\.")
_READ_TIMEOUT = 840


class Model(Protocol):
    def converse(self, model_id: str, headers: Mapping[str, str], body: bytes) -> Answer: ...


def model_id_of(path: str) -> str | None:
    match = _PATH.fullmatch(path)
    return unquote(match["model_id"]) if match else None


def authorised_resources(model_id: str, *, region: str, account_id: str) -> tuple[str, ...]:
    """Bedrock asks for InvokeModel on the inference profile and on the model behind it."""
    if model_id.startswith("arn:"):
        return (model_id,)
    base = _GEOGRAPHY.sub("", model_id, count=1)
    model = f"arn:aws:bedrock:{region}::foundation-model/{base}"
    if base == model_id:
        return (model,)
    return (f"arn:aws:bedrock:{region}:{account_id}:inference-profile/{model_id}", model)


class NoModel:
    def converse(self, model_id: str, _headers: Mapping[str, str], _body: bytes) -> Answer:
        message = (
            f"This one-machine cloud has no language model ({model_id} was asked for): start it with MODEL_URL=http://…"
            " for an OpenAI-compatible server, or with MODEL=bedrock for Amazon Bedrock."
        )
        raise ApiError("AccessDeniedException", message, status=403)


class ModelServer:
    def converse(self, model_id: str, headers: Mapping[str, str], body: bytes) -> Answer:
        return answer_converse(model_id, headers, body)


@dataclass(frozen=True, slots=True)
class AmazonBedrock:
    client: Any

    def converse(self, model_id: str, _headers: Mapping[str, str], body: bytes) -> Answer:
        try:
            answer = self.client.converse(modelId=model_id, **json.loads(body))
        except ClientError as error:
            details = error.response["Error"]
            status = error.response["ResponseMetadata"]["HTTPStatusCode"]
            raise ApiError(details["Code"], details["Message"], status=status) from error
        except BotoCoreError as error:
            raise ApiError("ServiceUnavailableException", str(error), status=503) from error
        answer.pop("ResponseMetadata", None)
        return 200, {"content-type": "application/json"}, json.dumps(answer).encode()


def amazon_bedrock(credentials_fd: int, *, region: str) -> AmazonBedrock:
    """With the credentials that `local.server` handed over: they are in no environment and no file of this cloud."""
    with os.fdopen(credentials_fd) as pipe:
        given: dict[str, str] = json.load(pipe)
    session = boto3.Session(
        aws_access_key_id=given.get("AWS_ACCESS_KEY_ID"),
        aws_secret_access_key=given.get("AWS_SECRET_ACCESS_KEY"),
        aws_session_token=given.get("AWS_SESSION_TOKEN"),
        region_name=region,
        botocore_session=_session(given),
    )
    config = Config(read_timeout=_READ_TIMEOUT, retries={"total_max_attempts": 1})
    return AmazonBedrock(session.client("bedrock-runtime", config=config))


def _session(given: Mapping[str, str]) -> botocore.session.Session:
    session = botocore.session.Session(profile=given.get("AWS_PROFILE"))
    session.set_config_variable("ignore_configured_endpoint_urls", True)  # noqa: FBT003 - they name this cloud
    session.set_config_variable("config_file", given.get("AWS_CONFIG_FILE", "~/.aws/config"))
    session.set_config_variable("credentials_file", given.get("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials"))
    return session
