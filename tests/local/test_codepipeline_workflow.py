"""A pipeline on the one-machine cloud, from the push to the end, as its API and its events tell of it."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError

from tests.local.conftest import Demo, wait_for


@pytest.fixture(autouse=True)
def _stage_is_free(demo: Demo) -> Iterator[None]:
    """Whatever a test that failed has left waiting would hold the stage of the next one."""
    yield
    codepipeline = demo.account.client("codepipeline")
    for each in codepipeline.list_pipeline_executions(pipelineName="demo")["pipelineExecutionSummaries"]:
        if each["status"] == "InProgress":
            id_ = each["pipelineExecutionId"]
            codepipeline.stop_pipeline_execution(pipelineName="demo", pipelineExecutionId=id_, abandon=True)
            demo.wait_until_over(id_)


def test_a_push_runs_the_pipeline_up_to_the_approval_and_an_approval_to_the_end(demo: Demo) -> None:
    commit_id = demo.push({"a.txt": "1"}, message="The first change")

    execution_id = demo.execution_of(commit_id)
    demo.decide(demo.wait_for_approval(execution_id), "Approved")
    execution = demo.wait_until_over(execution_id)

    assert execution["status"] == "Succeeded"
    assert execution["trigger"]["triggerType"] == "CloudWatchEvent"
    assert execution["artifactRevisions"][0]["revisionSummary"] == "The first change"
    assert [run["status"] for run in demo.runs(execution_id).values()] == ["Succeeded"] * 4


def test_an_artifact_is_a_zip_in_the_artifact_bucket(demo: Demo) -> None:
    commit_id = demo.push({"a.txt": "2"})
    execution_id = demo.execution_of(commit_id)
    demo.wait_for_approval(execution_id)

    place = demo.runs(execution_id)["Build"]["output"]["outputArtifacts"][0]["s3location"]
    content = demo.account.client("s3").get_object(Bucket=place["bucket"], Key=place["key"])["Body"].read()

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("made.txt").decode() == f"hello {commit_id}\n"
    demo.decide(demo.wait_for_approval(execution_id), "Rejected")
    demo.wait_until_over(execution_id)


def test_a_comment_takes_the_place_of_the_approver_in_the_event_but_not_in_the_api(demo: Demo) -> None:
    approver = demo.session("CommentingApprover", allowed=["codepipeline:PutApprovalResult"])
    execution_id = demo.execution_of(demo.push({"a.txt": "3"}))
    token = demo.wait_for_approval(execution_id)

    demo.decide(token, "Rejected", "Not on a Friday", account=approver)
    demo.wait_until_over(execution_id)

    run = demo.runs(execution_id)["Approve"]
    arn = f"arn:aws:sts::{demo.cloud.account_id}:assumed-role/CommentingApprover/jane"
    assert (run["status"], run["updatedBy"]) == ("Failed", arn)
    assert run["output"]["executionResult"]["externalExecutionSummary"] == "Not on a Friday"
    state = demo.account.client("codepipeline").get_pipeline_state(name="demo")["stageStates"][2]["actionStates"][0]
    assert state["latestExecution"]["lastUpdatedBy"] == arn


def test_a_decision_without_a_comment_names_the_approver_in_the_event(demo: Demo) -> None:
    execution_id = demo.execution_of(demo.push({"a.txt": "4"}))
    demo.decide(demo.wait_for_approval(execution_id), "Rejected")
    demo.wait_until_over(execution_id)

    event = wait_for(lambda: _approval_event(demo, execution_id, "FAILED"))

    summary = event["detail"]["execution-result"]["external-execution-summary"]
    assert summary == f"Rejected by arn:aws:iam::{demo.cloud.account_id}:root"


def test_the_events_have_the_captured_shape(demo: Demo) -> None:
    execution_id = demo.execution_of(demo.push({"a.txt": "5"}))
    token = demo.wait_for_approval(execution_id)

    event = wait_for(lambda: _approval_event(demo, execution_id, "STARTED"))

    detail = event["detail"]
    assert event["resources"] == [f"arn:aws:codepipeline:us-east-1:{demo.cloud.account_id}:demo"]
    assert detail["action-execution-id"] == token
    assert detail["type"] == {"owner": "AWS", "category": "Approval", "provider": "Manual", "version": "1"}
    assert [type(detail[name]) for name in ("version", "pipeline-execution-attempt")] == [float, float]
    assert "execution-result" not in detail
    demo.decide(token, "Rejected")
    demo.wait_until_over(execution_id)


def test_a_rejection_fails_the_stage_and_nothing_is_deployed(demo: Demo) -> None:
    execution_id = demo.execution_of(demo.push({"a.txt": "6"}))

    demo.decide(demo.wait_for_approval(execution_id), "Rejected", "no")
    execution = demo.wait_until_over(execution_id)

    assert execution["status"] == "Failed"
    assert "Deploy" not in demo.runs(execution_id)


def test_a_rejected_stage_can_be_retried_with_a_new_token(demo: Demo) -> None:
    execution_id = demo.execution_of(demo.push({"a.txt": "7"}))
    first = demo.wait_for_approval(execution_id)
    demo.decide(first, "Rejected")
    demo.wait_until_over(execution_id)

    demo.account.client("codepipeline").retry_stage_execution(
        pipelineName="demo", stageName="Approval", pipelineExecutionId=execution_id, retryMode="FAILED_ACTIONS"
    )
    second = demo.wait_for_approval(execution_id)
    demo.decide(second, "Approved")

    assert second != first
    assert demo.wait_until_over(execution_id)["status"] == "Succeeded"
    assert (
        wait_for(lambda: _approval_event(demo, execution_id, "SUCCEEDED"))["detail"]["pipeline-execution-attempt"] == 2
    )


def test_queued_executions_wait_before_the_stage_that_an_approval_holds(demo: Demo) -> None:
    first = demo.execution_of(demo.push({"a.txt": "8"}))
    token = demo.wait_for_approval(first)
    second = demo.execution_of(demo.push({"a.txt": "9"}))
    codepipeline = demo.account.client("codepipeline")

    waiting = wait_for(lambda: codepipeline.get_pipeline_state(name="demo")["stageStates"][2]["inboundExecutions"])

    assert [each["pipelineExecutionId"] for each in waiting] == [second]
    assert demo.runs(second)["Build"]["status"] == "Succeeded"

    demo.decide(token, "Rejected")
    demo.decide(demo.wait_for_approval(second), "Rejected")
    demo.wait_until_over(second)


def test_an_abandoned_execution_is_stopped_and_its_approval_too(demo: Demo) -> None:
    execution_id = demo.execution_of(demo.push({"a.txt": "10"}))
    demo.wait_for_approval(execution_id)

    demo.account.client("codepipeline").stop_pipeline_execution(
        pipelineName="demo", pipelineExecutionId=execution_id, abandon=True, reason="no longer wanted"
    )

    assert demo.wait_until_over(execution_id)["status"] == "Stopped"
    assert demo.runs(execution_id)["Approve"]["status"] == "Abandoned"
    assert wait_for(lambda: _approval_event(demo, execution_id, "ABANDONED"))


def test_a_failed_build_fails_the_execution_and_says_why(demo: Demo) -> None:
    execution_id = demo.execution_of(demo.push({"fail.txt": "x"}))

    execution = demo.wait_until_over(execution_id)

    (demo.clone / "fail.txt").unlink()
    assert execution["status"] == "Failed"
    assert "POST_BUILD" in demo.runs(execution_id)["Build"]["output"]["executionResult"]["errorDetails"]["message"]


def test_an_execution_can_be_started_for_an_older_commit(demo: Demo) -> None:
    older = demo.push({"a.txt": "11"})
    demo.decide(demo.wait_for_approval(demo.execution_of(older)), "Rejected")
    newer = demo.push({"a.txt": "12"})
    demo.decide(demo.wait_for_approval(demo.execution_of(newer)), "Rejected")

    execution_id = demo.account.client("codepipeline").start_pipeline_execution(
        name="demo",
        sourceRevisions=[{"actionName": "Source", "revisionType": "COMMIT_ID", "revisionValue": older}],
    )["pipelineExecutionId"]
    demo.decide(demo.wait_for_approval(execution_id), "Rejected")

    assert demo.wait_until_over(execution_id)["artifactRevisions"][0]["revisionId"] == older


def test_the_timeline_has_each_action_with_its_start_and_end(demo: Demo) -> None:
    execution_id = demo.execution_of(demo.push({"a.txt": "13"}))
    demo.decide(demo.wait_for_approval(execution_id), "Approved")
    demo.wait_until_over(execution_id)

    steps = wait_for(lambda: _if_complete(demo.timeline(execution_id)))

    assert [step["step"] for step in steps if step["kind"] == "action"] == ["Source", "Build", "Approve", "Deploy"]
    assert all(step["start_ms"] <= step["end_ms"] for step in steps)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"token": "11111111-1111-1111-1111-111111111111"}, "InvalidApprovalTokenException"),
        ({"pipelineName": "other"}, "PipelineNotFoundException"),
        ({"stageName": "Other"}, "StageNotFoundException"),
        ({"actionName": "Other"}, "ActionNotFoundException"),
    ],
)
def test_a_decision_about_something_else_is_refused(demo: Demo, changed: dict[str, str], code: str) -> None:
    right = {"pipelineName": "demo", "stageName": "Approval", "actionName": "Approve", "token": "2" * 36}

    with pytest.raises(ClientError) as raised:
        demo.account.client("codepipeline").put_approval_result(
            **{**right, **changed}, result={"status": "Approved", "summary": ""}
        )

    assert raised.value.response["Error"]["Code"] == code


def test_a_decision_is_taken_once(demo: Demo) -> None:
    execution_id = demo.execution_of(demo.push({"a.txt": "14"}))
    token = demo.wait_for_approval(execution_id)
    demo.decide(token, "Rejected")

    with pytest.raises(ClientError, match="ApprovalAlreadyCompletedException"):
        demo.decide(token, "Approved")

    demo.wait_until_over(execution_id)


def test_a_comment_of_513_characters_is_refused(demo: Demo) -> None:
    with pytest.raises(ClientError, match="ValidationException"):
        demo.decide("2" * 36, "Approved", "x" * 513)


def test_a_role_without_the_permission_is_refused(demo: Demo) -> None:
    stranger = demo.session("Stranger", allowed=["codepipeline:GetPipeline"])

    with pytest.raises(ClientError, match="not authorized to perform: codepipeline:ListActionExecutions"):
        stranger.client("codepipeline").list_action_executions(pipelineName="demo")


def _approval_event(demo: Demo, execution_id: str, state: str) -> dict:
    for event in demo.events(execution_id):
        detail = event["detail"]
        if detail.get("type", {}).get("category") == "Approval" and detail["state"] == state:
            return event
    return {}


def _if_complete(steps: list[dict]) -> list[dict]:
    return steps if any(step["kind"] == "execution" for step in steps) else []
