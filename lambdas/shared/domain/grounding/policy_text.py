"""The team's deployment policy (`deployment-policy.md`): its sentences, and which of them somebody quotes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lambdas.shared.domain.answer import bounds
from lambdas.shared.domain.answer.plain_text import one_line
from lambdas.shared.domain.grounding.sentences import sentences

_FEWEST = 3  # words of a quotation that is not the whole sentence; less could stand anywhere
_MARK = re.compile(r"^\s*(?:(?:[-*+•>]|\d{1,3}[.)]|#{1,6})\s+(?:\[[ xX]\]\s+)?)+")  # of a list, a quotation, a heading
_EMPHASIS = re.compile(r"\*\*|__|~~|(?<!\w)([*_])(?=\S)(?P<words>[^*_]{1,200})(?<=\S)\1(?!\w)")
_NOT_COMPARED = re.compile(r"[*_`~]")
_ALIKE = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014", "''\"\"--")  # quotation marks and dashes


@dataclass(frozen=True, slots=True)
class Policy:
    """`whole` is its text as it is compared, `sentences` each as compared and as written."""

    whole: str
    sentences: tuple[tuple[str, str], ...]

    def quoted(self, words: str) -> str | None:
        """
        The sentence that is meant, as the team wrote it; None: the policy does not say this.

        White space, case, emphasis and the kind of quotation marks do not matter. Part of a sentence stands for all of
        it; words that stand in several sentences, or across two, stand for themselves.
        """
        wanted = _compared(words.rstrip("… "))
        exact = next((written for compared, written in self.sentences if compared == wanted), None)
        if exact or len(wanted.split()) < _FEWEST:
            return exact
        around = {written for compared, written in self.sentences if _has(compared, wanted)}
        if len(around) == 1:
            return around.pop()
        return one_line(words, longest=bounds.SENTENCE) if _has(self.whole, wanted) else None


def read_policy(text: str | None) -> Policy | None:
    """None where there is no policy, or an empty one."""
    blocks = tuple(_blocks(text or ""))
    written = [one_line(one, longest=bounds.SENTENCE) for block in blocks for one in sentences(block)]
    pairs = tuple((compared, one) for one in written if (compared := _compared(one.rstrip("…"))))
    return Policy(" ".join(f"{_compared(block)}." for block in blocks), pairs) if pairs else None


def bare_line(line: str) -> str:
    """One line of it without the mark of a list and without emphasis."""
    return next(_joined([_MARK.sub("", line)]), "")


def _blocks(text: str) -> Iterator[str]:
    """Items of lists, headings and paragraphs, each on one line and without its mark."""
    block: list[str] = []
    for line in text.splitlines():
        if not line.strip() or _MARK.match(line):
            yield from _joined(block)
            block = []
        block.append(_MARK.sub("", line))
    yield from _joined(block)


def _joined(lines: list[str]) -> Iterator[str]:
    text = " ".join(_EMPHASIS.sub(lambda match: match["words"] or "", " ".join(lines)).split())
    if text:
        yield text


def _compared(text: str) -> str:
    bare = _NOT_COMPARED.sub("", _MARK.sub("", text).translate(_ALIKE))
    return " ".join(bare.split()).lower().strip(" .:;-\"'")


def _has(text: str, words: str) -> bool:
    """As whole words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None
