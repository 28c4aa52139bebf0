"""Jobs that functions do for a pipeline, until they answer: PutJobSuccessResult, PutJobFailureResult."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from local.cloud.http import ApiError
from local.codepipeline.executions import Outcome, Status

Parameters = Mapping[str, Any]
_FAILURES = (
    "JobFailed",
    "ConfigurationError",
    "PermissionError",
    "RevisionOutOfSync",
    "RevisionUnavailable",
    "SystemUnavailable",
)
_SUMMARY_LIMIT, _MESSAGE_LIMIT = 2048, 5000


@dataclass(slots=True)
class Job:
    """`outcome` and `continuation_token` are set once, then `answered`."""

    id: str = field(default_factory=lambda: str(uuid4()))
    answered: threading.Event = field(default_factory=threading.Event)
    outcome: Outcome | None = None
    continuation_token: str = ""


@dataclass(slots=True)
class Jobs:
    _jobs: dict[str, Job] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self) -> Job:
        job = Job()
        with self._lock:
            self._jobs[job.id] = job
        return job

    def put_job_success_result(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        details = parameters.get("executionDetails") or {}
        summary = details.get("summary", "")
        if len(summary) > _SUMMARY_LIMIT:
            raise ApiError("ValidationException", f"executionDetails.summary takes {_SUMMARY_LIMIT} characters.")
        outcome = Outcome(
            Status.SUCCEEDED,
            summary=summary,
            external_id=details.get("externalExecutionId", ""),
            variables=parameters.get("outputVariables") or {},
        )
        return self._answer(parameters, outcome, continuation_token=parameters.get("continuationToken", ""))

    def put_job_failure_result(self, parameters: Parameters, _caller: str) -> dict[str, Any]:
        details = parameters.get("failureDetails") or {}
        kind, message = details.get("type"), details.get("message", "")
        if kind not in _FAILURES or not 0 < len(message) <= _MESSAGE_LIMIT:
            limits = f"failureDetails takes a type of {', '.join(_FAILURES)} and a message of 1 to {_MESSAGE_LIMIT}."
            raise ApiError("ValidationException", limits)
        outcome = Outcome(
            Status.FAILED,
            summary=message,
            external_id=details.get("externalExecutionId", ""),
            error_code=kind,
            error_message=message,
        )
        return self._answer(parameters, outcome)

    def _answer(self, parameters: Parameters, outcome: Outcome, *, continuation_token: str = "") -> dict[str, Any]:
        with self._lock:
            job = self._jobs.get(str(parameters.get("jobId")))
            if job is None:
                raise ApiError("JobNotFoundException", "There is no such job.")
            if job.answered.is_set():
                raise ApiError("InvalidJobStateException", "The job has its result already.")
            job.outcome, job.continuation_token = outcome, continuation_token
            job.answered.set()
        return {}

    def time_out(self, job: Job) -> None:
        """Whatever comes later finds the job closed."""
        with self._lock:
            job.answered.set()
