"""
What is not in order with a deployment that is about to start: whether what was approved is what is deployed.

Each sentence stands in the console, on the record and in a mail. It is made of ids, ARNs and our own words alone:
nothing in it was written by those whose change it is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from lambdas.shared.domain.candidate import Candidate, ReviewState
from lambdas.shared.domain.change import short_commit
from lambdas.shared.domain.record import Attributes
from lambdas.shared.domain.segregation import OwnPart, Part, Person, identify, is_same, own_parts
from lambdas.shared.domain.settings import PipelineSettings, SelfApproval
from lambdas.shared.domain.tampering import find_tampering

_SHOWN = 3  # commits in a sentence


class Rule(StrEnum):
    NOT_APPROVED = "not_approved"
    TAMPERED = "tampered"
    OTHER_REVIEW = "other_review"
    OTHER_COMMIT = "other_commit"
    OTHER_ARTIFACT = "other_artifact"
    UNREAD_ARTIFACT = "unread_artifact"
    SAME_PERSON = "same_person"
    UNKNOWN_PERSON = "unknown_person"
    OWN_CHANGE = "own_change"
    NO_REVIEW = "no_review"


@dataclass(frozen=True, slots=True)
class Irregularity:
    rule: Rule
    text: str  # one sentence
    stops: bool  # the deployment


def find_irregularities(candidate: Candidate, settings: PipelineSettings, *, now: str) -> tuple[Irregularity, ...]:
    """
    The gravest first; none where all is in order.

    A rollback brings back what was in production: who approved it then must not stand in its way now.
    """
    approvals = candidate.record.counted_approvals(now)
    if candidate.is_rollback:
        return (*_approval(candidate, approvals), *_record(candidate), *_artifacts(candidate, approvals))
    people = [identify(approval.get("decided_by"), settings.people) for approval in approvals]
    return (
        *_approval(candidate, approvals),
        *_record(candidate),
        *_review(candidate, approvals),
        *_commit(candidate),
        *_artifacts(candidate, approvals),
        *_persons(people, settings),
        *_duties(candidate, people, settings),
    )


def _approval(candidate: Candidate, approvals: tuple[Attributes, ...]) -> Iterator[Irregularity]:
    given, required = len(approvals), candidate.record.approvals_required
    if given == 0:
        yield Irregularity(Rule.NOT_APPROVED, "Nobody has approved this execution.", stops=True)
    elif given < required:
        text = f"Only {given} of the {required} people who have to have approved this execution."
        yield Irregularity(Rule.NOT_APPROVED, text, stops=True)


def _record(candidate: Candidate) -> Iterator[Irregularity]:
    found = find_tampering(candidate.record)
    if found:
        text = f"The record of this execution was changed behind its trail. {found[0]}"
        yield Irregularity(Rule.TAMPERED, text, stops=True)


def _review(candidate: Candidate, approvals: tuple[Attributes, ...]) -> Iterator[Irregularity]:
    if candidate.review_state is ReviewState.DAMAGED:
        text = "The review on the record is not the one that was saved there."
        yield Irregularity(Rule.OTHER_REVIEW, text, stops=True)
    elif candidate.review_state is ReviewState.ABSENT:
        yield Irregularity(Rule.NO_REVIEW, "It was approved before there was a review of it.", stops=False)
    elif not candidate.record.has_review:
        text = "The change was read again after its review was written: the review is of an earlier reading."
        yield Irregularity(Rule.OTHER_REVIEW, text, stops=True)
    elif any(
        each.get("review_digest", candidate.record.main["review_digest"]) != _digest(candidate) for each in approvals
    ):
        text = "The review that was mailed to the approver is not the one on the record."
        yield Irregularity(Rule.OTHER_REVIEW, text, stops=True)


def _digest(candidate: Candidate) -> str:
    return str(candidate.record.main["review_digest"])


def _commit(candidate: Candidate) -> Iterator[Irregularity]:
    """Of an archive in S3, which execution and extraction have from the same artifact, the commit is the one in it."""
    approved = candidate.record.main.get("commit_id")
    if candidate.commit_id is None and candidate.archive_version and approved is not None:
        return
    if candidate.commit_id is None:
        text = "CodePipeline does not tell which commit it is about to deploy."
    elif approved is None:
        text = f"The record holds no change: commit {short_commit(candidate.commit_id)} was not read."
    elif approved != candidate.commit_id:
        other = short_commit(candidate.commit_id)
        text = f"Commit {short_commit(approved)} was approved, commit {other} is about to be deployed."
    elif candidate.review and candidate.review.change.head != candidate.commit_id:
        head, other = short_commit(candidate.review.change.head), short_commit(candidate.commit_id)
        text = f"The review is of commit {head}, commit {other} is about to be deployed."
    else:
        return
    yield Irregularity(Rule.OTHER_COMMIT, text, stops=True)


def _artifacts(candidate: Candidate, approvals: tuple[Attributes, ...]) -> Iterator[Irregularity]:
    """An approval is of what stood in the bucket when it opened."""
    opened = min((str(approval["started_at"]) for approval in approvals), default=None)
    for artifact in candidate.artifacts:
        if opened and artifact.last_modified > opened:
            text = (
                f"The artifact {artifact.name} was written at {artifact.last_modified}, after the approval had opened."
            )
            yield Irregularity(Rule.OTHER_ARTIFACT, text, stops=True)
    for name in candidate.unread_artifacts:
        text = f"The artifact {name} could not be read, and so not be compared."
        yield Irregularity(Rule.UNREAD_ARTIFACT, text, stops=False)


def _persons(people: list[Person], settings: PipelineSettings) -> Iterator[Irregularity]:
    stops = settings.self_approval is SelfApproval.REFUSE or len(people) > 1
    for person in people:
        if not person.is_named:
            text = f"The approver's ARN ({person.principal.arn or 'not told'}) names nobody who could be compared."
            yield Irregularity(Rule.UNKNOWN_PERSON, text, stops=stops)
    for one, other in combinations([person for person in people if person.is_named], 2):
        if is_same(one, other):
            text = f"Two different people have to approve; {one.names[0]} and {other.names[0]} seem to be one."
            yield Irregularity(Rule.SAME_PERSON, text, stops=True)


def _duties(candidate: Candidate, people: list[Person], settings: PipelineSettings) -> Iterator[Irregularity]:
    commits = candidate.review.change.commits if candidate.review else ()
    for person in people:
        parts = own_parts(person, commits, candidate.pushes, settings.people)
        if parts:
            whole = f" of the {len(commits)} commits" if commits else ""
            text = f"{person.names[0]} approved and seems to have {_told(parts)}{whole}."
            yield Irregularity(Rule.OWN_CHANGE, text, stops=settings.self_approval is SelfApproval.REFUSE)


def _told(parts: tuple[OwnPart, ...]) -> str:
    """Such as: written 2 (1a2b3c4d, 5e6f7a8b) and pushed 1 (9c0d1e2f)."""
    words = {Part.AUTHOR: "written", Part.COMMITTER: "committed", Part.PUSHER: "pushed"}
    told = []
    for part, word in words.items():
        ids = [short_commit(each.commit_id) for each in parts if each.part is part]
        if ids:
            more = ", …" if len(ids) > _SHOWN else ""
            told.append(f"{word} {len(ids)} ({', '.join(ids[:_SHOWN])}{more})")
    return " and ".join(told)
