"""The artifacts of a job, measured with the credentials that came with it: the function's own role reads none."""

import hashlib
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

from lambdas.shared.domain.candidate import Artifact
from lambdas.shared.domain.jobs import Credentials, Job, JobArtifact
from lambdas.shared.domain.times import to_text

_LARGEST = 4_000_000_000  # bytes whose digest is computed: well within the function's time-out
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Measured:
    artifacts: tuple[Artifact, ...]
    unread: tuple[str, ...]  # names


class ArtifactReader:
    def measure(self, job: Job) -> Measured:
        """Each artifact of the job; what S3 refuses is named as unread."""
        if job.credentials is None:
            return Measured((), tuple(each.name for each in job.artifacts))
        client = _client(job.credentials)
        artifacts, unread = [], []
        for each in job.artifacts:
            try:
                artifacts.append(_measure(client, each))
            except ClientError:
                unread.append(each.name)
        return Measured(tuple(artifacts), tuple(unread))


def _client(credentials: Credentials) -> Any:  # noqa: ANN401 -- boto3's clients have no type
    session = boto3.Session(
        aws_access_key_id=credentials.access_key_id,
        aws_secret_access_key=credentials.secret_access_key,
        aws_session_token=credentials.session_token,
    )
    return session.client("s3")


def _measure(client: Any, artifact: JobArtifact) -> Artifact:  # noqa: ANN401
    found = client.get_object(Bucket=artifact.bucket, Key=artifact.key)
    digest = None
    if found["ContentLength"] <= _LARGEST:
        sha256 = hashlib.sha256()
        for chunk in found["Body"].iter_chunks(_CHUNK):
            sha256.update(chunk)
        digest = sha256.hexdigest()
    return Artifact(
        name=artifact.name,
        bucket=artifact.bucket,
        key=artifact.key,
        size=found["ContentLength"],
        last_modified=to_text(found["LastModified"]),
        etag=found["ETag"].strip('"'),
        sha256=digest,
    )
