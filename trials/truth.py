"""What a record must say, held against CodePipeline's API and the mailbox of those who were written to."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from lambdas.shared.domain.record import Record
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.tampering import find_tampering
from local.account.pipelines import ActionRun


class Harm(StrEnum):
    LOST = "lost"
    DOUBLED = "doubled"
    STUCK = "stuck"


@dataclass(frozen=True, slots=True)
class Finding:
    harm: Harm
    what: str


@dataclass(frozen=True, slots=True)
class Told:
    """What CodePipeline and the mailbox say of an execution."""

    status: str  # Succeeded, Failed, InProgress …
    runs: Sequence[ActionRun]
    mails: Sequence[str]  # the subjects of the mails about its approval

    @property
    def approvals(self) -> list[ActionRun]:
        return [run for run in self.runs if run.name == "Approve"]


_ENDS = {"Succeeded": Status.DEPLOYED, "Stopped": Status.STOPPED, "Superseded": Status.SUPERSEDED}
_DECISIONS = {"Succeeded": "APPROVED", "Failed": "REJECTED"}
_REPETITION = "Still waiting"


def findings(record: Record, told: Told) -> tuple[Finding, ...]:
    """None: the record says what CodePipeline says, everybody was told, and all of it once."""
    return (*_status(record, told), *_decisions(record, told), *_mails(record, told), *_trail(record))


def _status(record: Record, told: Told) -> Iterator[Finding]:
    expected = _expected(told)
    if expected is record.status:
        return
    is_waiting = record.status is not None and record.status.is_open
    yield Finding(Harm.STUCK if is_waiting else Harm.LOST, f"the record says {record.status}, not {expected}")


def _expected(told: Told) -> Status:
    if told.status in _ENDS:
        return _ENDS[told.status]
    if told.status == "InProgress":
        return Status.AWAITING_APPROVAL
    last = told.runs[-1]
    if last.name == "Approve":
        return Status.REJECTED
    return Status.DEPLOY_FAILED if told.approvals else Status.FAILED


def _decisions(record: Record, told: Told) -> Iterator[Finding]:
    for run in told.approvals:
        item = record.approvals.get(run.id)
        if item is None:
            yield Finding(Harm.LOST, "an approval is not on the record")
        elif run.is_over:
            said = (item["status"], item.get("decided_by"), item.get("comment"))
            truth = (_DECISIONS[run.status], run.updated_by, run.summary)
            if said != truth:
                yield Finding(Harm.LOST, "the record has another decision, another approver or another comment")


def _mails(record: Record, told: Told) -> Iterator[Finding]:
    """A mail of which nobody can know whether it arrived is repeated, and marked as a repetition."""
    originals = [subject for subject in told.mails if _REPETITION not in subject]
    if told.approvals and not told.mails:
        yield Finding(Harm.STUCK, "nobody was told of the approval")
    if len(originals) > len(told.approvals):
        yield Finding(Harm.DOUBLED, "two mails about one approval, neither marked as a repetition")
    if (
        told.approvals
        and told.mails
        and record.approvals
        and not any("mailed_at" in a for a in record.approvals.values())
    ):
        yield Finding(Harm.LOST, "the record knows of no mail")


def _trail(record: Record) -> Iterator[Finding]:
    for sentence in find_tampering(record):
        yield Finding(Harm.LOST, sentence)
    told = Counter(str((entry.event, _facts(entry.details))) for entry in record.trail)
    for fact, times in told.items():
        if times > 1:
            yield Finding(Harm.DOUBLED, f"told {times} times: {fact}")
    events = Counter(entry.event for entry in record.trail)
    for event in ("review saved", "evidence added", "execution succeeded"):
        if events[event] > 1:
            yield Finding(Harm.DOUBLED, f"told {events[event]} times: {event}")


def _facts(details: Mapping[str, Any]) -> str:
    return repr(sorted(details.items(), key=lambda item: item[0]))
