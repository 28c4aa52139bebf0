"""The check before a deployment: its verdict, and what the record keeps of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lambdas.shared.domain import codec
from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.candidate import Artifact, Candidate
from lambdas.shared.domain.irregularities import Irregularity, find_irregularities
from lambdas.shared.domain.settings import DeploymentCheck, PipelineSettings

_OF_AN_APPROVAL = ("action_execution_id", "action_name", "decided_by", "decided_at", "comment", "review_digest")

_PUSHERS = 10  # that are named on the record; all of them are compared


class CheckResult(StrEnum):
    PASSED = "PASSED"
    FLAGGED = "FLAGGED"  # it goes on; the second address is told
    REFUSED = "REFUSED"  # it does not; the approvers are told too


@dataclass(frozen=True, slots=True)
class Verdict:
    result: CheckResult
    irregularities: tuple[Irregularity, ...] = ()

    @property
    def sentence(self) -> str:
        """For the console."""
        if self.result is CheckResult.PASSED:
            return "What is about to be deployed is what was approved."
        first = next((each for each in self.irregularities if each.stops), self.irregularities[0])
        opening = "Not deployed." if self.result is CheckResult.REFUSED else "Deployed, but not in order."
        return f"{opening} {first.text}"


def check(candidate: Candidate, settings: PipelineSettings, *, now: str) -> Verdict:
    found = find_irregularities(candidate, settings, now=now)
    if not found:
        return Verdict(CheckResult.PASSED)
    is_refused = settings.deployment_check is DeploymentCheck.ENFORCE and any(each.stops for each in found)
    return Verdict(CheckResult.REFUSED if is_refused else CheckResult.FLAGGED, found)


def check_amendment(candidate: Candidate, verdict: Verdict, *, job_id: str, now: str) -> Amendment | None:
    """
    What binds a deployment to its approval, in one entry of the trail.

    None: it is there already. Lambda calls again where the answer to the job was lost.
    """
    name = "rollback_check" if candidate.is_rollback else "deployment_check"
    before = candidate.record.main.get(name, {})
    if (before.get("job_id"), before.get("result")) == (job_id, str(verdict.result)):
        return None
    told = {"at": now, "job_id": job_id, "result": str(verdict.result), **_bound(candidate, verdict, now=now)}
    event = f"{name.replace('_', ' ')} {verdict.result.lower()}"
    return Amendment(event, {name: told} if candidate.is_rollback else {"check_result": told["result"], name: told})


def _bound(candidate: Candidate, verdict: Verdict, *, now: str) -> Mapping[str, Any]:
    main, review = candidate.record.main, candidate.review
    model = review.model if review else None
    bound = {
        "execution_id": candidate.record.execution_id,
        "commit_id": candidate.commit_id,
        "archive_version": candidate.archive_version,
        "pushed_by": _pushers(candidate) or None,
        "artifacts": [_told(artifact) for artifact in candidate.artifacts],
        "diff_sha256": main.get("diff_sha256"),
        "review_digest": main.get("review_digest"),
        "model_id": main.get("model_id"),
        "prompt_version": model.prompt_version if model else None,
        "approvals": [
            {name: approval[name] for name in _OF_AN_APPROVAL if approval.get(name) is not None}
            for approval in candidate.record.counted_approvals(now)
        ],
        "irregularities": [codec.to_data(each) for each in verdict.irregularities],
    }
    return {name: value for name, value in bound.items() if value is not None}


def _pushers(candidate: Candidate) -> list[str]:
    """Of the very commit that would be deployed."""
    return sorted({push.pushed_by for push in candidate.pushes if push.commit_id == candidate.commit_id})[:_PUSHERS]


def _told(artifact: Artifact) -> Mapping[str, Any]:
    return {name: value for name, value in codec.to_data(artifact).items() if value is not None}
