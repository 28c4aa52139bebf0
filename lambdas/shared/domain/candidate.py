"""What is about to be deployed, as CodePipeline and the artifacts' bucket tell of it."""

from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.record import Record
from lambdas.shared.domain.review import Review
from lambdas.shared.domain.segregation import Push


@dataclass(frozen=True, slots=True)
class Artifact:
    """An object that the deployment gets. S3 sets `last_modified`: nobody can write an object and keep its time."""

    name: str
    bucket: str
    key: str
    size: int
    last_modified: str
    etag: str
    sha256: str | None = None  # None: too large to be read


class ReviewState(StrEnum):
    SOUND = "sound"
    ABSENT = "absent"
    DAMAGED = "damaged"  # it is not the one whose digest the record has


@dataclass(frozen=True, slots=True)
class Candidate:
    """All of it as of the moment before the deployment."""

    record: Record
    review_state: ReviewState
    review: Review | None  # None unless sound
    commit_id: str | None  # which CodePipeline hands to the deployment; None of an archive
    archive_version: str | None = None  # of the source in S3; extraction read the commit in it, file by file
    artifacts: tuple[Artifact, ...] = ()
    unread_artifacts: tuple[str, ...] = ()  # names
    pushes: tuple[Push, ...] = ()
    is_rollback: bool = False  # the record is that of the execution which is deployed again
