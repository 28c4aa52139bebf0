"""Whether a record is what was written: its trail whole, and what is kept beside it the same bytes as then."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from json import JSONDecodeError
from typing import Any, Protocol

from lambdas.shared.aws.change_store import DamagedChangeError, NoChangeError
from lambdas.shared.aws.report_store import TamperedReportError
from lambdas.shared.domain.change import CapturedChange
from lambdas.shared.domain.codec import ShapeError
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.review import Review, TamperedReviewError
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.tampering import find_tampering
from lambdas.shared.domain.trail import Head, find_break
from ops.absence import Absence
from ops.documents import GoneError, reruns_of


class Anchors(Protocol):
    """What is known of trails from elsewhere."""

    def of(self, record: Record) -> Head: ...


class Documents(Protocol):
    """What is kept beside a record, each checked against the record as it is read."""

    def review(self, main: Attributes) -> Review: ...

    def change(self, main: dict[str, Any]) -> tuple[CapturedChange, str]: ...

    def report(self, main: Attributes) -> bytes: ...

    def rerun(self, execution_id: str, item: str) -> Attributes: ...

    def main(self, execution_id: str) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    execution_id: str
    pipeline_name: str
    is_sound: bool
    entries: int  # of the trail
    anchored_entries: int  # the first of them, as CodePipeline kept it of the check; 0: it knows of no check
    first_touched_entry: int | None  # missing, altered or out of place; None: the chain is whole
    trail_hash: str  # of the last entry: keep it elsewhere, and a trail that was written anew is found, too
    problems: tuple[str, ...]  # a sentence each

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be said of it."""
        whole = f"The trail is whole: {self.entries} entries, the last with the hash {self.trail_hash or '-'}."
        return (whole, *self._anchor) if self.is_sound else self.problems

    @property
    def _anchor(self) -> tuple[str, ...]:
        if not self.anchored_entries:
            return ()
        return (f"CodePipeline, too, has the hash of entry {self.anchored_entries}, from the check before deployment.",)


def verify(execution_id: str, read: Callable[[str], Record], documents: Documents, anchors: Anchors) -> Verdict:
    """Read the record and all that belongs to it, and hold each against what the others say of it."""
    record = read(execution_id)
    anchor = anchors.of(record)
    broken, problems = _trail(record, anchor)
    problems += tuple(_kept_beside(record, documents))
    return Verdict(
        execution_id=execution_id,
        pipeline_name=record.pipeline_name,
        is_sound=not problems,
        entries=len(record.trail),
        anchored_entries=anchor.length,
        first_touched_entry=broken,
        trail_hash=str(record.main.get("trail_hash", "")),
        problems=problems,
    )


def verdict_of(absence: Absence) -> Verdict:
    """Of a record that is gone altogether there is nothing to verify."""
    return Verdict(
        execution_id=absence.execution_id,
        pipeline_name=absence.pipeline_name,
        is_sound=False,
        entries=0,
        anchored_entries=0,
        first_touched_entry=None,
        trail_hash="",
        problems=(absence.sentence,),
    )


def _trail(record: Record, anchor: Head) -> tuple[int | None, tuple[str, ...]]:
    main = record.main
    if not main:
        return None, ("The main item of the record is gone.",)
    length = main.get("trail_length", 0)
    if main.get("status") not in set(Status) or not isinstance(length, int):
        return None, ("The record holds what no function of this product writes.",)
    head = str(main.get("trail_hash", ""))
    problems = find_tampering(record)
    broken = find_break(record.trail, length=length, head=head)
    if broken is None and (broken := find_break(record.trail, length=length, head=head, anchor=anchor)):
        problems += (f"The trail was written anew: entry {anchor.length} is not the one that CodePipeline heard of.",)
    return broken, problems


def _kept_beside(record: Record, documents: Documents) -> Iterator[str]:
    main = documents.main(record.execution_id)
    checks: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("review_digest", "review", lambda: documents.review(main)),
        ("diff_sha256", "diff", lambda: documents.change(main)),
        ("report_sha256", "report", lambda: documents.report(main)),
    )
    for attribute, what, read in checks:
        if attribute in main and (problem := _problem(what, read)):
            yield problem
    for name, digest in reruns_of(main).items():
        if problem := _problem(f"review {name}", partial(_rerun, record.execution_id, name, digest, documents)):
            yield problem


def _rerun(execution_id: str, name: str, digest: str, documents: Documents) -> Review:
    """A later review; the trail has told its digest."""
    return documents.review({**documents.rerun(execution_id, name), "review_digest": digest})


def _problem(what: str, read: Callable[[], object]) -> str | None:
    try:
        read()
    except (GoneError, NoChangeError, KeyError):
        return f"The {what} is gone."
    except (TamperedReviewError, TamperedReportError, DamagedChangeError):
        return f"The {what} is not the one that was saved."
    except (ShapeError, JSONDecodeError):
        return f"The {what} cannot be read: it is not of the shape in which this release writes it."
    return None
