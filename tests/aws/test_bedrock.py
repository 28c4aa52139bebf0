"""Each way in which Bedrock gives no answer is told apart."""

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError, ReadTimeoutError
from botocore.stub import Stubber

from lambdas.shared.aws.bedrock import Bedrock
from lambdas.shared.domain import model_errors as errors

_REQUEST = {"modelId": "global.anthropic.claude-haiku-5-5", "messages": [{"role": "user", "content": [{"text": "x"}]}]}


@pytest.fixture
def client():
    return boto3.client("bedrock-runtime", region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x")


@pytest.mark.parametrize(
    ("code", "message", "kind"),
    [
        ("ThrottlingException", "slow down", errors.ThrottledError),
        ("ModelNotReadyException", "warming up", errors.ThrottledError),
        ("ServiceUnavailableException", "", errors.ThrottledError),
        ("InternalServerException", "", errors.ThrottledError),
        ("ModelTimeoutException", "", errors.ModelTimedOutError),
        ("ModelErrorException", "", errors.ModelFailedError),
        ("AccessDeniedException", "no", errors.ModelAccessDeniedError),
        ("ResourceNotFoundException", "end of life", errors.ModelNotFoundError),
        ("ValidationException", "The provided model identifier is invalid.", errors.ModelRequestInvalidError),
        ("ValidationException", "Input is too long for requested model.", errors.PromptTooLongError),
        ("ValidationException", "prompt is too long: 210000 tokens > 200000 maximum", errors.PromptTooLongError),
        ("SomethingNewException", "", errors.ModelFailedError),
    ],
)
def test_an_error_of_the_service_becomes_its_own_kind(client, code, message, kind):
    with Stubber(client) as stub:
        stub.add_client_error("converse", service_error_code=code, service_message=message)

        with pytest.raises(kind) as caught:
            Bedrock(client).converse(_REQUEST)

    assert type(caught.value) is kind


def test_the_sentence_never_quotes_the_service():
    """The service's message may quote the prompt, and the prompt holds the diff."""
    client = boto3.client("bedrock-runtime", region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x")
    with Stubber(client) as stub:
        stub.add_client_error("converse", service_error_code="ValidationException", service_message="bad: <b>diff</b>")

        with pytest.raises(errors.ModelError) as caught:
            Bedrock(client).converse(_REQUEST)

    assert "diff" not in str(caught.value)


@pytest.mark.parametrize(
    ("failure", "kind"),
    [
        (ReadTimeoutError(endpoint_url="https://bedrock"), errors.ModelTimedOutError),
        (EndpointConnectionError(endpoint_url="https://bedrock"), errors.ThrottledError),
    ],
)
def test_a_broken_connection_is_told_from_a_silent_model(failure, kind):
    class Broken:
        def converse(self, **_request):
            raise failure

    with pytest.raises(kind):
        Bedrock(Broken()).converse(_REQUEST)


def test_a_call_is_never_repeated_by_boto3():
    """boto3's own retry would be billed without anybody's knowledge."""
    config = Bedrock()._client.meta.config

    assert config.retries["total_max_attempts"] == 1
    assert config.read_timeout > 60
