"""The trail: what was written to a record, in order; each entry carries the SHA-256 of the one before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lambdas.shared.domain import codec

BEGINNING = "0" * 64  # stands before the first entry
_HEAD = re.compile(r"Trail: (\d+) entries, the last with the hash ([0-9a-f]{64})\.")


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


@dataclass(frozen=True, slots=True)
class Head:
    """Where a trail has come to. Kept somewhere else too, it shows that entries at the end were taken away."""

    length: int
    hash: str  # of the last entry

    def __str__(self) -> str:
        return f"Trail: {self.length} entries, the last with the hash {self.hash}."


START = Head(0, BEGINNING)


def read_head(text: str) -> Head | None:
    """The head that stands in a text (see `Head.__str__`), such as the summary of the check before a deployment."""
    match = _HEAD.search(text)
    return Head(int(match[1]), match[2]) if match else None


def entry_after(head: Head, execution_id: str, *, at: str, event: str, details: Mapping[str, Any]) -> Entry:
    """The entry that follows."""
    entry = Entry(execution_id, head.length + 1, at, event, details, head.hash)
    return replace(entry, hash=_hash(entry))


def find_break(trail: Sequence[Entry], *, length: int, head: str, anchor: Head = START) -> int | None:
    """
    The sequence number of the first entry that is missing, altered or out of place; None for a sound trail.

    Args:
        trail: the entries, by sequence.
        length: how many there are, as the main item says.
        head: the hash of the last one, as the main item says.
        anchor: where it had come to once, as something outside the record says.
    """
    previous_hash = BEGINNING
    for sequence, entry in enumerate(trail, start=1):
        if entry.sequence != sequence or entry.previous_hash != previous_hash or entry.hash != _hash(entry):
            return sequence
        previous_hash = entry.hash
    if len(trail) < anchor.length:
        return len(trail) + 1
    if anchor.length and trail[anchor.length - 1].hash != anchor.hash:
        return anchor.length
    is_whole = len(trail) == length and previous_hash == (head or BEGINNING)
    return None if is_whole else min(len(trail), length) + 1


def _hash(entry: Entry) -> str:
    return codec.digest({key: value for key, value in codec.to_data(entry).items() if key != "hash"})
