"""The diff as evidence: where a word stands, on which side, and what stands around it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, islice

from lambdas.shared.domain.change import Change, FileKind
from lambdas.shared.domain.diff import FileDiff, Hunk
from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.grounding.abbreviations import written_out

_AROUND = 5  # lines before and after a place that belong to it
_WORD = re.compile(r"[A-Za-z]{3,}")
_SYMBOL = re.compile(r"\w+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_IDLE = re.compile(
    r"^\s*(?:#(?!include|define)|//|/\*|\*|--\s|<!--|;|%)|!|==|\?.*:|-=\s*[a-z_]"
    r"|\b(?:if|elif|unless|when|while|case|assert\w*|throws?|raise|except|catch|error\w*|not|no|never|den(?:y|ied)|disable\w*"
    r"|false|off|without|exclud\w*|ignor\w*|skip\w*|reject\w*|refus\w*|forbid\w*|prevent\w*|block\w*"
    r"|remov\w*|delet\w*|clear\w*|stop\w*|cancel\w*|detach\w*)\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"\s*(?:#(?!include|define|if|else|endif|pragma|!)|//|/\*|\*(?:\s|/|$)|--\s|<!--|;|%|$)")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CAMEL = re.compile(r"(?:[A-Z][a-z0-9]+){2,}")
_MOST_PLACES = 400  # of one word; a word that stands in more places proves nothing more


@dataclass(frozen=True, slots=True)
class Place:
    """One occurrence in a line of a hunk; `side` is "+", "-" or " ", and "@" for git's text behind the header."""

    file: FileDiff
    hunk: Hunk
    start: int  # in the hunk's body
    side: str

    @property
    def line(self) -> str:
        if self.side == "@":
            return self.hunk.section
        body = self.hunk.body
        return body[body.rfind("\n", 0, self.start) + 1 : body.find("\n", self.start)][1:]

    @property
    def column(self) -> int:
        """Where in `line` it begins."""
        return self.start if self.side == "@" else self.start - self.hunk.body.rfind("\n", 0, self.start) - 2

    @property
    def surroundings(self) -> str:
        """The lines around it, the function it is in, and the file's name."""
        return f"{self.file.path}\n{self.hunk.section}\n{self.surroundings_within(_AROUND)}"

    def surroundings_within(self, lines: int) -> str:
        body = self.hunk.body
        start = end = self.start
        for _ in range(lines + 1):
            start = max(body.rfind("\n", 0, start), 0)
            end = (body.find("\n", end) + 1) or len(body)
        return body[start:end]


class Material:
    """Everything the diff itself says, and what rules established of it; no commit message."""

    def __init__(self, change: Change, files: Sequence[FileDiff], facts: Sequence[Fact] = ()) -> None:
        self.change = change
        self.files = files
        self.facts = facts
        self._places: dict[str, tuple[Place, ...]] = {}
        self._shown: dict[re.Pattern[str], bool] = {}
        self._spelt: dict[tuple[str, str], bool] = {}

    @cached_property
    def paths(self) -> frozenset[str]:
        named = [path for file in self.change.files for path in (file.path, file.old_path) if path]
        return frozenset([*named, *(file.path for file in self.files)])

    @cached_property
    def stems_of_files(self) -> frozenset[str]:
        """As "0031_delete_coupon" of migrations/0031_delete_coupon.py."""
        return frozenset(path.rpartition("/")[2].partition(".")[0] for path in self.paths)

    @cached_property
    def file_stems(self) -> frozenset[str]:
        """As "PaymentService" of src/PaymentService.java, which holds one class; a plain word may be anything."""
        return frozenset(name for name in self.stems_of_files if _CAMEL.fullmatch(name))

    def kind_of(self, name: str) -> FileKind | None:
        """What happened to the file of this name or of this last part of a name."""
        files = self.change.files
        return next((file.kind for file in files if file.path == name or file.path.endswith(f"/{name}")), None)

    def file(self, path: str) -> FileDiff | None:
        """The file of this name, old or new; models like to keep git's a/ and b/."""
        return self._by_path.get(path) or self._by_path.get(re.sub(r"^(?:[ab]/|\./|/)", "", path))

    @cached_property
    def _by_path(self) -> dict[str, FileDiff]:
        old = {file.old_path: file for file in self.files if file.old_path}
        return {**old, **{file.path: file for file in self.files}}

    def places(self, word: str) -> tuple[Place, ...]:
        """Where it stands as a word of its own: not as a part of a longer name or number."""
        if word not in self._places:
            self._places[word] = tuple(islice(self._find(word), _MOST_PLACES))
        return self._places[word]

    def _find(self, word: str) -> Iterator[Place]:
        pattern = _as_word(word)
        for file in self.files:
            for hunk in file.hunks:
                if word in hunk.body:
                    for match in pattern.finditer(hunk.body):
                        side = hunk.body[hunk.body.rfind("\n", 0, match.start() + 1) + 1]
                        if side in "+- ":
                            yield Place(file, hunk, match.start(), side)
                behind = pattern.search(hunk.section)
                if behind:
                    yield Place(file, hunk, behind.start(), "@")

    def tails(self, digits: str) -> Iterator[Place]:
        """Where a number ends a name, such as the version in python3.11 or v3_11."""
        ending = re.compile(rf"(?<=[a-z]){re.escape(digits)}(?![\d])|(?<=[a-z_]){digits.replace('.', '_')}(?![\d.])")
        yield from self._matches(ending, digits[0])

    def _matches(self, pattern: re.Pattern[str], needle: str) -> Iterator[Place]:
        """`needle`: without it no hunk is searched."""
        for file in self.files:
            for hunk in file.hunks:
                for match in pattern.finditer(hunk.body) if needle in hunk.body else ():
                    side = hunk.body[hunk.body.rfind("\n", 0, match.start()) + 1]
                    if side in "+- ":
                        yield Place(file, hunk, match.start(), side)

    def majors(self, digits: str) -> Iterator[Place]:
        """Where a number begins a version, such as the 5 of 5.0.1."""
        beginning = re.compile(rf"(?<![\w.]){re.escape(digits)}(?=\.\d)|(?<=\bv){re.escape(digits)}(?=\.\d)")
        yield from self._matches(beginning, digits[0])

    def has_inner_name(self, name: str) -> bool:
        """As "YiYan" in BaiduYiYan or in YiYanKey: whole words of a name in camel case."""
        if not _CAMEL.fullmatch(name):
            return False
        inner = re.compile(rf"(?<![A-Z]){name}(?![a-z])")
        return any(inner.search(hunk.body) for file in self.files for hunk in file.hunks if name in hunk.body)

    def has_spelling_of(self, name: str, sides: str = "+- ") -> bool:
        """
        As "GraalPy" of "graalpy", "DMA2D" of USE_DMA2D_FLUSH, "Cortex-M7" of `CORTEX_M == 7`.

        Whole parts of names or of lines, whatever stands between them and in whatever case: how people write a name
        that they do not quote.
        """
        if (name, sides) not in self._spelt:
            spelling = _spelling(name)
            longest = max(_PART.findall(name), key=len, default="").lower()
            self._spelt[name, sides] = spelling is not None and self._is_spelt(spelling, longest, sides)
        return self._spelt[name, sides]

    def paths_with(self, name: str) -> int:
        """How many files have it in their path."""
        spelling = _spelling(name)
        return sum(bool(spelling.search(file.path)) for file in self.files) if spelling else 0

    def _is_spelt(self, spelling: re.Pattern[str], longest: str, sides: str) -> bool:
        if " " in sides and any(map(spelling.search, self.paths)):
            return True
        for file in self.files:
            for hunk in file.hunks:
                if " " in sides and spelling.search(hunk.section):
                    return True
                for match in spelling.finditer(hunk.body) if longest in hunk.body.lower() else ():
                    if hunk.body[hunk.body.rfind("\n", 0, match.start()) + 1] in sides:
                        return True
        return False

    def has_line_with(self, code: str) -> bool:
        """Whether some line holds this code, white space aside."""
        wanted = "".join(code.split())
        longest = max(_SYMBOL.findall(code), key=len, default="")
        return bool(wanted) and any(
            longest in hunk.body and wanted in _bare(hunk.body) for file in self.files for hunk in file.hunks
        )

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The stems of all words in the diff and its file names."""
        texts = (hunk.body for file in self.files for hunk in file.hunks)
        sections = (hunk.section for file in self.files for hunk in file.hunks)
        return _stems_of_all(chain(texts, sections, self.paths))

    @cached_property
    def changed_vocabulary(self) -> frozenset[str]:
        """The stems of the words on changed lines, of what they stand in, and of their files' names."""
        sections = (hunk.section for file in self.files for hunk in file.hunks)
        return _stems_of_all(chain(sections, self.paths)).union(*self.side_vocabulary.values())

    @cached_property
    def told_vocabulary(self) -> frozenset[str]:
        """The stems of the words of the facts, and of what the files are for (documentation, tests, …)."""
        classes = {file.file_class.replace("_", " ") for file in self.change.files}
        return _stems_of_all(chain((fact.text for fact in self.facts), classes))

    @cached_property
    def side_vocabulary(self) -> dict[str, frozenset[str]]:
        """The stems of the words on added and on removed lines."""
        return {side: frozenset(words) for side, words in self._line_counts.items()}

    def leaning(self, stemmed: str, right: str, wrong: str) -> int:
        """By how many lines more the word stands on the one side than on the other."""
        return self._line_counts[right][stemmed] - self._line_counts[wrong][stemmed]

    @cached_property
    def _line_counts(self) -> dict[str, Counter[str]]:
        return {side: Counter(word for line in self.lines_on(side) for word in stems(line)) for side in "+-"}

    def is_done(self, stemmed: str, side: str) -> bool:
        """Whether the word stands on a line of this side that does something: no comment, no condition, no refusal."""
        return any(not _IDLE.search(line) for line in self.lines_about({stemmed}, side))

    def lines_about(self, words: AbstractSet[str], side: str) -> Iterator[str]:
        """Those on which one of the words stands, by its stem."""
        for line in self.lines_on(side):
            bare = line.lower().replace("-", "")
            if any(word in bare for word in words) and words & stems(line):
                yield line

    def shows(self, pattern: re.Pattern[str]) -> bool:
        """Whether some changed line holds it."""
        if pattern not in self._shown:
            self._shown[pattern] = any(pattern.search(line) for side in "+-" for line in self.lines_on(side))
        return self._shown[pattern]

    @cached_property
    def is_comment_only(self) -> bool:
        """No changed line does anything: comments in the notation of most languages, and empty lines."""
        return all(_COMMENT.match(line) for side in "+-" for line in self.lines_on(side))

    def lines_on(self, side: str) -> Iterator[str]:
        for file in self.files:
            for hunk in file.hunks:
                yield from (line[1:] for line in hunk.body.split("\n") if line[:1] == side)


def _bare(body: str) -> str:
    """A hunk's lines without white space."""
    return "\n".join("".join(line[1:].split()) for line in body.split("\n"))


def _as_word(word: str) -> re.Pattern[str]:
    """A number is not part of a longer number, a name not part of a longer name."""
    escaped = re.escape(word)
    if word[:1].isdigit():
        before, after = r"(?<![\w.])(?<!\d[,_])", r"(?![\d])(?![.,_]\d)"
    else:
        before = r"(?<![A-Za-z0-9_])" if re.match(r"\w", word) else ""
        after = r"(?![A-Za-z0-9_])" if re.search(r"\w$", word) else ""
    return re.compile(before + escaped + after)


def _spelling(name: str) -> re.Pattern[str] | None:
    """How the parts of a name may stand in code; None where it has no letter or digit."""
    parts = _PART.findall(name)
    if not parts:
        return None
    before = r"(?<!\d)" if parts[0].isdigit() else r"(?:(?<![A-Za-z])|(?-i:(?<=[a-z])(?=[A-Z])))"
    after = r"(?!\d)" if parts[-1].isdigit() else r"(?:(?![A-Za-z])|(?-i:(?<=[a-z])(?=[A-Z])))"
    return re.compile(before + r"(?:[^\w\n]|_){0,4}".join(parts) + after, re.IGNORECASE)


def _stems_of_all(texts: Iterable[str]) -> frozenset[str]:
    """One text after the other: a large diff has a million of them."""
    found: set[str] = set()
    for text in texts:
        found |= stems(text)
    return frozenset([*found, *(stem(long) for word in found if (long := written_out(word)))])


def stems(text: str) -> set[str]:
    """Words of three letters and more, names taken apart, endings cut so that "retries" meets "retry"."""
    apart = _HUMP.sub(" ", text)
    joined = apart.replace("-", "") if "-" in apart else ""  # a "time-out" is a timeout
    return {stem(word) for word in _WORD.findall(f"{apart} {joined}")}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    lowered = word.lower()
    for ending in ("ations", "ation", "ating", "ings", "ing", "ies", "ied", "ers", "ed", "es", "er", "s", "y", "e"):
        if lowered.endswith(ending) and len(lowered) - len(ending) >= 3 and not (ending == "s" and lowered[-2] == "s"):
            return lowered[: -len(ending)]
    return lowered
