"""
The Lambda action: the function is invoked with a job, and the action lasts until the function answers it.

https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-invoke-lambda-function.html
"""

import json
import time
from typing import Any

from botocore.exceptions import ClientError

from local.account.account import Account
from local.codepipeline.executions import ActionExecution, Artifact, Outcome, Status
from local.codepipeline.jobs import Job, Jobs

TIMEOUT_SECONDS = 20 * 60  # without a word of the function; one that goes on with a token starts it anew
_CONTINUE_SECONDS = 30  # AWS waits about as long before it asks again
_LOOK_SECONDS = 0.2


def run_invoke(run: ActionExecution, *, jobs: Jobs, role: Account, timeout_seconds: float = TIMEOUT_SECONDS) -> Outcome:
    """`role` invokes the function; its credentials come with the job, for the artifacts."""
    token = ""
    while True:
        job = jobs.open()
        try:
            role.client("lambda").invoke(
                FunctionName=run.configuration["FunctionName"],
                InvocationType="Event",
                Payload=json.dumps({"CodePipeline.job": _job(job, run, role, token)}),
            )
        except ClientError as error:
            return _failed("PermissionError" if "AccessDenied" in str(error) else "ConfigurationError", str(error))
        outcome = _wait(job, run, jobs, timeout_seconds)
        token = job.continuation_token
        if not token:
            return outcome
        if run.wake.wait(_CONTINUE_SECONDS):
            return Outcome(Status.ABANDONED)


def _wait(job: Job, run: ActionExecution, jobs: Jobs, timeout_seconds: float) -> Outcome:
    deadline = time.monotonic() + timeout_seconds
    while not job.answered.wait(_LOOK_SECONDS):
        if run.wake.is_set():
            jobs.time_out(job)
            return Outcome(Status.ABANDONED)
        if time.monotonic() > deadline:
            jobs.time_out(job)
            return _failed("JobFailed", "The AWS Lambda function did not return a result in time.")
    return job.outcome or _failed("JobFailed", "The job was closed without a result.")


def _failed(code: str, message: str) -> Outcome:
    return Outcome(Status.FAILED, summary=message, error_code=code, error_message=message)


def _job(job: Job, run: ActionExecution, role: Account, token: str) -> dict[str, Any]:
    """On AWS the credentials are cut down to the artifacts; here they are those of the action's role."""
    keys = role.credentials
    return {
        "id": job.id,
        "accountId": role.client("sts").get_caller_identity()["Account"],
        "data": {
            "actionConfiguration": {"configuration": dict(run.configuration)},
            "inputArtifacts": [_artifact(each) for each in run.inputs],
            "outputArtifacts": [],
            "artifactCredentials": {
                "accessKeyId": keys.access_key_id,
                "secretAccessKey": keys.secret_access_key,
                "sessionToken": keys.session_token,
            },
            **({"continuationToken": token} if token else {}),
        },
    }


def _artifact(artifact: Artifact) -> dict[str, Any]:
    return {
        "name": artifact.name,
        "revision": artifact.revision.revision_id if artifact.revision else None,
        "location": {"type": "S3", "s3Location": {"bucketName": artifact.bucket, "objectKey": artifact.key}},
    }
