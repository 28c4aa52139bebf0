"""Whether a record is what its trail tells; a trail that was altered itself is found by its hashes."""

from collections.abc import Iterator, Mapping
from typing import Any

from lambdas.shared.domain.amendment import CAPTURED
from lambdas.shared.domain.record import Attributes, Record
from lambdas.shared.domain.status import Event, Status
from lambdas.shared.domain.trail import Entry, find_break


def find_tampering(record: Record) -> tuple[str, ...]:
    """
    One sentence for each thing that the trail does not bear out; none for a sound record.

    Whoever can write to the table can also write a new trail: a head that was kept elsewhere shows it (`find_break`).
    """
    head, length = str(record.main.get("trail_hash", "")), record.main.get("trail_length", 0)
    if not isinstance(length, int) or length < 0:
        return ("The record does not say how long its trail is.",)
    broken = find_break(record.trail, length=length, head=head)
    if broken is not None:
        return (f"Entry {broken} of the trail is missing, altered or out of place.",)
    return tuple(_differences(record))


def _differences(record: Record) -> Iterator[str]:
    main: dict[str, Any] = {}
    approvals: dict[str, dict[str, Any]] = {}
    for entry in record.trail:
        _retell(entry, main, approvals)
    for name in _differing(main, record.main):
        if name not in _of_extraction(record, main):
            yield f"The trail does not tell what the record says of {name}."
    for id_, told in approvals.items():
        for name in _differing(told, record.approvals.get(id_, {})):
            yield f"The trail does not tell what approval {id_} says of {name}."
    for id_ in record.approvals.keys() - approvals.keys():
        yield f"The trail does not tell of approval {id_}."


def _of_extraction(record: Record, told: Mapping[str, Any]) -> frozenset[str]:
    """What extraction, which has no trail, may have written since the last entry; after a decision, nothing."""
    if "decision" in told:
        return frozenset()
    if record.main.get("status") == Status.CHANGE_CAPTURED:
        return frozenset({*CAPTURED, "status"})
    has_failed = record.main.get("status") == Status.FAILED and "extraction_error" in record.main
    return frozenset({"extraction_error", "status"} if has_failed else ())


def _retell(entry: Entry, main: dict[str, Any], approvals: dict[str, dict[str, Any]]) -> None:
    told = dict(entry.details)
    if entry.event == Event.CHANGE_CAPTURED:  # all of it: what it does not tell of is gone
        for name in CAPTURED:
            main.pop(name, None)
    for name in told.pop("removed", ()):
        main.pop(name, None)
    for id_, attributes in told.pop("approvals", {}).items():
        approvals.setdefault(id_, {}).update(attributes)
    main.update(told)


def _differing(told: Mapping[str, Any], said: Attributes) -> list[str]:
    return sorted(name for name, value in told.items() if said.get(name) != value)
