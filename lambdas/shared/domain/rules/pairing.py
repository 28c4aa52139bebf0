"""
Which added line takes the place of which removed one: the old value and the new one of the same thing.

Within one block of a hunk (removed lines, then added ones) the pairs keep the order of the lines and are chosen so that
they are as alike as possible altogether. Words count, punctuation hardly does, and two lines that set the same key
belong together.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_WORD, _SIGN = re.compile(r"\w+"), re.compile(r"[^\w\s]")
_SIGN_WEIGHT = 0.25  # beside a word's 1
_KEY = re.compile(
    r"^[\s\"'\-+*@$]*(?:(?:const|let|var|val|final|export|public|private|static|self\.)\s*)*"
    r"([\w][\w.\-]*)[\"']?\s*(?::=|=>|[:=](?![=]))"
)
_ALIKE = 0.5
_READ = 300  # characters of a line that are compared
_MOST_COMPARISONS = 1_600  # larger blocks are paired by their keys


def pair_lines(removed: Sequence[str], added: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Pairs of (index of removed, index of added), both ascending; most lines of a rewritten block have no partner."""
    if len(removed) * len(added) > _MOST_COMPARISONS:
        return _pair_by_key(removed, added)
    return _best_alignment([_read(text[:_READ]) for text in removed], [_read(text[:_READ]) for text in added])


class _Words(NamedTuple):
    words: dict[str, int]  # how often each
    signs: dict[str, int]
    sign_weight: float
    total: float  # the weight of all
    key: str | None


def _read(text: str) -> _Words:
    words, signs = _WORD.findall(text), _SIGN.findall(text)
    key = _KEY.match(text)
    weight = _SIGN_WEIGHT * len(signs)
    return _Words(_count(words), _count(signs), weight, len(words) + weight, key[1] if key else None)


def _count(tokens: Iterable[str]) -> dict[str, int]:
    """For the few of a line, in half the time of a `Counter`."""
    counts: dict[str, int] = {}
    for token in tokens:
        counts[token] = counts.get(token, 0) + 1
    return counts


def _likeness(old: _Words, new: _Words) -> float:
    """From 0 to 1 (Dice), moved by whether both lines set the same key."""
    if not (old.total and new.total):
        return 0.0
    is_same_key = old.key is not None and old.key == new.key
    total = old.total + new.total
    if not is_same_key and 2 * min(old.total, new.total) < _ALIKE * total:
        return 0.0
    if 2 * min(old.sign_weight, new.sign_weight) < _ALIKE * total and old.words.keys().isdisjoint(new.words):
        return 0.0
    alike = 2 * (_in_both(old.words, new.words) + _SIGN_WEIGHT * _in_both(old.signs, new.signs)) / total
    if is_same_key:
        return max(alike, 0.75)
    return alike if old.key is None or new.key is None else alike / 2


def _in_both(old: dict[str, int], new: dict[str, int]) -> int:
    return sum([min(old[token], new[token]) for token in old.keys() & new.keys()])


def _best_alignment(old: list[_Words], new: list[_Words]) -> tuple[tuple[int, int], ...]:
    """
    The alignment of two sequences with the highest sum of likenesses (as for the longest common subsequence).

    Lines that are like no other are left out beforehand; the alignment of the others does not depend on them.
    """
    alike = {
        (i, j): score
        for i, left in enumerate(old)
        for j, right in enumerate(new)
        if (score := _likeness(left, right)) >= _ALIKE
    }
    if len(alike) < 2:
        return tuple(alike)
    rows, columns = sorted({i for i, _ in alike}), sorted({j for _, j in alike})
    likeness = [[alike.get((i, j), 0.0) for j in columns] for i in rows]
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    for i in reversed(range(len(rows))):
        for j in reversed(range(len(columns))):
            score = likeness[i][j]
            together = score + best[i + 1][j + 1] if score >= _ALIKE else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    return tuple((rows[i], columns[j]) for i, j in _walk(likeness, best))


def _walk(likeness: list[list[float]], best: list[list[float]]) -> list[tuple[int, int]]:
    pairs, i, j = [], 0, 0
    while i < len(likeness) and j < len(best[0]) - 1:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _pair_by_key(removed: Sequence[str], added: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Lines whose key occurs once on each side."""
    old, new = _unique_keys(removed), _unique_keys(added)
    pairs, last = [], -1
    for key, index in old.items():
        partner = new.get(key, -1)
        if partner > last:
            pairs.append((index, partner))
            last = partner
    return tuple(pairs)


def _unique_keys(texts: Sequence[str]) -> dict[str, int]:
    keys = [(match[1], index) for index, text in enumerate(texts) if (match := _KEY.match(text))]
    counts = Counter(key for key, _ in keys)
    return {key: index for key, index in keys if counts[key] == 1}
