"""What CodePipeline hands to a function that is an action of a pipeline."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lambdas.shared.domain.events import RefusedEventError


@dataclass(frozen=True, slots=True)
class Credentials:
    """Of the pipeline, for the job's own artifacts and a few hours; never logged."""

    access_key_id: str = field(repr=False)
    secret_access_key: str = field(repr=False)
    session_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class JobArtifact:
    name: str
    bucket: str
    key: str


@dataclass(frozen=True, slots=True)
class Job:
    id: str
    pipeline_name: str
    execution_id: str
    artifacts: tuple[JobArtifact, ...]
    credentials: Credentials | None  # None: there is nothing to read


def read_job(event: Mapping[str, Any], *, account_id: str) -> Job:
    """
    Read the event; pipeline and execution stand in the action's UserParameters, for the event has them nowhere else.

    Raises:
        RefusedEventError: an event of another kind or account, or a job that does not tell its execution.
    """
    try:
        job = event["CodePipeline.job"]
        data = job["data"]
        told = json.loads(data["actionConfiguration"]["configuration"]["UserParameters"])
        read = Job(
            id=str(job["id"]),
            pipeline_name=str(told["pipeline_name"]),
            execution_id=str(told["execution_id"]),
            artifacts=tuple(_read_artifact(each) for each in data.get("inputArtifacts", ())),
            credentials=_read_credentials(data.get("artifactCredentials")),
        )
    except (KeyError, TypeError, ValueError):
        raise RefusedEventError("The event is no job of a pipeline under review.") from None
    if job.get("accountId") != account_id:
        raise RefusedEventError("The job is of another account.")
    return read


def _read_artifact(found: Mapping[str, Any]) -> JobArtifact:
    place = found["location"]["s3Location"]
    return JobArtifact(found["name"], place["bucketName"], place["objectKey"])


def _read_credentials(found: Mapping[str, Any] | None) -> Credentials | None:
    if not found:
        return None
    return Credentials(found["accessKeyId"], found["secretAccessKey"], found["sessionToken"])
