"""Converse: through the model server that was named, else refused; never an invented answer."""

import http.server
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from local import lifecycle
from local.account.account import Account
from local.cloud.converse import AmazonBedrock, amazon_bedrock, authorised_resources
from local.cloud.http import ApiError
from local.cloud.settings import CloudSettings
from tests.local.conftest import Demo, account_of
from tests.ports import free_port

MODEL = "global.anthropic.claude-sonnet-5-5"


class OpenAiCompatible(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        message = {"role": "assistant", "content": "It sorts."}
        answer = {"choices": [{"message": message}], "usage": {"prompt_tokens": 5, "completion_tokens": 2}}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def model_url() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), OpenAiCompatible) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


@pytest.fixture
def state_dir(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    lifecycle.stop(tmp_path)


def converse(account: Account) -> dict[str, Any]:
    messages = [{"role": "user", "content": [{"text": "What does it do?"}]}]
    answer: dict[str, Any] = account.client("bedrock-runtime").converse(modelId=MODEL, messages=messages)
    return answer


def test_without_a_model_it_is_refused_with_what_to_do(account: Account) -> None:
    with pytest.raises(ClientError, match="MODEL_URL") as raised:
        converse(account)

    assert raised.value.response["Error"]["Code"] == "AccessDeniedException"


def test_other_ways_to_ask_a_model_are_refused_not_invented(account: Account) -> None:
    with pytest.raises(ClientError, match="Converse only"):
        account.client("bedrock-runtime").invoke_model(modelId=MODEL, body=b"{}")


def test_the_model_server_answers(state_dir: Path, model_url: str) -> None:
    cloud = lifecycle.start(CloudSettings(free_port(), state_dir, model_url=model_url.removesuffix("/v1")))

    answer = converse(account_of(cloud))

    assert answer["output"]["message"]["content"] == [{"text": "It sorts."}]
    assert answer["usage"]["inputTokens"] == 5


def test_a_model_server_that_cannot_be_reached_is_unavailable(state_dir: Path) -> None:
    cloud = lifecycle.start(CloudSettings(free_port(), state_dir, model_url=f"http://127.0.0.1:{free_port()}"))

    with pytest.raises(ClientError) as raised:
        converse(account_of(cloud))

    assert raised.value.response["Error"]["Code"] == "ServiceUnavailableException"
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 503


def test_bedrock_itself_is_asked_with_the_credentials_that_were_handed_over() -> None:
    reading, writing = os.pipe()
    os.write(writing, json.dumps({"AWS_ACCESS_KEY_ID": "own-key", "AWS_SECRET_ACCESS_KEY": "own-secret"}).encode())
    os.close(writing)

    bedrock = amazon_bedrock(reading, region="eu-west-1")

    signed_with = bedrock.client._request_signer._credentials
    assert (signed_with.access_key, bedrock.client.meta.endpoint_url) == (
        "own-key",
        "https://bedrock-runtime.eu-west-1.amazonaws.com",
    )


def test_the_answer_and_the_errors_of_bedrock_are_passed_on() -> None:
    client = boto3.client("bedrock-runtime", region_name="eu-west-1")
    answer = {
        "output": {"message": {"role": "assistant", "content": [{"text": "It sorts."}]}},
        "stopReason": "end_turn",
        "usage": {"inputTokens": 1, "outputTokens": 1, "totalTokens": 2},
        "metrics": {"latencyMs": 1},
    }
    body = json.dumps({"messages": [{"role": "user", "content": [{"text": "What does it do?"}]}]}).encode()
    with Stubber(client) as stubber:
        stubber.add_response("converse", answer)
        stubber.add_client_error("converse", "ThrottlingException", "slowly", http_status_code=429)

        status, _, passed_on = AmazonBedrock(client).converse(MODEL, {}, body)

        assert (status, json.loads(passed_on)) == (200, answer)
        with pytest.raises(ApiError) as raised:
            AmazonBedrock(client).converse(MODEL, {}, body)
        assert (raised.value.code, raised.value.status) == ("ThrottlingException", 429)


def test_converse_needs_the_permission_to_invoke_the_model(demo: Demo) -> None:
    converser = demo.session("Converser", allowed=["bedrock:Converse"])
    invoker = demo.session("Invoker", allowed=["bedrock:InvokeModel"])

    with pytest.raises(ClientError, match="not authorized to perform: bedrock:InvokeModel"):
        converse(converser)
    with pytest.raises(ClientError, match="MODEL_URL"):
        converse(invoker)


def test_an_inference_profile_needs_the_permission_for_profile_and_model() -> None:
    resources = authorised_resources(MODEL, region="eu-west-1", account_id="111122223333")

    assert resources == (
        f"arn:aws:bedrock:eu-west-1:111122223333:inference-profile/{MODEL}",
        "arn:aws:bedrock:eu-west-1::foundation-model/anthropic.claude-sonnet-5-5",
    )
