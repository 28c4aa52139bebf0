"""What belongs to a record, kept as long as the record."""

from lambdas.shared.domain.record import Record
from ops.workplace import Workplace

_KEYS = ("change_key", "diff_key", "review_key", "report_key")


def keep(place: Workplace, record: Record, *, until: int | None, tag: str) -> None:
    """
    Its items until then (seconds since 1970; None: for ever), its documents by this tag.

    After the main item: an item that is written meanwhile takes its own time from there.
    """
    place.records.keep_until(record.execution_id, until)
    place.held_documents.tag((str(record.main[name]) for name in _KEYS if name in record.main), tag)
