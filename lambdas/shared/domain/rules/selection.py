"""The rules that a file can concern: most ask for words that most files do not have."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lambdas.shared.domain.rules.changed_file import ChangedFile
from lambdas.shared.domain.rules.rule import Rule


class Selection:
    """Of rules with `words` those of which the file has one, and all others; their order stays."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._always: set[int] = set()
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        for number, rule in enumerate(rules):
            words: frozenset[str] = getattr(rule, "words", frozenset())
            for word in words:
                self._by_word[word].add(number)
            if not words:
                self._always.add(number)

    def of(self, file: ChangedFile) -> Iterator[Rule]:
        asked = (self._by_word[word] for word in self._by_word.keys() & file.words)
        return (self._rules[number] for number in sorted(self._always.union(*asked)))
