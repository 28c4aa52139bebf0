"""How a function that is an action of a pipeline answers CodePipeline."""

from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

_PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 5}, connect_timeout=5, read_timeout=20)
_ANSWERED = {"InvalidJobStateException", "JobNotFoundException"}
_LONGEST = 2_000  # characters; a success takes 2048, a failure 5000


class JobApi:
    """An answer is given once: a job that was answered already, or has timed out, keeps its answer."""

    def __init__(self) -> None:
        self._client: Any = boto3.client("codepipeline", config=_PATIENT)

    def succeed(self, job_id: str, *, summary: str) -> bool:
        """The pipeline goes on; `summary` is shown in the console. False where the job has its answer."""
        details = {"summary": summary[:_LONGEST]}
        try:
            self._client.put_job_success_result(jobId=job_id, executionDetails=details)
        except ClientError as error:
            return _raise_unless_answered(error)
        return True

    def fail(self, job_id: str, *, message: str) -> bool:
        """The pipeline stops; the console shows `message`. False where the job has its answer."""
        details = {"type": "JobFailed", "message": message[:_LONGEST]}
        try:
            self._client.put_job_failure_result(jobId=job_id, failureDetails=details)
        except ClientError as error:
            return _raise_unless_answered(error)
        return True


def _raise_unless_answered(error: ClientError) -> bool:
    if error.response["Error"]["Code"] not in _ANSWERED:
        raise error
    return False
