"""CodeCommit tells who moved a branch to which commit: AWS knew the caller, and nobody could write another name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from lambdas.shared.domain.change import Commit
from lambdas.shared.domain.events import PipelineEvent, RefusedEventError
from lambdas.shared.domain.segregation import Push
from lambdas.shared.domain.times import read_time

_DETAIL_TYPE = "CodeCommit Repository State Change"
_MOVES = {"referenceCreated", "referenceUpdated"}
_REPOSITORY = re.compile(r"[\w.-]{1,100}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}", re.ASCII)
_CALLER = re.compile(r"arn:aws[\w-]*:(?:iam|sts)::\d{12}:[!-~]{1,900}", re.ASCII)
_KEPT_DAYS = 400  # a change that waits longer for its deployment has outlived the names of its pushers
_LOOKED_UP = 500  # commits


@dataclass(frozen=True, slots=True)
class RepositoryPush:
    """One branch was moved. The commits below `push.commit_id` that came with it are not told."""

    repository_name: str
    push: Push
    at: str

    def expires_on(self, *, record_retention_days: int) -> int:
        """Seconds since 1970. `record_retention_days`: 0 for records that are kept for ever."""
        days = min(record_retention_days or _KEPT_DAYS, _KEPT_DAYS)
        return int((read_time(self.at) + timedelta(days=days)).timestamp())


def read_push(event: object, *, account_id: str | None = None) -> RepositoryPush:
    """
    Turn CodeCommit's "Repository State Change" into a `RepositoryPush`.

    A merge in CodeCommit's console moves a branch too: whoever merged is its caller.

    Raises:
        RefusedEventError: of another kind, account or shape, or no branch was moved.
    """
    told = PipelineEvent.read(event, detail_type=_DETAIL_TYPE, account_id=account_id, source="aws.codecommit")
    if told.text("event") not in _MOVES or told.text("referenceType") != "branch":
        raise RefusedEventError("The event moves no branch.")
    return RepositoryPush(
        repository_name=_matching(_REPOSITORY, told, "repositoryName"),
        push=Push(_matching(_COMMIT, told, "commitId"), _matching(_CALLER, told, "callerUserArn")),
        at=told.at,
    )


def looked_up(candidate: str | None, commits: Iterable[Commit]) -> tuple[str, ...]:
    """The ids whose pushers are asked for: the candidate, then the newest of the change."""
    ids = (candidate, *(commit.id for commit in commits))
    return tuple(dict.fromkeys(id_ for id_ in ids if id_))[:_LOOKED_UP]


def _matching(pattern: re.Pattern[str], told: PipelineEvent, name: str) -> str:
    value = told.text(name)
    if not pattern.fullmatch(value):
        raise RefusedEventError(f"The event's {name} is none.")
    return value
