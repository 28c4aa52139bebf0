"""The change, fitted to a model's window."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lambdas.shared.domain.change import Change, FileChange
from lambdas.shared.domain.diff import FileDiff, Hunk
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.fitting.parts import Parts
from lambdas.shared.domain.fitting.pieces import Piece, cut, whole
from lambdas.shared.domain.fitting.ranking import Flags, Rank, decides, flags_by_path, rank
from lambdas.shared.domain.fitting.shown_lines import has_long_line
from lambdas.shared.domain.no_room import room_for_none, room_for_some
from lambdas.shared.domain.review import Coverage, UnreadFile
from lambdas.shared.domain.tokens import count_tokens as estimate

_SIGHTS = (8, 3, 1, 0)  # lines before and after a flagged line, the first that leaves room for all of them
_KEPT = 16_000_000  # characters of pieces
_ALL_AHEAD, _ONE_AHEAD = 2, 8  # of the room: half, an eighth
_CHARACTERS = 3  # of a token, about: for a share of the room nobody has to count
_HEADER = 20  # tokens: what a piece needs beside itself, its share of the file's header

Ranked = tuple[Rank, int, FileChange, Hunk | None]


@dataclass(frozen=True, slots=True)
class Fitted:
    """
    Diffs of at most the budget each, not fenced yet, and how much of the change they hold.

    There is always a part; it is empty where nothing at all fits, or where the change has no files.
    """

    parts: tuple[str, ...]
    coverage: Coverage


def fit(  # noqa: PLR0913 -- the signature is agreed between the parts of the system
    change: Change,
    diff: Sequence[FileDiff],
    facts: Iterable[Fact],
    budget_tokens: int,
    count_tokens: Callable[[str], int] = estimate,
    *,
    most_parts: int = 8,
) -> Fitted:
    """
    As much of the change as fits into `most_parts` windows of `budget_tokens`, the most important first.

    A hunk that is too large for what is left is cut; no file is skipped because of its size. The coverage counts every
    changed line that is shown in full: of a line of megabytes the beginning is shown, and it counts as not read.
    """
    parts = Parts(diff, budget=budget_tokens, most=most_parts, count_tokens=count_tokens)
    fitting = _Fitting(change, diff, flags_by_path(facts), parts, count_tokens)
    if not fitting.fits_whole(budget_tokens):
        fitting.add_flagged(capacity=budget_tokens * most_parts, longest=min(2000, budget_tokens))
    fitting.add_the_rest(capacity=budget_tokens * most_parts, longest=max(400, min(4000, budget_tokens)))
    return Fitted(parts.texts() or ("",), _coverage(change, diff, fitting.shown))


@dataclass(slots=True)
class _Cutting:
    """One way of cutting flagged hunks; the pieces are kept, but for those of a huge change, which are cut again."""

    longest: int  # characters of a piece
    sight: int  # lines before and after a flagged one
    kept: dict[int, list[tuple[Piece, bool]]] = field(default_factory=dict)  # by the hunk's identity
    room: int = _KEPT

    def keep(self, hunk: Hunk, pieces: list[tuple[Piece, bool]]) -> None:
        self.room -= len(hunk.body)
        if self.room >= 0:
            self.kept[id(hunk)] = pieces


class _Fitting:
    def __init__(
        self,
        change: Change,
        diff: Sequence[FileDiff],
        flags: dict[str, Flags],
        parts: Parts,
        count_tokens: Callable[[str], int],
    ) -> None:
        known = {file.path: file for file in change.files}
        self._files = [(index, known[file.path], file) for index, file in enumerate(diff) if file.path in known]
        self._flags = flags
        self._parts = parts
        self._count = count_tokens
        self._placed: dict[int, frozenset[tuple[int, int]]] = {}  # of flagged hunks: the pieces placed first
        self._cutting = _Cutting(0, 0)
        self.shown: dict[int, int] = {}  # of each file that is shown, by its index: how many of its changed lines are

    def fits_whole(self, budget: int) -> bool:
        """Whether one window holds it all; counts no further than that."""
        left = budget
        for _, _, diff in self._files:
            left -= self._count(diff.header)
            for hunk in diff.hunks:
                left -= self._count(hunk.body) + self._count(hunk.header)
                if left < 0:
                    return False
        return True

    def add_flagged(self, *, capacity: int, longest: int) -> None:
        """Flagged lines, gravest first, before anything else; with as much around them as leaves room for all."""
        ranked = self._ranked(only_flagged=True)
        sights = (sight for sight in _SIGHTS[:-1] if self._has_room_for(ranked, capacity, _Cutting(longest, sight)))
        sight = next(sights, _SIGHTS[-1])
        self._cutting = self._cutting if self._cutting.sight == sight else _Cutting(longest, sight)
        for one in ranked:
            pieces = (piece for piece, is_flagged in self._cut(one) if is_flagged)
            self._placed[id(one[3])] = frozenset(piece.start for piece in pieces if self._place(piece))

    def _has_room_for(self, ranked: Iterable[Ranked], capacity: int, cutting: _Cutting) -> bool:
        """Counts no further than to the answer."""
        self._cutting = cutting
        for one in ranked:
            capacity -= sum(piece.tokens + _HEADER for piece, is_flagged in self._cut(one) if is_flagged)
            if capacity < 0:
                return False
        return True

    def _cut(self, ranked: Ranked) -> list[tuple[Piece, bool]]:
        _, index, file, hunk = ranked
        if hunk is None:
            return []
        cuts = self._cutting.kept.get(id(hunk))
        if cuts is None:
            flagged, longest, sight = self._flags[file.path].of(hunk).keys(), self._cutting.longest, self._cutting.sight
            pieces = cut(hunk, index, flagged=flagged, longest=longest, sight=sight)
            cuts = [(self._counted(piece), is_flagged) for piece, is_flagged in pieces]
            self._cutting.keep(hunk, cuts)
        return cuts

    def add_the_rest(self, *, capacity: int, longest: int) -> None:
        for one in self._ranked(ahead=self._ahead(capacity)):
            _, index, _, hunk = one
            if self._parts.is_full:
                return
            if hunk is None:
                self._add_header(index)
            elif (placed := self._placed.get(id(hunk))) is not None:
                cuts = self._cut(one)
                self._place_all(piece for piece, is_flagged in cuts if not (is_flagged and piece.start in placed))
            elif not self._place_whole(hunk, index) and (len(hunk.body) > longest or has_long_line(hunk)):
                self._place_all(piece for piece, _ in cut(hunk, index, flagged=(), longest=longest))

    def _ahead(self, capacity: int) -> frozenset[int]:
        """The files that decide about production and leave room for source, by their indexes."""
        ranked = sorted((rank(file, gravity=0, position=index), index, diff)
                        for index, file, diff in self._files if decides(file))  # fmt: skip
        room, ahead = capacity // _ALL_AHEAD, set()
        for _, index, diff in ranked:
            size = (len(diff.header) + sum(len(hunk.body) for hunk in diff.hunks)) // _CHARACTERS
            if size <= min(room, capacity // _ONE_AHEAD):
                room -= size
                ahead.add(index)
        return frozenset(ahead)

    def _ranked(self, *, only_flagged: bool = False, ahead: Collection[int] = ()) -> list[Ranked]:
        ranked: list[Ranked] = []
        for index, file, diff in self._files:
            flags, is_ahead = self._flags.get(file.path), index in ahead
            if only_flagged and flags is None:
                continue
            for hunk in diff.hunks:
                gravity = max(flags.of(hunk).values(), default=0) if flags else 0
                if gravity or not only_flagged:
                    place = rank(file, gravity=gravity, position=len(ranked), is_ahead=is_ahead)
                    ranked.append((place, index, file, hunk))
            if not diff.hunks and not only_flagged:
                place = rank(file, gravity=0, position=len(ranked), is_ahead=is_ahead)
                ranked.append((place, index, file, None))
        return sorted(ranked, key=lambda one: one[0])

    def _add_header(self, index: int) -> None:
        if self._parts.add_header(index):
            self.shown.setdefault(index, 0)

    def _place_whole(self, hunk: Hunk, index: int) -> bool:
        """Most hunks of a large change come when there is no room for them: they are not even counted."""
        has_room = self._parts.may_have_room(len(hunk.body))
        return has_room and not has_long_line(hunk) and self._place(whole(hunk, index))

    def _place_all(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            if self._parts.is_full:
                return
            self._place(piece)

    def _counted(self, piece: Piece) -> Piece:
        return piece if piece.tokens else piece.counted(self._count)

    def _place(self, piece: Piece) -> bool:
        is_placed = self._parts.may_have_room(len(piece.text)) and self._parts.add(self._counted(piece))
        if is_placed:
            self.shown[piece.file_index] = self.shown.get(piece.file_index, 0) + piece.changed_lines
        return is_placed


def _coverage(change: Change, diff: Sequence[FileDiff], shown: dict[int, int]) -> Coverage:
    indexes = {file.path: index for index, file in enumerate(diff)}
    lines = {file.path: file.changed_lines for file in diff if not file.is_cut}
    too_large = {file.path for file in diff if file.is_cut}
    lines |= {
        file.path: file.changed_lines for file in change.files if file.path in too_large
    }  # the rest is left out here
    unread = tuple(_unread(change.files, indexes, lines, shown))
    return Coverage(
        files_total=len(change.files),
        files_read=len(change.files) - len(unread),
        files_not_read=unread,
        changed_lines_total=change.changed_lines,
        changed_lines_read=sum(shown.values()),
    )


def _unread(
    files: Iterable[FileChange], indexes: dict[str, int], lines: dict[str, int], shown: dict[int, int]
) -> Iterator[UnreadFile]:
    """Every file that was not read to its end, in the change's order, and why."""
    for file in files:
        reason = _why_unread(file, shown.get(indexes.get(file.path, -1)), lines.get(file.path))
        if reason:
            yield UnreadFile(file.path, reason)


def _why_unread(file: FileChange, shown: int | None, in_diff: int | None) -> str | None:
    total = file.changed_lines
    if file.is_binary or file.added is None:
        return "binary"
    if file.is_lfs_pointer:
        return "stored in Git LFS: only its pointer is known"
    if in_diff is None or in_diff < total:
        return "its diff was not captured"
    if shown is None:
        return room_for_none(total)
    return room_for_some(shown, total) if shown < total else None
