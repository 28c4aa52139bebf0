"""The trail: what was written to a record, in order; each entry carries the SHA-256 of the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lambdas.shared.domain import codec

BEGINNING = "0" * 64  # stands before the first entry


@dataclass(frozen=True, slots=True)
class Entry:
    execution_id: str
    sequence: int  # from 1
    at: str  # when it was written
    event: str  # "review saved"
    details: Mapping[str, Any]  # the attributes that were written; of the large ones, their digests
    previous_hash: str
    hash: str = ""  # over the canonical JSON of all the others

    @property
    def item(self) -> str:
        """The sort key."""
        return f"TRAIL#{self.sequence:06d}"


_KINDS: Mapping[str, type] = {
    "execution_id": str,
    "sequence": int,
    "at": str,
    "event": str,
    "details": dict,
    "previous_hash": str,
    "hash": str,
}


def entry_of(item: Mapping[str, Any]) -> Entry:
    """The entry that this item holds. What was edited into another shape has no hash that could be right."""
    read = {name: item[name] if isinstance(item.get(name), kind) else kind() for name, kind in _KINDS.items()}
    is_sound = read == dict(item)
    return Entry(**read if is_sound else {**read, "hash": ""})


def next_entry(trail: Sequence[Entry], execution_id: str, *, at: str, event: str, details: Mapping[str, Any]) -> Entry:
    """The entry that follows the last one of `trail`."""
    previous_hash = trail[-1].hash if trail else BEGINNING
    entry = Entry(execution_id, len(trail) + 1, at, event, details, previous_hash)
    return replace(entry, hash=_hash(entry))


def find_break(trail: Sequence[Entry], *, length: int, head: str) -> int | None:
    """
    The sequence number of the first entry that is missing, altered or out of place; None for a sound trail.

    Args:
        trail: the entries, by sequence.
        length: how many there are, as the main item says.
        head: the hash of the last one, as the main item says.
    """
    previous_hash = BEGINNING
    for sequence, entry in enumerate(trail, start=1):
        if entry.sequence != sequence or entry.previous_hash != previous_hash or entry.hash != _hash(entry):
            return sequence
        previous_hash = entry.hash
    is_whole = len(trail) == length and previous_hash == (head or BEGINNING)
    return None if is_whole else min(len(trail), length) + 1


def _hash(entry: Entry) -> str:
    return codec.digest({key: value for key, value in codec.to_data(entry).items() if key != "hash"})
