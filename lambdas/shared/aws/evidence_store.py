"""The `Evidence` artifact of the Build action: a zip in the pipeline's bucket, written by the code under review."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import boto3
from botocore.exceptions import ClientError

from lambdas.shared.aws.waiting import PATIENT
from lambdas.shared.domain.evidence import NO_EVIDENCE, UNREADABLE, read_evidence
from lambdas.shared.domain.execution import Execution, Location
from lambdas.shared.domain.review import Evidence

ARTIFACT = "Evidence"

_LARGEST_ZIP = 20_000_000
_LARGEST_FILE = 5_000_000
_LARGEST_TOTAL = 30_000_000
_MOST_FILES = 500
_ANSWERS = {"NoSuchKey", "NoSuchBucket", "AccessDenied", "403", "404"}  # asking again would not help


class HostileArtifactError(Exception):
    """The zip holds more than reports take, or is none."""


class EvidenceStore:
    def __init__(self) -> None:
        self._client: Any = boto3.client("s3", config=PATIENT)

    def read(self, execution: Execution) -> Evidence:
        """What the build of this execution left; where that cannot be told, the sentence that says so."""
        location = next((found for action in _newest_first(execution) if (found := action.get(ARTIFACT))), None)
        if location is None:
            return NO_EVIDENCE
        try:
            return read_evidence(_unzip(self._download(location)))
        except (HostileArtifactError, zipfile.BadZipFile):
            return UNREADABLE
        except ClientError as error:
            if error.response["Error"]["Code"] in _ANSWERS:
                return UNREADABLE
            raise

    def _download(self, location: Location) -> bytes:
        found = self._client.get_object(Bucket=location.bucket, Key=location.key)
        if found["ContentLength"] > _LARGEST_ZIP:
            raise HostileArtifactError
        return bytes(found["Body"].read())


def _newest_first(execution: Execution) -> list[Mapping[str, Location]]:
    """A retried stage leaves an artifact for each of its runs."""
    actions = sorted(execution.actions, key=lambda action: action.started_at, reverse=True)
    return [action.artifacts for action in actions]


def _unzip(data: bytes) -> dict[str, bytes]:
    """The files by name, nothing written to disk; what a header says of a size is not believed."""
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if len(archive.infolist()) > _MOST_FILES:
            raise HostileArtifactError
        for member in archive.infolist():
            if not member.is_dir():
                files[member.filename] = _read_member(archive, member)
            if sum(map(len, files.values())) > _LARGEST_TOTAL:
                raise HostileArtifactError
    return files


def _read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(member) as stream:
            data = stream.read(_LARGEST_FILE + 1)
    except (RuntimeError, NotImplementedError, zlib.error, EOFError) as error:  # encrypted, exotic, damaged
        raise HostileArtifactError from error
    if len(data) > _LARGEST_FILE:
        raise HostileArtifactError
    return data
