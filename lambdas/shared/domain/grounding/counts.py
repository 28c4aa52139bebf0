"""The change's own numbers: how many files, lines, commits, functions."""

import re
from collections import Counter
from collections.abc import Iterator

from lambdas.shared.domain.grounding.material import Material
from lambdas.shared.domain.grounding.quantities import Quantity, quantities

_NOUN = re.compile(
    r"\s*(?:(?:more|new|other|changed|modified|added|deleted|removed|renamed|different|further|separate|existing|whole|"
    r"source|test|tests?|unit|documentation|configuration|infrastructure|lock|generated|python|unread|binary|of|the|neue[nr]?|geänderte[nr]?)\s+){0,3}"
    r"(?:(?:(?!(?:of|in|on|at|to|for|with|and|or|the|that|which|is|are)\b)[\w-]+\s+){0,2}(?=files?\b))?"
    r"(?P<noun>files?|dateien|fichiers|archivos|lines?|zeilen|lignes|commits?|functions?|methods?|funktionen|fonctions|"
    r"classes|class|tests?(?: cases?)?)\b",
    re.IGNORECASE,
)
_NOUN_ANYWHERE = re.compile(r"\s(?P<noun>files?|lines?|commits?|functions?|methods?|classes|tests?)\b", re.IGNORECASE)
_ELLIPSIS = re.compile(r"\s+(?:are|is|were|was|of\s+them|new|others?|added|removed|deleted)\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:(?P<added>added|new|more)|(?P<removed>removed|deleted|fewer))\b", re.IGNORECASE)
_GAINS = re.compile(r"\b(?:(?P<gains>gains|gets|adds)|loses|drops|removes)\s+$", re.IGNORECASE)  # "gains eight lines"
_SOME_LINES = re.compile(r"\s+lines\s+(?:that|which)\b", re.IGNORECASE)
_ALL_LINES = re.compile(
    r"\s+(?:lines\s+)?(?:are|were)\s+(?:also\s+|now\s+)?(?:added|removed|deleted|changed)\b", re.IGNORECASE
)
_OF = re.compile(r"\s+(?:of|von|sur|de)\s+(?:the\s+)?(?P<total>\d+)")
_OF_BEFORE = re.compile(r"\d+\s+(?:of|von|sur|de)\s+(?:the\s+)?$")
_WITHIN = re.compile(  # "a name in two files": not in all
    r"\b(?:in|across|of|from)\s+(?:the\s+)?(?:only\s+)?$", re.IGNORECASE
)
_FUNCTION = re.compile(
    r"\b(?:def|function|func|fn|fun|sub)\s+(?:\([^)]*\)\s*)?(?P<name>\w[\w-]*)(?=\s*(?:[(<\[{:=]|$))"
    r"|^\s*(?:public|private|protected|static).*?(?P<java>\w+)\s*\("
    r"|^(?!return\b|else\b)[A-Za-z_][\w:<>]*(?:\s+[\w:<>]+)*[\s*&]+(?P<c>\w+)\((?=[^;]*$)"
)
_CLASS = re.compile(r"\b(?:class|struct|interface|trait|enum)\s+(?P<name>\w+)")
_TEST = re.compile(
    r"\b(?:def|func|function|fn)\s+(?P<name>test\w*|Test\w*)|\b(?:it|test)\(\s*(?P<quote>[\"'`].*?[\"'`])"
    r"|^\s*test\s+(?P<tcl>[\"{].*?[\"}])"
)


class Counts:
    def __init__(self, material: Material) -> None:
        self._material = material

    def verdict(self, quantity: Quantity, sentence: str) -> bool | None:
        """Whether so many things were changed; None where the number counts nothing that git counts."""
        if quantity.unit is not None or quantity.value is None:
            return None
        whole = _OF.match(sentence, quantity.end)
        if whole and _NOUN.match(
            sentence, whole.end()
        ):  # "41 of 43 files": the total is checked in its turn, and no part exceeds it
            return quantity.value <= int(whole["total"])
        noun = _noun(quantity, sentence)
        if noun is None:
            return None
        number, told = int(quantity.value), sentence[quantity.end : quantity.end + 60]
        verb = _GAINS.search(sentence, 0, quantity.start)
        told = f"{told} added" if verb and verb["gains"] else f"{told} removed" if verb else told
        if noun.startswith(("line", "zeile", "ligne")):
            is_count = number in set(self._lines(told)) and not _is_said_twice(quantity, sentence, told)
            if _SOME_LINES.match(told):  # "six lines that open the file are removed": some of them
                return number <= max(self._lines(told), default=0)
            return is_count or (False if verb or _ALL_LINES.match(told) else None)
        is_total = bool(_OF_BEFORE.search(sentence[: quantity.start]))
        is_within = bool(_WITHIN.search(sentence, 0, quantity.start))
        return self._is_count(noun, number, told, is_total=is_total, is_within=is_within)

    def _is_count(self, noun: str, number: int, told: str, *, is_total: bool, is_within: bool) -> bool | None:
        if noun.startswith(("file", "dateien", "fichier", "archivo")):
            files = len(self._material.change.files)
            return number in ({files} if is_total else set(self._files())) or (is_within and number <= files)
        if noun.startswith("commit"):
            commits = self._material.change.commits
            return number in {len(commits), sum(commit.is_merge for commit in commits)}
        return self._defined(noun, number, _SIDE.search(told)) or None

    def _files(self) -> Iterator[int]:
        """All of them, and those of a kind, class, extension or folder."""
        files = self._material.change.files
        yield len(files)
        yield from Counter(file.kind for file in files).values()
        yield from Counter(file.file_class for file in files).values()
        yield from Counter((file.kind, file.file_class) for file in files).values()
        yield from Counter(file.path.rpartition(".")[2] for file in files).values()
        yield from Counter(file.path.rpartition("/")[0] for file in files).values()
        yield from Counter(file.path.partition("/")[0] for file in files).values()
        yield sum(file.is_binary for file in files)

    def _lines(self, told: str) -> Iterator[int]:
        """Of the whole and of each file; only those added, or removed, where the sentence goes on to say so."""
        first = _SIDE.search(told)
        files = self._material.change.files
        added, deleted = [file.added or 0 for file in files], [file.deleted or 0 for file in files]
        if first is None or first["added"]:
            yield from (sum(added), *added)
        if first is None or first["removed"]:
            yield from (sum(deleted), *deleted)
        if first is None:
            yield from (self._material.change.changed_lines, *(file.changed_lines for file in files))

    def _defined(self, noun: str, number: int, side: re.Match[str] | None) -> bool:
        pattern = _CLASS if noun.startswith("class") else _TEST if noun.startswith("test") else _FUNCTION
        added, removed, touched = set[str](), set[str](), set[str]()
        for file in self._material.files:
            for hunk in file.hunks:
                touched |= _names(pattern, hunk.section)
                for line in hunk.body.split("\n"):
                    found = _names(pattern, line[1:])
                    if line[:1] == "+":
                        added |= found
                    elif line[:1] == "-":
                        removed |= found
                    else:
                        touched |= found
        if side and side["added"]:
            return number in {len(added), len(added - removed)}
        if side:
            return number in {len(removed), len(removed - added)}
        return number in {
            len(group) for group in (added & removed, added | removed, touched, touched | added | removed)
        }


def _is_said_twice(quantity: Quantity, sentence: str, told: str) -> bool:
    """As in "Three lines are added and three are added"."""
    side, before = _SIDE.search(told), sentence[: quantity.start]
    return side is not None and side.group() in before and quantity.text in {one.text for one in quantities(before)}


def _noun(quantity: Quantity, sentence: str) -> str | None:
    """What is counted; of "three lines are added and two are removed" the second time too."""
    match = _NOUN.match(sentence, quantity.end)
    if match is None and _ELLIPSIS.match(sentence, quantity.end):
        match = next(iter(reversed(list(_NOUN_ANYWHERE.finditer(sentence, 0, quantity.start)))), None)
    return match["noun"].lower() if match else None


def _names(pattern: re.Pattern[str], line: str) -> set[str]:
    return {next(group for group in match.groups() if group) for match in pattern.finditer(line) if any(match.groups())}
