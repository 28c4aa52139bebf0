"""What is read from CodePipeline's API. moto has none of it: the answers are botocore's, checked against its model."""

from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from lambdas.shared.aws.pipeline_api import PipelineApi, UnknownExecutionError
from lambdas.shared.domain.approvals import read_approval
from lambdas.shared.domain.execution import ExecutionStatus, Location
from tests.events import recorded

_ARN = "arn:aws:sts::111122223333:assumed-role/Approvers/ada"
_ASKED = {"pipelineName": "sorting", "pipelineExecutionId": "e-1"}
_LIST = {"pipelineName": "sorting", "filter": {"pipelineExecutionId": "e-1"}}


@pytest.fixture
def api():
    return PipelineApi()


@pytest.fixture
def codepipeline(api):
    with Stubber(api._client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


def _time(minute):
    return datetime(2026, 8, 24, 6, minute, tzinfo=UTC)


def _approval(status="Succeeded", **details):
    return {
        "pipelineExecutionId": "e-1",
        "actionExecutionId": "a-1",
        "stageName": "Approval",
        "actionName": "Approve",
        "startTime": _time(5),
        "lastUpdateTime": _time(15),
        "status": status,
        "input": {"actionTypeId": {"category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"}},
        **details,
    }


def _build():
    return {
        "actionExecutionId": "b-1",
        "stageName": "Build",
        "actionName": "Build",
        "startTime": _time(1),
        "lastUpdateTime": _time(4),
        "status": "Succeeded",
        "input": {"actionTypeId": {"category": "Build", "owner": "AWS", "provider": "CodeBuild", "version": "1"}},
        "output": {
            "outputArtifacts": [
                {"name": "Evidence", "s3location": {"bucket": "artifacts", "key": "sorting/Evidence/x"}}
            ],
            "executionResult": {"externalExecutionSummary": "Build SUCCEEDED"},
        },
    }


def _execution(codepipeline, *actions, **details):
    found = {"pipelineExecutionId": "e-1", "status": "InProgress", **details}
    codepipeline.add_response("get_pipeline_execution", {"pipelineExecution": found}, _ASKED)
    codepipeline.add_response("list_action_executions", {"actionExecutionDetails": list(actions)}, _LIST)


def _state(codepipeline, **latest):
    states = [{"stageName": "Source"}, {"stageName": "Approval", "actionStates": [{"latestExecution": latest}]}]
    codepipeline.add_response("get_pipeline_state", {"stageStates": states}, {"name": "sorting"})


def test_of_an_archive_in_s3_codepipeline_names_the_version(api, codepipeline):
    _execution(codepipeline, status="Succeeded", artifactRevisions=[{"name": "SourceOutput", "revisionId": "Nk3.v"}])

    execution = api.execution("sorting", "e-1")

    assert (execution.commit_id, execution.archive_version) == (None, "Nk3.v")


def test_an_execution_is_read_with_its_actions_artifacts_and_commit(api, codepipeline):
    revisions = [{"name": "SourceOutput", "revisionId": "c" * 40}]
    _execution(codepipeline, _build(), _approval(updatedBy=_ARN), status="Succeeded", artifactRevisions=revisions)

    execution = api.execution("sorting", "e-1")

    build, approval = execution.actions
    assert (execution.status, execution.commit_id) == (ExecutionStatus.SUCCEEDED, "c" * 40)
    assert build.artifacts == {"Evidence": Location("artifacts", "sorting/Evidence/x")}
    assert (build.category, build.summary) == ("Build", "Build SUCCEEDED")
    assert (approval.updated_by, approval.updated_at) == (_ARN, "2026-08-24T06:15:00Z")
    assert execution.region == "eu-west-1"


def test_all_pages_of_actions_are_read(api, codepipeline):
    found = {"pipelineExecutionId": "e-1", "status": "InProgress"}
    codepipeline.add_response("get_pipeline_execution", {"pipelineExecution": found}, _ASKED)
    first = {"actionExecutionDetails": [_build()], "nextToken": "more"}
    codepipeline.add_response("list_action_executions", first, _LIST)
    second = {"actionExecutionDetails": [_approval()]}
    codepipeline.add_response("list_action_executions", second, {**_LIST, "nextToken": "more"})

    execution = api.execution("sorting", "e-1")

    assert [action.action_execution_id for action in execution.actions] == ["b-1", "a-1"]


def test_a_rollback_names_what_it_goes_back_to(api, codepipeline):
    target = {"rollbackTargetPipelineExecutionId": "e-0"}
    _execution(codepipeline, status="Succeeded", executionType="ROLLBACK", rollbackMetadata=target)

    assert api.execution("sorting", "e-1").rollback_target == "e-0"


@pytest.mark.parametrize("code", ["PipelineNotFoundException", "PipelineExecutionNotFoundException"])
def test_what_is_gone_is_unknown(api, codepipeline, code):
    codepipeline.add_client_error("get_pipeline_execution", code)

    with pytest.raises(UnknownExecutionError):
        api.execution("sorting", "e-1")


def test_another_error_flies(api, codepipeline):
    codepipeline.add_client_error("get_pipeline_execution", "AccessDeniedException", http_status_code=400)

    with pytest.raises(ClientError):
        api.execution("sorting", "e-1")


def test_who_decided_is_whom_the_list_of_actions_names(api, codepipeline):
    result = {"executionResult": {"externalExecutionSummary": "Checked with the on-call engineer."}}
    _execution(codepipeline, _build(), _approval(updatedBy=_ARN, output=result))

    approval = api.identify(read_approval(recorded("approval_succeeded_with_comment")))

    assert (approval.decided_by, approval.summary) == (_ARN, "Checked with the on-call engineer.")


def test_who_decided_is_else_whom_the_pipelines_state_names(api, codepipeline):
    _execution(codepipeline, _approval())
    _state(codepipeline, actionExecutionId="a-1", status="Succeeded", lastUpdatedBy=_ARN)

    assert api.identify(read_approval(recorded("approval_succeeded_with_comment"))).decided_by == _ARN


@pytest.mark.parametrize(
    "latest",
    [
        {"actionExecutionId": "a-2", "status": "Succeeded", "lastUpdatedBy": _ARN},
        {"actionExecutionId": "a-1", "status": "InProgress", "lastUpdatedBy": _ARN},
        {},
    ],
)
def test_whoever_touched_another_approval_did_not_decide_this_one(api, codepipeline, latest):
    _execution(codepipeline, _approval("InProgress", updatedBy=_ARN))
    _state(codepipeline, **latest)

    assert api.identify(read_approval(recorded("approval_succeeded_with_comment"))).decided_by is None


@pytest.mark.parametrize(
    ("latest", "token"), [({"actionExecutionId": "a-1", "token": "t-9"}, "t-9"), ({"actionExecutionId": "a-2"}, None)]
)
def test_the_token_is_the_one_that_codepipeline_shows_for_this_approval(api, codepipeline, latest, token):
    _state(codepipeline, **latest)

    assert api.with_token(read_approval(recorded("approval_started"))).token == token


def test_the_newest_executions_are_listed(api, codepipeline):
    summaries = [
        {"pipelineExecutionId": "e-2", "status": "InProgress", "lastUpdateTime": _time(9)},
        {"pipelineExecutionId": "e-1", "status": "Failed", "lastUpdateTime": _time(5)},
    ]
    codepipeline.add_response(
        "list_pipeline_executions",
        {"pipelineExecutionSummaries": summaries},
        {"pipelineName": "sorting", "maxResults": 100},
    )

    newest, older = api.recent("sorting")

    assert (newest.execution_id, newest.status.is_final) == ("e-2", False)
    assert (older.status, older.updated_at) == (ExecutionStatus.FAILED, "2026-08-24T06:05:00Z")
