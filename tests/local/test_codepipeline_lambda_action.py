"""The Lambda action: it lasts until its function answers, and an answer is given once."""

import json
import threading

import pytest
from botocore.exceptions import ClientError

from local.account.account import Credentials
from local.cloud.http import ApiError
from local.codepipeline.definition import Action, ActionType
from local.codepipeline.executions import ActionExecution, Artifact, Status
from local.codepipeline.jobs import Jobs
from local.codepipeline.lambda_action import run_invoke


class FakeRole:
    """A role whose function does what the test says with its job."""

    credentials = Credentials("id", "secret", "token")

    def __init__(self, answer):
        self.answer, self.jobs = answer, []

    def client(self, _service):
        return self

    def get_caller_identity(self):
        return {"Account": "111122223333"}

    def invoke(self, *, FunctionName, InvocationType, Payload):  # noqa: N803 -- boto3's own names
        assert (FunctionName, InvocationType) == ("check", "Event")
        self.jobs.append(json.loads(Payload)["CodePipeline.job"])
        self.answer(self.jobs[-1])


@pytest.fixture
def jobs():
    return Jobs()


@pytest.fixture
def run():
    kind = ActionType("Invoke", "AWS", "Lambda", "1")
    found = ActionExecution(
        "e-1", "Deploy", Action("Check", kind), 1, {"FunctionName": "check", "UserParameters": "{}"}
    )
    found.inputs = (Artifact("BuildOutput", "bucket", "p/BuildOutpu/x"),)
    return found


def test_the_function_gets_its_job_as_on_aws(jobs, run):
    role = FakeRole(lambda job: jobs.put_job_success_result({"jobId": job["id"]}, ""))

    outcome = run_invoke(run, jobs=jobs, role=role)

    (job,) = role.jobs
    assert outcome.status is Status.SUCCEEDED
    assert job["accountId"] == "111122223333"
    assert job["data"]["actionConfiguration"]["configuration"] == {"FunctionName": "check", "UserParameters": "{}"}
    assert job["data"]["inputArtifacts"][0]["location"]["s3Location"] == {
        "bucketName": "bucket",
        "objectKey": "p/BuildOutpu/x",
    }
    assert job["data"]["artifactCredentials"]["sessionToken"] == "token"


def test_a_failure_is_shown_with_its_message(jobs, run):
    details = {"type": "JobFailed", "message": "Not deployed."}
    role = FakeRole(lambda job: jobs.put_job_failure_result({"jobId": job["id"], "failureDetails": details}, ""))

    outcome = run_invoke(run, jobs=jobs, role=role)

    assert (outcome.status, outcome.summary, outcome.error_code) == (Status.FAILED, "Not deployed.", "JobFailed")


def test_a_function_that_says_nothing_times_out_and_is_too_late_then(jobs, run):
    role = FakeRole(lambda _job: None)

    outcome = run_invoke(run, jobs=jobs, role=role, timeout_seconds=0)

    assert outcome.status is Status.FAILED
    with pytest.raises(ApiError, match="already"):
        jobs.put_job_success_result({"jobId": role.jobs[0]["id"]}, "")


def test_a_job_is_answered_once(jobs, run):
    role = FakeRole(lambda job: jobs.put_job_success_result({"jobId": job["id"]}, ""))
    run_invoke(run, jobs=jobs, role=role)

    details = {"type": "JobFailed", "message": "too late"}
    with pytest.raises(ApiError) as answered:
        jobs.put_job_failure_result({"jobId": role.jobs[0]["id"], "failureDetails": details}, "")
    with pytest.raises(ApiError) as unknown:
        jobs.put_job_success_result({"jobId": "nobody's"}, "")
    assert (answered.value.code, unknown.value.code) == ("InvalidJobStateException", "JobNotFoundException")


def test_a_failure_needs_a_type_and_a_message(jobs):
    for details in ({}, {"type": "Sad", "message": "no"}, {"type": "JobFailed", "message": ""}):
        with pytest.raises(ApiError, match="failureDetails"):
            jobs.put_job_failure_result({"jobId": jobs.open().id, "failureDetails": details}, "")


def test_a_job_that_goes_on_is_asked_again_with_its_token(jobs, run, monkeypatch):
    monkeypatch.setattr("local.codepipeline.lambda_action._CONTINUE_SECONDS", 0)
    told = iter([{"continuationToken": "half-way"}, {}])
    role = FakeRole(lambda job: jobs.put_job_success_result({"jobId": job["id"], **next(told)}, ""))

    run_invoke(run, jobs=jobs, role=role)

    assert [job["data"].get("continuationToken") for job in role.jobs] == [None, "half-way"]


def test_an_execution_that_is_stopped_does_not_wait_for_its_function(jobs, run):
    role = FakeRole(lambda _job: threading.Timer(0.05, run.wake.set).start())

    assert run_invoke(run, jobs=jobs, role=role).status is Status.ABANDONED


def test_a_function_that_may_not_be_invoked_fails_the_action(jobs, run):
    def refuse(_job):
        raise ClientError({"Error": {"Code": "AccessDeniedException", "Message": "no"}}, "Invoke")

    outcome = run_invoke(run, jobs=jobs, role=FakeRole(refuse))

    assert (outcome.status, outcome.error_code) == (Status.FAILED, "PermissionError")
