"""
One execution from push to deployment in an account of moto's; each step's handler is called once, by its event.

    python -m bench.first_call.scenario FILE    keeps what each call asked of AWS, and what was answered
"""

import base64
import importlib
import json
import os
import pickle
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
from moto import mock_aws
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from bench.first_call.context import ARTIFACTS, BUCKET, FAILED, PIPELINE, REGION, SENDER, TABLE, Context, draw_the_same
from bench.first_call.exchange import FirstCall
from bench.first_call.pipeline import Beyond
from bench.first_call.recorder import Recorder
from buildspec.extract_change.__main__ import main as extract_change
from lambdas.shared.aws.parameters import parameters
from lambdas.shared.domain.execution import Execution
from lambdas.shared.domain.times import to_text
from tests.aws.reviews_table import create_table
from tests.events import recorded
from tests.unit.fake_codepipeline import FakeCodePipeline
from tests.unit.scratch_repository import ScratchRepository

_SETTINGS = {
    "approver_email": "approver@example.com",
    "model_id": "global.anthropic.claude-sonnet-5-5",
    "repository_name": PIPELINE,
    "codecommit": True,
    "build": False,
}
_GATEWAY = (
    "import requests\n\nTIMEOUT_SECONDS = {}\n\n\ndef charge(order):\n    return requests.post(URL, json=order)\n"
)
_SINCE = timedelta(minutes=30)  # the execution has been under way, and its artifact there

Called = tuple[str, Mapping[str, Any]]  # step and event


class Scenario:
    def __init__(self, folder: Path) -> None:
        self._pipeline = FakeCodePipeline(at=to_text(datetime.now(UTC) - _SINCE))
        self._pipeline.build()
        repository = ScratchRepository(folder)
        base = repository.commit({"payments/gateway.py": _GATEWAY.format(30)})
        changed = {"payments/gateway.py": _GATEWAY.format(5)}
        self._head = repository.commit(changed, parents=[base], author=b"Grace <grace@example.com>")
        self._folder = folder
        self.beyond = Beyond(self._now)

    @property
    def _now(self) -> Execution:
        now: Execution = self._pipeline.moments[-1].execution
        return replace(now, commit_id=self._head)

    def calls(self) -> Iterator[Called]:
        """Between two of them time passes, and CodePipeline shows more."""
        _open_account()
        yield "record_push", recorded("branch_updated", commitId=self._head)
        self._extract()
        yield "analyze_change", _stream("EXECUTION")
        self._pipeline.open_approval()
        yield "record_approval", self._event()
        yield "request_approval", _stream("EXECUTION")
        yield "record_delivery", _delivered()
        self.beyond.execution = self._now
        yield "reconcile", {}
        self._pipeline.approve()
        decided = self._event()
        importlib.import_module("lambdas.record_approval.handler").handler(decided, Context())
        yield "check_deployment", _deployment()
        self._pipeline.deploy()
        yield "record_outcome", self._event()

    def _event(self) -> Mapping[str, Any]:
        self.beyond.execution = self._now
        return self._pipeline.moments[-1].event or {}

    def _extract(self) -> None:
        os.environ |= {
            "EXECUTION_ID": self._pipeline.execution_id,
            "PIPELINE_NAME": PIPELINE,
            "CODEBUILD_RESOLVED_SOURCE_VERSION": self._head,
            "CODEBUILD_SRC_DIR": str(self._folder),
        }
        if extract_change():
            sys.exit("The change could not be extracted.")


def _open_account() -> None:
    create_table()
    s3 = boto3.client("s3")
    for bucket in (BUCKET, FAILED, ARTIFACTS):
        s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    s3.put_object(Bucket=ARTIFACTS, Key="build", Body=b"built")
    s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets[ARTIFACTS].keys["build"].last_modified -= _SINCE
    boto3.client("sesv2").create_email_identity(EmailIdentity=SENDER)
    name = f"/deployment-review/pipelines/{PIPELINE}"
    boto3.client("ssm").put_parameter(Name=name, Value=json.dumps(_SETTINGS), Type="String")


def _item(item: str) -> Mapping[str, Any]:
    key = {"execution_id": {"S": "e-1"}, "item": {"S": item}}
    found: Mapping[str, Any] = boto3.client("dynamodb").get_item(TableName=TABLE, Key=key)["Item"]
    return found


def _stream(item: str) -> Mapping[str, Any]:
    """As DynamoDB Streams hands the record on: bytes in base64."""
    image = {
        name: {"B": base64.b64encode(value["B"]).decode()} if "B" in value else value
        for name, value in _item(item).items()
    }
    change = {"Keys": {"execution_id": {"S": "e-1"}}, "NewImage": image, "SequenceNumber": "100"}
    record = {"eventID": "1", "eventName": "MODIFY", "eventSource": "aws:dynamodb", "dynamodb": change}
    return {"Records": [record]}


def _deployment() -> Mapping[str, Any]:
    told = json.dumps({"pipeline_name": PIPELINE, "execution_id": "e-1"})
    place = {"type": "S3", "s3Location": {"bucketName": ARTIFACTS, "objectKey": "build"}}
    data = {
        "actionConfiguration": {"configuration": {"FunctionName": "check", "UserParameters": told}},
        "inputArtifacts": [{"name": "BuildOutput", "location": place, "revision": None}],
        "outputArtifacts": [],
        "artifactCredentials": {"accessKeyId": "none", "secretAccessKey": "none", "sessionToken": "none"},
    }
    return {"CodePipeline.job": {"id": "job-1", "accountId": "111122223333", "data": data}}


def _delivered() -> Mapping[str, Any]:
    """The mail that was just sent comes back."""
    approval = _item("APPROVAL#a-1")
    event: dict[str, Any] = recorded("mail_bounced")
    mail = event["detail"]["mail"]
    mail["messageId"], mail["tags"]["claim"] = approval["mail_message_id"]["S"], [approval["mail_claim"]["S"]]
    return event


def record() -> tuple[FirstCall, ...]:
    draw_the_same()
    made: list[FirstCall] = []
    with tempfile.TemporaryDirectory() as folder, mock_aws():
        scenario = Scenario(Path(folder) / "code")
        recorder = Recorder(scenario.beyond)
        boto3.setup_default_session()
        for step, event in scenario.calls():
            recorder.exchanges = []
            parameters.cache_clear()
            importlib.import_module(f"lambdas.{step}.handler").handler(event, Context())
            made.append(FirstCall(step, event, tuple(recorder.exchanges)))
    return tuple(made)


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(pickle.dumps(record()))
