"""Many words looked for at once: `re` finds one first letter a hundred times as fast as a choice of words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any


def literal_patterns(words: Iterable[str], *, at_word_start: bool = False) -> Iterator[re.Pattern[str]]:
    """
    Patterns that together match any of the words; of two words that begin alike, the shorter one.

    `at_word_start`: those that begin with a letter of ASCII are not found inside of a longer word.
    """
    for first, alike in groupby(sorted(set(words)), key=itemgetter(0)):
        inside = at_word_start and first.isascii() and first.isalpha()
        boundary = f"(?<!\\w{first})" if inside else ""  # behind the letter, so that the letter is still what is sought
        yield re.compile(f"{re.escape(first)}{boundary}{_branch(_trie(word[1:] for word in alike))}")


def _trie(words: Iterable[str]) -> dict[str, Any]:
    trie: dict[str, Any] = {}
    for word in words:
        node = trie
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return trie


def _branch(node: Mapping[str, Any]) -> str:
    if "" in node:
        return ""
    branches = [re.escape(char) + _branch(rest) for char, rest in node.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
