"""Windows that fill up: each piece goes where its file already is, else where there is room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lambdas.shared.domain.diff import FileDiff
from lambdas.shared.domain.fitting.pieces import Piece
from lambdas.shared.domain.tokens import MOST_CHARACTERS

_LEAST = 48  # tokens: a part with less room than this is full


@dataclass(slots=True)
class _Part:
    room: int
    pieces: list[Piece] = field(default_factory=list)
    files: set[int] = field(default_factory=set)


class Parts:
    """At most `most` parts of `budget` tokens each; the headers of files count."""

    def __init__(
        self, files: Sequence[FileDiff], *, budget: int, most: int, count_tokens: Callable[[str], int]
    ) -> None:
        self._files = files
        self._budget = budget
        self._most = most
        self._count = count_tokens
        self._headers: dict[int, int] = {}
        self._parts: list[_Part] = []
        self._largest_room = budget  # of any part, opened or not

    @property
    def is_full(self) -> bool:
        return self._largest_room < _LEAST and len(self._parts) == self._most

    def may_have_room(self, characters: int) -> bool:
        """False where a text so long cannot fit, however few tokens it has: that spares making and counting it."""
        return characters <= self._largest_room * MOST_CHARACTERS

    def add_header(self, file_index: int) -> bool:
        """Show that the file is part of the change; False where there is no room even for that."""
        cost = self._header_cost(file_index)
        part = next((part for part in self._parts if part.room >= cost), None) or self._open(cost)
        if part is None:
            return False
        part.files.add(file_index)
        self._take(part, cost)
        return True

    def add(self, piece: Piece) -> bool:
        """Place the piece; False where no part has the room."""
        cost = piece.tokens
        whole = cost + self._header_cost(piece.file_index)
        home = next((p for p in self._parts if piece.file_index in p.files and p.room >= cost), None)
        part = home or next((p for p in self._parts if p.room >= whole), None) or self._open(whole)
        if part is None:
            return False
        self._take(part, cost if piece.file_index in part.files else whole)
        part.files.add(piece.file_index)
        part.pieces.append(piece)
        return True

    def _take(self, part: _Part, tokens: int) -> None:
        part.room -= tokens
        is_open = len(self._parts) < self._most
        self._largest_room = self._budget if is_open else max(part.room for part in self._parts)

    def texts(self) -> tuple[str, ...]:
        """Each part as a diff, its files and lines in the order of the change."""
        return tuple(self._text(part) for part in self._parts)

    def _text(self, part: _Part) -> str:
        pieces: dict[int, list[Piece]] = {index: [] for index in sorted(part.files)}
        for piece in sorted(part.pieces, key=lambda piece: (piece.file_index, piece.start)):
            pieces[piece.file_index].append(piece)
        return "".join(
            self._files[index].header + "".join(piece.text for piece in shown) for index, shown in pieces.items()
        )

    def _open(self, cost: int) -> _Part | None:
        if len(self._parts) == self._most or cost > self._budget:
            return None
        self._parts.append(_Part(self._budget))
        return self._parts[-1]

    def _header_cost(self, file_index: int) -> int:
        if file_index not in self._headers:
            self._headers[file_index] = self._count(self._files[file_index].header)
        return self._headers[file_index]
