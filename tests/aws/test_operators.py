"""What operators ask of AWS, in moto and against stubs of what moto has not."""

import json
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from botocore.stub import Stubber
from moto import mock_aws

from lambdas.shared.aws.record_table import RecordTable
from local.account.account import Account, Credentials
from local.account.records import Records
from ops.aws import readiness
from ops.aws.baselines import Baselines
from ops.aws.captures import Captures
from ops.aws.failed_bucket import FailedBucket
from ops.aws.identity import caller
from ops.aws.installation import find_installation
from ops.aws.pipelines import deployed_pipelines
from ops.aws.undelivered_queue import UndeliveredQueue
from ops.errors import OperatorError
from tests.aws.reviews_table import BUCKET, TABLE, create_bucket, create_table


@pytest.fixture
def aws():
    with mock_aws():
        yield


@contextmanager
def stubbed(monkeypatch, service, operation, answer=None, *, error=""):
    client = boto3.client(service)
    with Stubber(client) as stubber:
        if error:
            stubber.add_client_error(operation, error)
        else:
            stubber.add_response(operation, answer)
        monkeypatch.setattr(boto3, "client", lambda *_, **__: client)
        yield


def test_an_index_is_asked_for_a_period(aws):
    client = create_table()
    for day in ("01", "15", "30"):
        item = {"execution_id": f"e-{day}", "item": "EXECUTION", "status": "DEPLOYED"}
        item |= {"pipeline_name": "sorting", "created_at": f"2026-11-{day}T00:00:00Z"}
        client.put_item(TableName=TABLE, Item={name: {"S": value} for name, value in item.items()})

    def ids(**period):
        rows = RecordTable(TABLE).query_index("by_pipeline", ("pipeline_name", "sorting"), **period)
        return [row["execution_id"] for row in rows]

    assert ids(since="2026-11-15T00:00:00Z", until="2026-11-15T00:00:00Z") == ["e-15"]
    assert ids(since="2026-11-02T00:00:00Z") == ["e-15", "e-30"]
    assert ids(until="2026-11-29T23:59:59Z", newest_first=True) == ["e-15", "e-01"]


def test_a_declared_baseline_is_in_the_index_of_deployments(aws):
    create_table()

    Baselines(TABLE).declare(
        pipeline_name="sorting", commit_id="f" * 40, at="2026-11-23T00:00:00Z", declared_by="arn:aws:iam::1:user/me"
    )

    (row,) = RecordTable(TABLE).query_index("deployed", ("deployed_pipeline_name", "sorting"))
    assert (row["item"], row["commit_id"]) == ("BASELINE", "f" * 40)


def test_what_make_review_declares_is_what_an_operator_declares(aws):
    """Two write it, because the one-machine cloud knows what is deployed by AWS's APIs alone."""
    client = create_table()
    said = {"pipeline_name": "sorting", "commit_id": "f" * 40, "at": "2026-11-23T00:00:00Z", "declared_by": "me"}

    Baselines(TABLE).declare(**said)
    by_an_operator = client.scan(TableName=TABLE)["Items"]
    account = Account("", "eu-west-1", Credentials("test", "test"), _clients={"dynamodb": client})
    Records(account, TABLE, BUCKET).declare_deployed(**said)

    assert client.scan(TableName=TABLE)["Items"] == by_an_operator


def test_what_was_replayed_is_set_aside_and_not_lost(aws):
    client = create_bucket()
    key = "aws/lambda/0a1b/2026/11/23/2026-11-23T06.09.23-1"
    client.put_object(Bucket=BUCKET, Key=key, Body=b"{}")
    bucket = FailedBucket(BUCKET)

    assert list(bucket.objects()) == [(key, b"{}")]
    bucket.set_aside(key)

    assert list(bucket.objects()) == []
    assert client.get_object(Bucket=BUCKET, Key=f"replayed/{key}")["Body"].read() == b"{}"


def test_messages_are_there_again_unless_they_were_taken_out(aws):
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="undelivered")["QueueUrl"]
    for number in range(12):
        sqs.send_message(QueueUrl=url, MessageBody=str(number))
    queue = UndeliveredQueue(url)

    with queue.messages() as first:
        assert len(first) == 12
        queue.take_out(first[0]["ReceiptHandle"])
    with queue.messages() as second:
        assert len(second) == 11


def test_the_stack_says_where_everything_is(monkeypatch):
    names = (
        "ReviewsTable",
        "DocumentsBucket",
        "FailedEventsBucket",
        "UndeliveredEventsQueue",
        "SenderEmail",
        "ConsoleUrl",
    )
    outputs = [{"OutputKey": name, "OutputValue": name.lower()} for name in names]
    outputs.append({"OutputKey": "RecordRetentionDays", "OutputValue": "400"})
    stack = {"StackName": "DeploymentReview", "CreationTime": 0, "StackStatus": "CREATE_COMPLETE"}
    with stubbed(monkeypatch, "cloudformation", "describe_stacks", {"Stacks": [{**stack, "Outputs": outputs}]}):
        found = find_installation()

    assert (found.region, found.table, found.undelivered) == ("eu-west-1", "reviewstable", "undeliveredeventsqueue")
    assert found.record_retention_days == 400


def test_an_account_without_the_stack_is_told_so(monkeypatch):
    with (
        stubbed(monkeypatch, "cloudformation", "describe_stacks", error="ValidationError"),
        pytest.raises(OperatorError, match=r"not deployed in eu-west-1: there is no stack DeploymentReview"),
    ):
        find_installation()


def test_a_stack_of_an_older_release_is_told_so(monkeypatch):
    stack = {"StackName": "DeploymentReview", "CreationTime": 0, "StackStatus": "CREATE_COMPLETE"}
    with (
        stubbed(monkeypatch, "cloudformation", "describe_stacks", {"Stacks": [stack]}),
        pytest.raises(OperatorError, match=r"has no output 'ReviewsTable': run `make deploy` first"),
    ):
        find_installation()


def test_the_pipelines_are_those_with_settings(aws):
    ssm = boto3.client("ssm")
    settings = {"approver_email": "a@example.com", "model_id": "offline", "repository_name": "r", "build": False}
    for name in ("sorting", "billing"):
        ssm.put_parameter(Name=f"/deployment-review/pipelines/{name}", Value=json.dumps(settings), Type="String")

    assert [(name, each.model_id) for name, each in deployed_pipelines().items()] == [
        ("billing", "offline"),
        ("sorting", "offline"),
    ]


def test_who_the_credentials_are(aws):
    found = caller()

    assert (found.account_id, found.region) == ("123456789012", "eu-west-1")


def test_a_region_without_bootstrap(aws):
    assert readiness.bootstrap_version() is None


def test_a_sandbox(monkeypatch):
    answer = {"SendingEnabled": True, "SendQuota": {"Max24HourSend": 200.0, "SentLast24Hours": 3.0}}
    with stubbed(monkeypatch, "sesv2", "get_account", answer):
        found = readiness.Ses().account()

    assert (found.is_in_sandbox, found.may_send, found.most) == (True, True, 200.0)


def test_an_identity_that_nobody_created(monkeypatch):
    with stubbed(monkeypatch, "sesv2", "get_email_identity", error="NotFoundException"):
        assert readiness.Ses().is_verified("nobody@example.com") is False


def test_the_quota_of_builds_is_found_by_its_name(monkeypatch):
    quota = {"QuotaName": "Concurrently running builds for Linux/Small environment", "Value": 1.0}
    with stubbed(monkeypatch, "service-quotas", "list_service_quotas", {"Quotas": [quota]}):
        assert readiness.AccountLimits().concurrent_builds() == 1


def test_codepipeline_tells_of_which_executions_a_change_was_captured(monkeypatch):
    def action(execution_id, name, status):
        at = datetime(2026, 8, 24, 6, 1, tzinfo=UTC)
        return {"pipelineExecutionId": execution_id, "actionName": name, "status": status, "startTime": at}

    actions = [
        action("e-1", "ExtractChange", "Succeeded"),
        action("e-1", "Approve", "Succeeded"),
        action("e-2", "ExtractChange", "Failed"),
    ]
    with stubbed(monkeypatch, "codepipeline", "list_action_executions", {"actionExecutionDetails": actions}):
        assert Captures().of("sorting") == {"e-1": "2026-08-24T06:01:00Z"}


@pytest.mark.parametrize(("since", "asked"), [("2026-08-20T00:00:00Z", 2), ("2026-06-20T00:00:00Z", 3), ("", 3)])
def test_for_a_short_period_a_years_history_is_not_read(monkeypatch, since, asked):
    """It goes on to a month before the period: that is how late a stage may have been retried."""
    newest = datetime(2026, 8, 24, 6, 1, tzinfo=UTC)
    days_ago = [(0, 1), (40, 41), (90, 91)]
    pages = [
        {
            "actionExecutionDetails": [
                {
                    "pipelineExecutionId": f"e-{days}",
                    "actionName": "ExtractChange",
                    "status": "Succeeded",
                    "startTime": newest - timedelta(days=days),
                }
                for days in page
            ],
            **({"nextToken": str(number)} if number < len(days_ago) else {}),
        }
        for number, page in enumerate(days_ago, start=1)
    ]
    client = boto3.client("codepipeline")
    monkeypatch.setattr(boto3, "client", lambda *_, **__: client)
    with Stubber(client) as stubber:
        for page in pages[:asked]:
            stubber.add_response("list_action_executions", page)

        found = Captures().of("sorting", since=since)

        stubber.assert_no_pending_responses()
    assert list(found) == [f"e-{days}" for page in days_ago[:asked] for days in page]


def test_of_a_pipeline_that_was_deleted_codepipeline_knows_nothing(monkeypatch):
    with stubbed(monkeypatch, "codepipeline", "list_action_executions", error="PipelineNotFoundException"):
        assert Captures().of("sorting") == {}
