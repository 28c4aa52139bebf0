"""Records put together."""

from collections.abc import Iterable

from lambdas.shared.domain.record import Record


def by_pipeline(records: Iterable[Record]) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = {}
    for record in records:
        grouped.setdefault(record.pipeline_name, []).append(record)
    return grouped
