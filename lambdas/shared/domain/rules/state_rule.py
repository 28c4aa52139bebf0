"""
Rules about a state that a line of code puts something into: a URL made public, a check switched off.

A state is entered when a line that has it is added, and left when such a line goes. A line that had it before and has
it after (reformatted, moved, another detail changed) is neither.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lambdas.shared.domain.facts import Fact
from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.code_lines import CodeLine
from lambdas.shared.domain.rules.rule import FactType, code, code_at


def takes_effect(file: ChangedFile) -> bool:
    return file.takes_effect


@dataclass(frozen=True, slots=True)
class Saying:
    """A kind of fact with its sentence; `{code}` in it becomes the line."""

    type: FactType
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class StateRule:
    words: frozenset[str]  # a line has one of these, or is not looked at
    pattern: re.Pattern[str]
    entered: Saying
    left: Saying | None = None
    on: Callable[[ChangedFile], bool] = takes_effect
    in_strings: bool = True  # False: what stands in a string is not the state itself
    unless: re.Pattern[str] | None = None
    beside: tuple[str, ...] = ()  # and one of these, in lower case: cheaper to look for than the pattern

    def __call__(self, file: ChangedFile) -> Iterator[Fact]:
        if self.words.isdisjoint(file.words) or not self.on(file):
            return
        for line in file.changed_with(self.words, beside=self.beside):
            saying = self.left if line.is_removed else self.entered
            if saying and self.has(file, line) and self.is_news(file, line):
                yield self.fact(file, line, saying)

    def has(self, file: ChangedFile, line: CodeLine) -> bool:
        if not self.pattern.search(line.text):  # masking costs more than looking
            return False
        text = file.uncommented(line) if self.in_strings else file.code(line)
        has = text is line.text or self.pattern.search(text)
        return bool(has) and not (self.unless and self.unless.search(text))

    def is_news(self, file: ChangedFile, line: CodeLine) -> bool:
        if file.is_moved(line):
            return False
        partner = file.partner(line)
        return not (partner and self.has(file, partner))

    def fact(self, file: ChangedFile, line: CodeLine, saying: Saying) -> Fact:
        partner = file.partner(line)
        place = partner if line.is_removed and partner else line
        return saying.type.at(file, place, saying.text.replace("{code}", self._quoted(line.text)), short=saying.short)

    def _quoted(self, text: str) -> str:
        match = self.pattern.search(text)
        return code_at(text, match.start(), match.end()) if match else code(text)


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def pattern(text: str) -> re.Pattern[str]:
    """Case does not matter, and spaces in the pattern stand for themselves."""
    return re.compile(text, re.IGNORECASE)
