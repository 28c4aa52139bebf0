"""The Evidence artifact: found through its action, unpacked with care, never a reason not to write to the approver."""

import io
import json
import struct
import zipfile

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber
from moto import mock_aws

from lambdas.shared.aws.evidence_store import EvidenceStore
from lambdas.shared.domain.evidence import NO_EVIDENCE, UNREADABLE
from lambdas.shared.domain.execution import Action, Execution, ExecutionStatus, Location
from tests.aws.reviews_table import BUCKET, create_bucket

_BUILD = json.dumps({"status": "passed", "commands": 2})


@pytest.fixture
def s3():
    with mock_aws():
        yield create_bucket()


@pytest.fixture
def store(s3):
    return EvidenceStore()


def _execution(*keys):
    actions = [
        Action(
            f"b-{number}",
            "Build",
            "Build",
            "Build",
            "Succeeded",
            f"2026-08-24T06:0{number}:00Z",
            "2026-08-24T06:09:00Z",
            artifacts={"Evidence": Location(BUCKET, key)},
        )
        for number, key in enumerate(keys)
    ]
    return Execution("e-1", "sorting", ExecutionStatus.IN_PROGRESS, tuple(actions))


def _zip(files):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _put(s3, key, body):
    s3.put_object(Bucket=BUCKET, Key=key, Body=body)


def test_what_the_build_left_is_read(s3, store):
    _put(s3, "evidence", _zip({"build.json": _BUILD, "reports/junit.xml": "<testsuite><testcase/></testsuite>"}))

    evidence = store.read(_execution("evidence"))

    assert evidence.build == "The build passed."
    assert evidence.tests.passed == 1


def test_of_a_retried_build_the_last_run_counts(s3, store):
    _put(s3, "first", _zip({"build.json": json.dumps({"commands": 0})}))
    _put(s3, "second", _zip({"build.json": _BUILD}))

    assert store.read(_execution("first", "second")).build == "The build passed."


def test_a_build_without_an_artifact_left_no_evidence(store):
    assert store.read(_execution()) == NO_EVIDENCE


def test_an_artifact_that_is_gone_is_told(store):
    assert store.read(_execution("evidence")) == UNREADABLE


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no zip at all",
        _zip({"build.json": _BUILD})[:-30],
        _zip({"bomb.xml": b"\0" * 6_000_000}),
        _zip({f"{number}.sarif": b"\0" * 4_900_000 for number in range(8)}),
        _zip({f"{number}.txt": b"" for number in range(600)}),
    ],
    ids=["empty", "no zip", "cut off", "one file too large", "together too large", "too many files"],
)
def test_what_is_no_artifact_of_reports_is_told_and_not_unpacked(s3, store, body):
    _put(s3, "evidence", body)

    assert store.read(_execution("evidence")) == UNREADABLE


def test_a_header_that_lies_about_the_size_is_not_believed(s3, store):
    body = bytearray(_zip({"bomb.xml": b"\0" * 6_000_000}))
    central = body.rindex(b"PK\x01\x02")
    struct.pack_into("<L", body, central + 24, 10)
    _put(s3, "evidence", bytes(body))

    assert store.read(_execution("evidence")) == UNREADABLE


@pytest.mark.parametrize(("code", "status", "is_told"), [("AccessDenied", 403, True), ("SlowDown", 503, False)])
def test_an_answer_is_told_and_a_hiccup_is_tried_again_by_whoever_called(store, code, status, is_told):
    with Stubber(store._client) as stubber:
        stubber.add_client_error("get_object", code, http_status_code=status)

        if is_told:
            assert store.read(_execution("evidence")) == UNREADABLE
        else:
            with pytest.raises(ClientError):
                store.read(_execution("evidence"))
