"""The files that were not read to their end: what decides about production first, and each reason once."""

from dataclasses import replace

from lambdas.shared.brief.file_list import TITLES
from lambdas.shared.domain.no_room import of_several
from lambdas.shared.domain.review import Review, UnreadFile

_WEIGHTS = {file_class: weight for weight, file_class in enumerate(TITLES)}


def unread_files(review: Review) -> tuple[UnreadFile, ...]:
    """
    Of each class those with the most new lines first.

    That there was no room is said in the same words of all whose number of lines differs: 80 files are not 80 reasons.
    """
    weights = {file.path: (_WEIGHTS[file.file_class], -(file.added or 0)) for file in review.change.files}
    files = sorted(review.coverage.files_not_read, key=lambda file: weights.get(file.path, (len(_WEIGHTS), 0)))
    of_kind: dict[str, set[str]] = {}
    for file in files:
        of_kind.setdefault(of_several(file.reason), set()).add(file.reason)
    return tuple(
        replace(file, reason=kind) if len(of_kind[kind := of_several(file.reason)]) > 1 else file for file in files
    )
