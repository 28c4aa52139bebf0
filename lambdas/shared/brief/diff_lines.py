"""
The lines of a file as HTML, with what is said of a line right below it.

Built of strings rather than by a template: a line costs a microsecond or two, and there can be a hundred thousand.
Lines come in blocks, so that a browser need lay out only those in sight (`content-visibility` in report.css); the
class of a block says how many lines it has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from lambdas.shared.brief.hostile_text import visible
from lambdas.shared.brief.places import line_anchor
from lambdas.shared.brief.points import Point
from lambdas.shared.brief.remarks import Remarks
from lambdas.shared.brief.templates import report_pages
from lambdas.shared.brief.words import count
from lambdas.shared.domain.diff import Hunk, Line

_BLOCK = 100  # lines; report.css has a height for each ten of them
_LINE_LENGTH = 2_000  # characters shown of one line
_TAGS = {"+": "ins", "-": "del", " ": "span"}


@dataclass(slots=True)
class DiffLines:
    """What has been written of a file so far."""

    html: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    taken: list[Point] = field(default_factory=list)
    size: int = 0  # characters of HTML
    left_out: int = 0  # changed lines for which there was no room

    def add(self, html: str) -> None:
        self.html.append(html)
        self.size += len(html)


def diff_lines(hunks: Sequence[Hunk], remarks: Remarks, *, anchor: str, room: int) -> DiffLines:
    """Block by block up to about `room` characters of HTML; the changed lines of the others are counted."""
    written = DiffLines()
    for hunk in hunks:
        if written.size < room:
            written.add(f'<h5 class="hunk">{_title(hunk)}</h5>')
        for block in _blocks(hunk.lines):
            if written.size < room:
                _add_block(written, block, remarks, anchor)
            else:
                written.left_out += sum(line.kind != " " for line in block)
    return written


def remark(point: Point) -> Markup:
    return Markup(report_pages().get_template("point.html.j2").render(point=point))  # noqa: S704 -- autoescaped


def _blocks(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    return (lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK))


def _add_block(written: DiffLines, block: Sequence[Line], remarks: Remarks, anchor: str) -> None:
    written.add(f'<div class="lines h{-(-len(block) // 10)}">')
    for line in block:
        _add_line(written, line, anchor)
        for point in remarks.take(line):
            written.add(remark(point))
            written.taken.append(point)
    written.add("</div>")


def _add_line(written: DiffLines, line: Line, anchor: str) -> None:
    tag, is_removed = _TAGS[line.kind], line.kind == "-"
    number = (line.old_line if is_removed else line.new_line) or 0
    name = line_anchor(anchor, number, is_removed=is_removed)
    written.anchors.append(name)
    written.add(f'<{tag} id="{name}" data-n="{number}">{_text(line.text)}</{tag}>')


def _text(text: str) -> Markup:
    """A carriage return at the end is the line's ending, not its content."""
    text = text.removesuffix("\r")
    shown = escape(visible(text[:_LINE_LENGTH], keep="\t"))
    rest = len(text) - _LINE_LENGTH
    if rest <= 0:
        return shown
    return Markup("{}<em> \N{HORIZONTAL ELLIPSIS} {} not shown</em>").format(shown, count(rest, "more character"))


def _title(hunk: Hunk) -> Markup:
    last = hunk.new_start + hunk.new_length - 1
    where = f"Lines {hunk.new_start} to {last}" if hunk.new_length > 1 else f"Line {hunk.new_start}"
    if not hunk.new_length:
        where = f"Removed after line {hunk.new_start}" if hunk.new_start else "Removed"
    section = Markup(" <code>{}</code>").format(visible(hunk.section[:200])) if hunk.section.strip() else ""
    return Markup("{}{}").format(where, section)
