"""How a record changes: what is to be true of it is worked out into what is to be written, and told in the trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.standing import DERIVED, standing
from lambdas.shared.domain.status import Event, Status
from lambdas.shared.domain.trail import Entry, Head, entry_after

RESUMED = "RESUMED"

# What extraction writes, which the trail tells of at the next opportunity.
CAPTURED = ("commit_id", "base_commit_id", "baseline_reason", "diff_sha256", "extraction_error")
_WRITTEN = (Status.CHANGE_CAPTURED, Status.FAILED)  # with one of these


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to be true. An attribute that is None stays as it is."""

    event: str  # what the trail calls it
    main: Attributes = field(default_factory=dict)
    approvals: Mapping[str, Attributes] = field(default_factory=dict)  # by action execution id
    without: tuple[str, ...] = ()  # attributes that the main item is not to have any more


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to be written, all or nothing, to the record from which it was worked out."""

    main: Attributes  # to be set
    removed: tuple[str, ...]  # from the main item
    approvals: Mapping[str, Attributes]
    entries: tuple[Entry, ...]  # to be appended to the trail


def work_out(record: Record, amendment: Amendment, *, at: str) -> Writing | None:
    """What makes `amendment` true of `record`; None when it is true already."""
    amended = _amended(_resumed(record, at=at), amendment)
    after = {name: value for name, value in amended.main.items() if name not in DERIVED} | standing(amended)
    main = _news(record.main, after)
    removed = tuple(sorted(record.main.keys() - after.keys()))
    approvals = {id_: _news(record.approvals.get(id_, {}), item) for id_, item in amended.approvals.items()}
    approvals = {id_: item for id_, item in approvals.items() if item}
    if not (main or removed or approvals):
        return None
    entries = _entries(record, amendment.event, at=at, details=_details(main, removed, approvals))
    head = {"trail_length": entries[-1].sequence, "trail_hash": entries[-1].hash}
    return Writing({**main, **head}, removed, approvals, entries)


def _amended(record: Record, amendment: Amendment) -> Record:
    approvals = {id_: _merged(record.approvals.get(id_, {}), item) for id_, item in amendment.approvals.items()}
    kept = {name: value for name, value in record.main.items() if name not in amendment.without}
    return replace(record, main=_merged(kept, amendment.main), approvals={**record.approvals, **approvals})


def _resumed(record: Record, *, at: str) -> Record:
    """Extraction writes CHANGE_CAPTURED over a failure only when the stage was retried: then the end was none."""
    if record.status is Status.CHANGE_CAPTURED and record.has_ended:
        return replace(record, main={**record.main, "execution_state": RESUMED, "execution_state_at": at})
    return record


def _entries(record: Record, event: str, *, at: str, details: Attributes) -> tuple[Entry, ...]:
    """One entry; before it another, when the trail does not tell yet of what extraction wrote."""
    told = [(event, details)]
    if captured := _untold(record):
        told.insert(0, (Event.CHANGE_CAPTURED, captured))
    entries: list[Entry] = []
    head = record.head
    for name, what in told:
        entries.append(entry_after(head, record.execution_id, at=at, event=name, details=what))
        head = Head(entries[-1].sequence, entries[-1].hash)
    return tuple(entries)


def _untold(record: Record) -> Attributes:
    """What extraction wrote and the trail does not tell; empty where it tells it all, or somebody else wrote it."""
    if record.status not in _WRITTEN:
        return {}
    captured = {name: record.main[name] for name in CAPTURED if name in record.main}
    if not captured.keys() & {"diff_sha256", "extraction_error"}:
        return {}
    told = next((entry.details for entry in reversed(record.trail) if entry.event == Event.CHANGE_CAPTURED), {})
    status = next((entry.details["status"] for entry in reversed(record.trail) if "status" in entry.details), None)
    is_told = captured == {name: told[name] for name in CAPTURED if name in told}
    if is_told and record.status == status:
        return {}
    return {**captured, "status": str(record.status)}


def _details(main: Attributes, removed: tuple[str, ...], approvals: Mapping[str, Attributes]) -> Attributes:
    """All that is written; of the review's bytes, the digest that stands beside them."""
    written = {name: value for name, value in main.items() if not isinstance(value, bytes)}
    gone = {"removed": list(removed)} if removed else {}
    return {**written, **gone, **({"approvals": approvals} if approvals else {})}


def _merged(known: Attributes, told: Attributes) -> Attributes:
    return {**known, **{name: value for name, value in told.items() if value is not None}}


def _news(known: Attributes, told: Attributes) -> Attributes:
    return {name: value for name, value in told.items() if known.get(name) != value}
