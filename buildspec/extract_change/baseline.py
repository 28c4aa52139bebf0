"""
What the candidate is compared with: the commit that is in production now, as far as anybody knows.

Rejected, failed, superseded and stopped executions leave no deployment behind, so they do not move the baseline and
their commits are in the next review. Where the deployed commit itself can't be compared with, more is shown, not less.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from lambdas.shared.domain.change import BaselineReason, short_commit


class BaselineError(Exception):
    """There is no telling what to compare with; one sentence for the build log."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """A commit that reached production through this pipeline, or that an operator declared to be there."""

    commit_id: str
    deployed_at: str  # ISO 8601
    is_declared: bool = False


@dataclass(frozen=True, slots=True)
class Baseline:
    """`lost_from` is the deployed commit where the candidate lacks commits of it: a rollback or a rewritten history."""

    base: str
    reason: BaselineReason
    text: str  # for the brief, which a manager reads
    lost_from: str | None = None


class History(Protocol):
    """What the choice needs to know of the repository; see `repository.Repository`."""

    @property
    def empty_tree(self) -> str: ...
    def has_commit(self, commit_id: str) -> bool: ...
    def resolve(self, revision: str) -> str | None: ...
    def is_ancestor(self, older: str, newer: str) -> bool: ...
    def first_parent(self, commit_id: str) -> str | None: ...


def choose_baseline(history: History, head: str, *, deployments: Sequence[Deployment], configured: str) -> Baseline:
    """
    The last deployment, else the configured commit, else the candidate's parent, else nothing at all.

    Raises:
        BaselineError: the configured commit is not in the repository.
    """
    if deployments and history.has_commit(deployments[0].commit_id):
        return _compare(
            history, head, deployments[0].commit_id, said=_said(deployments[0]), usual=BaselineReason.LAST_DEPLOYED
        )
    if deployments:
        return _without_the_deployed_commit(history, deployments)
    if configured:
        commit_id = history.resolve(configured)
        if commit_id is None:
            raise BaselineError("The setting baseline_commit names a commit that is not in the repository: correct it.")
        said = "which the pipeline's settings name as what is in production (it has deployed nothing yet)"
        return _compare(history, head, commit_id, said=said, usual=BaselineReason.CONFIGURED)
    return _first_time(history, head)


def _compare(history: History, head: str, base: str, *, said: str, usual: BaselineReason) -> Baseline:
    """How the candidate stands to the commit that is in production."""
    known = f"commit {short_commit(base)}, {said}"
    if head == base:
        text = f"The candidate is {known}: the same commit is deployed once more, and no file changes."
        return Baseline(base, BaselineReason.REDEPLOYMENT, text)
    if history.is_ancestor(base, head):
        return Baseline(base, usual, f"Compared with {known}.")
    if history.is_ancestor(head, base):
        text = f"A step back: the candidate is older than {known}, and takes out of production what came in between."
        return Baseline(base, BaselineReason.ROLLBACK, text, lost_from=base)
    text = (
        f"Compared with {known}. That commit is not in the candidate's history (it was rewritten, or the candidate "
        f"comes from another branch): what only production has would be taken out."
    )
    return Baseline(base, BaselineReason.REWRITTEN, text, lost_from=base)


def _without_the_deployed_commit(history: History, deployments: Sequence[Deployment]) -> Baseline:
    """Older deployments show too much rather than too little; so does, when all of them are gone, everything."""
    gone = f"Commit {short_commit(deployments[0].commit_id)}, {_said(deployments[0])}, is no longer in the repository"
    why = f"{gone} (its history was rewritten), so the comparison with production can't be exact."
    older = next((known for known in deployments if history.has_commit(known.commit_id)), None)
    if older is None:
        text = f"{why} No earlier deployment is in it either: every file of the candidate is shown, as if it were new."
        return Baseline(history.empty_tree, BaselineReason.REWRITTEN, text)
    text = (
        f"{why} Compared instead with commit {short_commit(older.commit_id)}, {_said(older)}: "
        f"some of this change may be in production already, and what only the lost commit had is not shown."
    )
    return Baseline(older.commit_id, BaselineReason.REWRITTEN, text, lost_from=older.commit_id)


def _first_time(history: History, head: str) -> Baseline:
    unknown = "This pipeline has deployed nothing yet and its settings name no baseline"
    parent = history.first_parent(head)
    if parent is None:
        text = f"{unknown}; the candidate is the first commit of the repository: every file in it is new."
        return Baseline(history.empty_tree, BaselineReason.EMPTY_TREE, text)
    text = (
        f"{unknown}, so the candidate is compared with its parent, commit {short_commit(parent)}: "
        f"what came before that is not part of this review, even if it is not in production."
    )
    return Baseline(parent, BaselineReason.PARENT, text)


def _said(deployment: Deployment) -> str:
    when = _in_words(deployment.deployed_at)
    if deployment.is_declared:
        return f"which an operator declared to be in production{when}"
    return f"which this pipeline deployed last{when}"


def _in_words(moment: str) -> str:
    try:
        at = datetime.fromisoformat(moment).astimezone(UTC)
    except ValueError:
        return ""
    return f" (on {at.day} {at:%B %Y} at {at:%H:%M} UTC)"
