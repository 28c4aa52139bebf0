"""Where the places of a change stand in the report, and links to them from every sentence that names one."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from posixpath import basename

from markupsafe import Markup, escape

from lambdas.shared.brief.hostile_text import named_path, visible
from lambdas.shared.brief.points import Point
from lambdas.shared.brief.templates import code_spans

# A word without the punctuation behind it, and a line where one follows: "a.py, line 12", "a.py (line 12)"
_NAMED = re.compile(
    r"(?P<word>[^\s`'\"\u201c\u201d()<>,;]*[^\s`'\"\u201c\u201d()<>,;.:!?])"
    r"(?:, (?P<former>former )?lines? (?P<line>\d{1,9})| \(lines? (?P<bracketed>\d{1,9})\))?"
)


def line_anchor(file_anchor: str, line: int, *, is_removed: bool = False) -> str:
    return f"{file_anchor}-{'o' if is_removed else ''}{line}"


class Places:
    """File names can be anything, so an anchor is made of the file's number."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._files = {path: f"f{number}" for number, path in enumerate(dict.fromkeys(paths), 1)}
        alike = Counter(map(basename, self._files))
        self._by_name = {basename(path): path for path in self._files if alike[basename(path)] == 1}
        short = Counter(map(named_path, self._files))
        self._by_short = {name: path for path in self._files if short[name := named_path(path)] == 1}
        self._lines: set[str] = set()

    def add_lines(self, anchors: Iterable[str]) -> None:
        """These lines stand in the report; until then a link leads to their file."""
        self._lines.update(anchors)

    def file_anchor(self, path: str) -> str | None:
        return self._files.get(path)

    def anchor(self, path: str, line: int | None, *, is_removed: bool = False) -> str | None:
        """The line if it is shown (a removed one where the new file shows none), else its file, else nothing."""
        file = self._files.get(path)
        if file is None or line is None:
            return file
        sides = (True,) if is_removed else (False, True)
        candidates = (line_anchor(file, line, is_removed=side) for side in sides)
        return next((anchor for anchor in candidates if anchor in self._lines), file)

    def link(self, point: Point) -> Markup:
        """The place of a point, in words."""
        return _link(self._anchor_of(point), point.place)

    def _anchor_of(self, point: Point) -> str | None:
        return self.anchor(point.path, point.line_end or point.line, is_removed=point.is_removed)

    def links(self, points: Sequence[Point]) -> Markup:
        """The places of points in one file, which is named once: app.py, line 12, line 31."""
        first, *others = points
        lines = (_link(self._anchor_of(point), f"line {point.line}") for point in others)
        return Markup(", ").join([self.link(first), *lines])

    def linked(self, text: str) -> Markup:
        """A sentence with a link from each file of the change that it names, and code where it quotes some."""
        return code_spans(text, self._linked)

    def _linked(self, text: str) -> Markup:
        if text in self._files:
            return _link(self._files[text], text)
        parts, position = [], 0
        for match in _NAMED.finditer(text):
            line = match["line"] or match["bracketed"]
            anchor = self._named(match["word"], line, is_removed=bool(match["former"]))
            if anchor:
                parts += [escape(visible(text[position : match.start()])), _link(anchor, match[0])]
                position = match.end()
        return Markup("").join([*parts, escape(visible(text[position:]))])

    def _named(self, word: str, line: str | None, *, is_removed: bool) -> str | None:
        path = self._path(word)
        if path is None:  # "a.py:12"
            word, _, line = word.rpartition(":")
            path = self._path(word) if line.isdecimal() else None
        return self.anchor(path, int(line) if line else None, is_removed=is_removed) if path else None

    def _path(self, word: str) -> str | None:
        """By its whole path; by its end or its name alone where that has an ending and only one file bears it."""
        if word in self._files:
            return word if "." in word or "/" in word else None
        if word.startswith("\N{HORIZONTAL ELLIPSIS}/"):
            return self._by_short.get(word)
        return self._by_name.get(word) if "." in word.strip(".") else None


def _link(anchor: str | None, text: str) -> Markup:
    if anchor is None:
        return escape(visible(text))
    return Markup('<a href="#{}">{}</a>').format(anchor, visible(text))
