"""What a push changed, told to EventBridge as CodeCommit tells it."""

import threading
from dataclasses import dataclass, field

from local.codecommit.repositories import Repository
from local.event_bus import PutEvent


@dataclass(slots=True)
class Pushes:
    """Compares a repository's branches with those it had when it was last looked at."""

    put_event: PutEvent
    account_id: str
    _seen: dict[str, dict[str, str]] = field(default_factory=dict)  # repository id: branches
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def announce(self, repository: Repository, *, user_name: str = "") -> None:
        """`user_name` is that of the git credentials with which it was pushed; without them it was the root."""
        pusher_arn = f"arn:aws:iam::{self.account_id}:{f'user/{user_name}' if user_name else 'root'}"
        with self._lock:
            before = self._seen.get(repository.id, {})
            after = repository.branches()
            self._seen[repository.id] = after
        for branch in sorted({*before, *after}):
            if before.get(branch) != after.get(branch):
                self._put(repository, branch, pusher_arn, old=before.get(branch), new=after.get(branch))

    def _put(self, repository: Repository, branch: str, pusher_arn: str, *, old: str | None, new: str | None) -> None:
        event = "referenceCreated" if old is None else "referenceDeleted" if new is None else "referenceUpdated"
        self.put_event(
            source="aws.codecommit",
            detail_type="CodeCommit Repository State Change",
            resources=[repository.arn],
            detail={
                "callerUserArn": pusher_arn,
                "event": event,
                "referenceType": "branch",
                "referenceName": branch,
                "referenceFullName": f"refs/heads/{branch}",
                "repositoryId": repository.id,
                "repositoryName": repository.name,
                **({"commitId": new} if new else {}),
                **({"oldCommitId": old} if old else {}),
            },
        )
