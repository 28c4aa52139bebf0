"""The diff of a report: files by class, what is said of them beside their lines, and what had no room."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from lambdas.shared.brief.diff_lines import DiffLines, diff_lines, remark
from lambdas.shared.brief.file_list import TITLES, group_size, size_of, what_happened
from lambdas.shared.brief.hostile_text import capped_path
from lambdas.shared.brief.places import Places
from lambdas.shared.brief.points import Point
from lambdas.shared.brief.remarks import Remarks
from lambdas.shared.brief.words import count
from lambdas.shared.domain.change import FileChange, FileClass
from lambdas.shared.domain.diff import FileDiff, Hunk
from lambdas.shared.domain.review import Level

_FOLDED = {FileClass.LOCK_FILE, FileClass.GENERATED, FileClass.VENDORED, FileClass.DATA, FileClass.DOCUMENTATION}
_ORDER = {file_class: number for number, file_class in enumerate(TITLES)}
_OPEN_LINES = 400  # a file with more changed lines starts folded, unless something is said of it
_OPEN_IN_ALL = 5_000  # of a change with more, only files with a remark of weight start open, and are printed
_PATH_LENGTH = 300
_FILES = 10_000  # are listed


@dataclass(frozen=True, slots=True)
class FileSection:
    anchor: str
    name: str
    what: str
    size: str
    level: Level | None  # the gravest of what is said of it
    remarks: int
    above: tuple[Markup, ...]  # said of the whole file, or of lines that are not shown
    lines: Markup
    note: str  # instead of lines, or about those that are missing
    left_out: int  # changed lines for which the report has no room
    is_open: bool

    @property
    def filter_rank(self) -> int:
        """0: nothing is said of it; then 1 for low up to 4 for critical. For the filter."""
        return 0 if not self.remarks else 1 + (self.level.rank if self.level else 0)

    @property
    def remarks_words(self) -> str:
        return count(self.remarks, "remark")


@dataclass(frozen=True, slots=True)
class ClassSection:
    title: str
    size: str
    files: tuple[FileSection, ...]
    not_listed: int
    is_open: bool


def class_sections(
    files: Sequence[FileChange], diffs: Iterable[FileDiff], points: Iterable[Point], *, room: int
) -> tuple[tuple[ClassSection, ...], Places]:
    """
    The files by class, and where their lines stand.

    `room`: characters of HTML for all lines together. Files of which something is said come first to it, and to the
    number of files that a report lists at all.
    """
    hunks, remarks = _hunks_by_path(diffs), _points_by_path(points)
    urgent = sorted(files, key=lambda file: _urgency(file, remarks.get(file.path, ())))[:_FILES]
    places = Places(file.path for file in urgent)
    sections: dict[str, FileSection] = {}
    is_large = sum(file.changed_lines for file in files) > _OPEN_IN_ALL
    for file in urgent:
        of_file = Remarks(remarks.get(file.path, ()), hunks.get(file.path, ()))
        anchor = places.file_anchor(file.path) or ""
        lines = diff_lines(hunks.get(file.path, ()), of_file, anchor=anchor, room=room)
        room -= lines.size
        places.add_lines(lines.anchors)
        sections[file.path] = _file_section(file, anchor, lines, of_file, is_large=is_large)
    return tuple(_class_sections(files, sections)), places


def _hunks_by_path(diffs: Iterable[FileDiff]) -> dict[str, list[Hunk]]:
    """A file that became a symbolic link is in a diff twice."""
    hunks: dict[str, list[Hunk]] = {}
    for diff in diffs:
        hunks.setdefault(diff.path, []).extend(diff.hunks)
    return hunks


def _points_by_path(points: Iterable[Point]) -> dict[str, list[Point]]:
    by_path: dict[str, list[Point]] = {}
    for point in points:
        by_path.setdefault(point.path, []).append(point)
    return by_path


def _urgency(file: FileChange, points: Sequence[Point]) -> tuple[int, int, int]:
    gravest = max((point.rank + 1 for point in points), default=0)
    return -gravest, _ORDER[file.file_class], file.changed_lines


def _file_section(file: FileChange, anchor: str, lines: DiffLines, remarks: Remarks, *, is_large: bool) -> FileSection:
    gravest = max(remarks.points, key=lambda point: point.rank, default=None)
    is_short = file.file_class not in _FOLDED and file.changed_lines <= _OPEN_LINES
    is_weighty = bool(gravest and gravest.rank >= Level.MEDIUM.rank)
    return FileSection(
        anchor=anchor,
        name=capped_path(file.path, _PATH_LENGTH),
        what=what_happened(file, _PATH_LENGTH),
        size=size_of(file),
        level=gravest.level if gravest else None,
        remarks=len(remarks.points),
        above=tuple(remark(point) for point in remarks.not_taken(lines.taken)),
        lines=Markup("").join(map(Markup, lines.html)),
        note=_note(file, lines),
        left_out=lines.left_out,
        is_open=is_weighty if is_large else bool(remarks.points) or is_short,
    )


def _note(file: FileChange, lines: DiffLines) -> str:
    if lines.left_out:
        shown = "no line" if not lines.html else "only a part"
        missing = count(lines.left_out, "changed line")
        return f"This report has room for {shown} of this file: {missing} of {file.changed_lines:,} left out."
    if lines.html:
        return ""
    if file.is_binary:
        return "A binary file: there are no lines to show."
    return "No line of it differs." if not file.changed_lines else "The stored diff has no lines of this file."


def _class_sections(files: Sequence[FileChange], sections: dict[str, FileSection]) -> Iterable[ClassSection]:
    for file_class, title in TITLES.items():
        of_class = [file for file in files if file.file_class is file_class]
        shown = tuple(sections[file.path] for file in of_class if file.path in sections)
        is_open = file_class not in _FOLDED or any(section.remarks for section in shown)
        if of_class:
            yield ClassSection(title, group_size(of_class), shown, len(of_class) - len(shown), is_open)
