"""A cloud for trials: operations told by the models of boto3, and faults that befall the calls they are meant for."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest

from local.cloud.http import Request
from local.trial.faults import Call, FaultKind, Faults
from local.trial.operations import operation_of

QUERY = Call("reconcile", "dynamodb:Query")


class _SentError(Exception):
    pass


def request_of(service: str, method: str, parameters: dict[str, Any]) -> Request:
    """What boto3 sends."""
    sent = []

    def send(request: Any, **_: Any) -> None:
        sent.append(request)
        raise _SentError

    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "us-east-1"}
    client = boto3.client(service, endpoint_url="http://127.0.0.1:9", **keys)
    client.meta.events.register("before-send", send)
    with pytest.raises(_SentError):
        getattr(client, method)(**parameters)
    address, body = urlsplit(sent[0].url), sent[0].body or b""
    headers = {name.lower(): value.decode() if isinstance(value, bytes) else value
               for name, value in sent[0].headers.items()}  # fmt: skip
    return Request(
        method=sent[0].method,
        path=address.path,
        raw_path=address.path,
        query=parse_qs(address.query, keep_blank_values=True),
        headers=headers,
        body=body.encode() if isinstance(body, str) else body,
    )


@pytest.mark.parametrize(
    ("service", "method", "parameters", "expected"),
    [
        ("dynamodb", "query", {"TableName": "t"}, "dynamodb:Query"),
        ("s3", "get_object", {"Bucket": "b", "Key": "a/b"}, "s3:GetObject"),
        ("s3", "put_object", {"Bucket": "b", "Key": "a/b", "Body": b"x"}, "s3:PutObject"),
        ("s3", "copy_object", {"Bucket": "b", "Key": "a/b", "CopySource": "b/c"}, "s3:CopyObject"),
        ("sesv2", "send_email", {"Content": {"Raw": {"Data": b"x"}}}, "sesv2:SendEmail"),
        ("bedrock-runtime", "converse", {"modelId": "a.b-1:0", "messages": []}, "bedrock-runtime:Converse"),
        ("ssm", "get_parameters_by_path", {"Path": "/a"}, "ssm:GetParametersByPath"),
        ("codepipeline", "get_pipeline_state", {"name": "p"}, "codepipeline:GetPipelineState"),
        ("sts", "get_caller_identity", {}, "sts:GetCallerIdentity"),
    ],
)
def test_an_operation_is_told_by_the_models_that_boto3_goes_by(
    service: str, method: str, parameters: dict[str, Any], expected: str
) -> None:
    assert str(operation_of(request_of(service, method, parameters))) == expected


def test_a_request_without_a_signature_asks_for_nothing() -> None:
    assert operation_of(Request("GET", "/", "/", {}, {})) is None


def fault(**more: Any) -> dict[str, Any]:
    return {"id": "one", "step": "reconcile", "operation": "dynamodb:Query", "kind": "500", **more}


def test_a_fault_befalls_the_call_it_is_meant_for_and_no_other() -> None:
    faults = Faults()
    faults.add(fault(markers=["e-1"]))

    befallen = [faults.take(call, text) for call, text in [
        (Call("reconcile", "dynamodb:GetItem"), "e-1"),
        (Call("record_outcome", "dynamodb:Query"), "e-1"),
        (QUERY, "e-2"),
        (QUERY, "of e-1"),
        (QUERY, "e-1"),
    ]]  # fmt: skip

    assert [each.kind if each else None for each in befallen] == [None, None, None, FaultKind.SERVER_ERROR, None]
    assert faults.to_data()["befell"] == {"one": 1}
    assert {"step": "reconcile", "operation": "dynamodb:Query", "times": 3} in faults.to_data()["calls"]


def test_a_fault_may_let_calls_pass_and_befall_several() -> None:
    faults = Faults()
    faults.add(fault(passing=1, times=2))

    assert [bool(faults.take(QUERY, "")) for _ in range(5)] == [False, True, True, False, False]
