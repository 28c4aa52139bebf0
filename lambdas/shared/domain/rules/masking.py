"""
Comments and strings blanked out, so that a word in prose is not taken for code.

Lines keep their length, or are empty where nothing is left. Masking knows the strings and comments that span lines, as
far as the lines at hand show them: a hunk that begins inside a docstring is recognised where the docstring ends, or not
at all.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lambdas.shared.domain.rules.languages import Syntax
from lambdas.shared.domain.rules.line_search import SearchedLines


class Masked(NamedTuple):
    code: str  # without comments and without what stands in strings
    uncommented: str  # without comments


_DOUBLE, _SINGLE = r'"(?:[^"\\]|\\.)*(?:"|$)', r"'(?:[^'\\]|\\.)*(?:'|$)"
_TOKENS = {
    Syntax.PYTHON: re.compile(rf'(?P<open>"""|\'\'\')|(?P<comment>#.*)|(?P<string>{_DOUBLE}|{_SINGLE})'),
    Syntax.C_LIKE: re.compile(
        rf"(?P<open>/\*|`)|(?P<comment>//.*)|(?P<string>{_DOUBLE}|'(?:[^'\\]|\\.)*')"  # Rust's 'a has no second quote
    ),
    Syntax.HASH: re.compile(rf"(?P<open>(?!))|(?P<comment>(?:^|(?<=\s))#.*)|(?P<string>{_DOUBLE}|(?<!\w){_SINGLE})"),
    Syntax.SQL: re.compile(rf"(?P<open>/\*)|(?P<comment>--.*)|(?P<string>{_SINGLE})"),
    Syntax.MARKUP: re.compile(r"(?P<open><!--)|(?P<comment>(?!))|(?P<string>(?!))"),
}
_CLOSERS = {'"""': '"""', "'''": "'''", "/*": "*/", "`": "`", "<!--": "-->"}
_PROSE = {"/*", "<!--"}
_SPAN_LINES = {  # without any of these a line is masked without regard to its neighbours
    Syntax.PYTHON: ('"""', "'''"),
    Syntax.C_LIKE: ("/*", "*/", "`"),
    Syntax.HASH: (),
    Syntax.SQL: ("/*", "*/"),
    Syntax.MARKUP: ("<!--", "-->"),
}
_ENDS_WHAT_IT_BEGINS = {  # the whole line: its one docstring, comment or template is over where it ends
    Syntax.PYTHON: re.compile(r"""(?:[^"'#]*[=(\[{,:+%])?\s*[rRbBfFuU]{0,2}(?:\"{3}[^"]*\"{3}|'{3}[^']*'{3})[^"'#]*"""),
    Syntax.C_LIKE: re.compile(r"""[^"'`/]*(?:(?:`[^`*]*`[^"'`/]*)+|(?<!\*)/\*+[^*]*\*+/[^"'`/]*)"""),
    Syntax.SQL: re.compile(r"""[^'/-]*(?<!\*)/\*+[^*]*\*+/[^'/-]*"""),
}
_ENDS_PROSE = {Syntax.C_LIKE: ("*/", "/*"), Syntax.SQL: ("*/", "/*"), Syntax.MARKUP: ("-->", "<!--")}
_OPENS_VALUE = re.compile(r"[=(\[{,:+%]\s*[rRbBfFuU]{0,2}$|\b(?:return|yield|in|not|and|or)\s+[rRbBfFuU]{0,2}$")


def mask(texts: Iterable[str], syntax: Syntax) -> list[Masked]:
    """Consecutive lines of one side of a diff, without their newlines."""
    lines = list(texts)
    masking = Masking(lines, syntax)
    return [masking.line(index) for index in range(len(lines))]


def spans_lines(texts: Iterable[str], syntax: Syntax) -> bool:
    """Whether a line may begin or end inside of something; where none does, each can be masked by itself."""
    text = "\n".join(texts)
    contained = _ENDS_WHAT_IT_BEGINS.get(syntax)
    for mark in _SPAN_LINES.get(syntax, ()):
        place = text.find(mark)
        while place >= 0:
            start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
            end = len(text) if end < 0 else end
            if contained is None or not contained.fullmatch(text, start, end):
                return True
            place = text.find(mark, end)
    return False


class Masking:
    """Consecutive lines of one side of a diff, each masked when it is asked for."""

    def __init__(self, lines: Sequence[str], syntax: Syntax, *, is_alone: bool = False) -> None:
        """`is_alone`: no line depends on its neighbours, see `spans_lines`."""
        self._lines = lines
        self._syntax = syntax
        self._is_alone = is_alone
        self._masked: dict[int, Masked] = {}

    def line(self, index: int) -> Masked:
        if index not in self._masked:
            self._masked[index] = self._mask(index)
        return self._masked[index]

    def begins_in_code(self, index: int) -> bool:
        return not self._beginnings or self._beginnings[index][0] is None

    def _mask(self, index: int) -> Masked:
        text, tokens = self._lines[index], _TOKENS.get(self._syntax)
        closer, is_prose = self._beginnings[index] if self._beginnings else (None, True)
        if tokens is None or (closer is None and tokens.search(text) is None):
            return Masked(text, text)
        return _Masker(tokens, closer, is_prose).line(text)

    @cached_property
    def _beginnings(self) -> list[tuple[str | None, bool]]:
        """What each line begins in; empty where nothing spans lines."""
        if self._is_alone or not spans_lines(self._lines, self._syntax):
            return []
        marked = SearchedLines(self._lines).containing(_SPAN_LINES[self._syntax])
        masker = _Masker(_TOKENS[self._syntax], closer=_closer_at_start(self._lines, self._syntax))
        beginnings: list[tuple[str | None, bool]] = []
        for index in marked:
            beginnings += [(masker.closer, masker.is_prose)] * (index + 1 - len(beginnings))
            masker.pass_over(self._lines[index])
        return beginnings + [(masker.closer, masker.is_prose)] * (len(self._lines) - len(beginnings))


def _closer_at_start(lines: Sequence[str], syntax: Syntax) -> str | None:
    """What ends the comment or docstring in whose middle the lines begin; None where they begin in code."""
    if syntax is Syntax.PYTHON:
        return _docstring_at_start(lines)
    if syntax not in _ENDS_PROSE:
        return None
    closer, opener = _ENDS_PROSE[syntax]
    for line in lines:
        end, start = line.find(closer), line.find(opener)
        if end >= 0 or start >= 0:
            return closer if end >= 0 and (start < 0 or end < start) else None
    return None


def _docstring_at_start(lines: Sequence[str]) -> str | None:
    """The first triple quote closes something if a sentence stands in front of it."""
    for line in lines:
        for quote in ('"""', "'''"):
            before, found, _ = line.partition(quote)
            if found:
                prose = before.strip() and "#" not in before and not _OPENS_VALUE.search(before)
                return quote if prose and len(before.strip()) > 2 else None
    return None


@dataclass(slots=True)
class _Masker:
    tokens: re.Pattern[str]
    closer: str | None  # what ends the comment or string that the next line begins in
    is_prose: bool = True  # and whether that is prose: a comment, a docstring

    def line(self, text: str) -> Masked:
        if self.closer and self.is_prose and self.closer not in text:
            return Masked("", "")
        code, uncommented, position = [], [], 0
        while position < len(text):
            end, is_code, keeps = self._step(text, position)
            piece = text[position:end]
            code.append(piece if is_code else " " * len(piece))
            uncommented.append(piece if keeps else " " * len(piece))
            position = end
        return Masked("".join(code), "".join(uncommented))

    def pass_over(self, text: str) -> None:
        """Only what the next line begins in is wanted."""
        position = 0
        while position < len(text):
            position, _, _ = self._step(text, position)

    def _step(self, text: str, position: int) -> tuple[int, bool, bool]:
        """Where the next piece ends, whether it is code, and whether it is code or a string."""
        if self.closer:
            return self._inside(text, position, self.closer)
        match = self.tokens.search(text, position)
        if match is None:
            return len(text), True, True
        if match.start() > position:
            return match.start(), True, True
        if match.lastgroup == "open":
            opener = match.group()
            self.closer = _CLOSERS[opener]
            self.is_prose = opener in _PROSE or (self.closer in {'"""', "'''"} and _stands_alone(text, position))
            return match.end(), False, not self.is_prose
        return max(match.end(), position + 1), False, match.lastgroup == "string"

    def _inside(self, text: str, position: int, closer: str) -> tuple[int, bool, bool]:
        end = text.find(closer, position)
        if end < 0:
            return len(text), False, not self.is_prose
        self.closer = None
        return end + len(closer), False, not self.is_prose


def _stands_alone(text: str, position: int) -> bool:
    """A string that is a statement: a docstring."""
    return not text[:position].strip(" \trRbBfFuU")
