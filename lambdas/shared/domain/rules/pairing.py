"""
Which added line takes the place of which removed one: the old value and the new one of the same thing.

Within one block of a hunk (removed lines, then added ones) the pairs keep the order of the lines and are chosen so that
they are as alike as possible altogether. Words count, punctuation hardly does, and two lines that set the same key
belong together.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_WORD, _NO_SIGN = re.compile(r"\w+"), re.compile(r"[\w\s]+")
_WORD_BYTES = bytes(byte for byte in range(128) if chr(byte).isalnum() or byte == ord("_"))
_ONLY_WORDS = bytes(byte if byte in _WORD_BYTES + b"\n" else ord(" ") for byte in range(256))
_NO_SIGNS = _WORD_BYTES + bytes(byte for byte in range(128) if chr(byte).isspace() and chr(byte) != "\n")
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
    if not removed or not added:
        return ()
    if len(removed) * len(added) > _MOST_COMPARISONS:
        return _pair_by_key(removed, added)
    return _best_alignment(_read(removed), _read(added))


class _Words(NamedTuple):
    words: frozenset[str]  # see `_numbered`
    signs: str
    total: float  # the weight of all
    key: str | None


def _read(lines: Sequence[str]) -> list[_Words]:
    texts = [line[:_READ] for line in lines]
    return [_line(text, words, signs) for text, words, signs in zip(texts, *_words_and_signs(texts), strict=True)]


def _line(text: str, words: list[str], signs: str) -> _Words:
    key = _KEY.match(text)
    return _Words(_numbered(words), signs, len(words) + _SIGN_WEIGHT * len(signs), key[1] if key else None)


def _words_and_signs(texts: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    """Of each line."""
    whole = "\n".join(texts)
    if not whole.isascii():
        return [_WORD.findall(text) for text in texts], [_NO_SIGN.sub("", text) for text in texts]
    raw = whole.encode()  # the same for a fifth of the time
    words, signs = raw.translate(_ONLY_WORDS), raw.translate(None, _NO_SIGNS)
    return [line.split() for line in words.decode().split("\n")], signs.decode().split("\n")


def _numbered(words: Sequence[str]) -> frozenset[str]:
    """A set that keeps repetitions, so that what two lines share is an intersection: the second "a" is "a 2"."""
    if len(distinct := frozenset(words)) == len(words):
        return distinct
    counts = dict.fromkeys(distinct, 0)
    numbered = []
    for word in words:
        counts[word] += 1
        numbered.append(word if counts[word] == 1 else f"{word} {counts[word]}")
    return frozenset(numbered)


def _alike(old: Sequence[_Words], new: Sequence[_Words]) -> dict[tuple[int, int], float]:
    """
    Of the pairs that are alike: how much, from `_ALIKE` to 1 (Dice), moved by whether both lines set the same key.

    Most pairs are told to be none from their sizes, or from the words that they share, without a closer look.
    """
    found = {}
    others = [(j, right, len(right.signs)) for j, right in enumerate(new) if right.total]
    for i, left in enumerate(old):
        words, _, weight, key = left
        signs = len(left.signs)
        for j, right, other_signs in others if weight else ():
            total = weight + right.total
            if key is not None and right.key is not None:
                if key == right.key:
                    found[i, j] = max(_shared(left, right, len(words & right.words)) / total, 0.75)
                elif words == right.words and sorted(left.signs) == sorted(right.signs):  # the sides of "=" exchanged
                    found[i, j] = 0.5
                continue
            needed = _ALIKE * total / 2
            if weight < needed or right.total < needed:
                continue
            shared = len(words & right.words)
            if shared + _SIGN_WEIGHT * min(signs, other_signs) < needed:
                continue
            if (score := _shared(left, right, shared) / total) >= _ALIKE:
                found[i, j] = score
    return found


def _shared(old: _Words, new: _Words, words: int) -> float:
    """Twice the weight of what both lines have; `words` is how many of them are words."""
    signs = len(old.signs)
    if old.signs != new.signs:
        signs = sum([min(old.signs.count(sign), new.signs.count(sign)) for sign in {*old.signs} & {*new.signs}])
    return 2 * (words + _SIGN_WEIGHT * signs)


def _best_alignment(old: list[_Words], new: list[_Words]) -> tuple[tuple[int, int], ...]:
    """
    The alignment of two sequences with the highest sum of likenesses (as for the longest common subsequence).

    Lines that are like no other are left out beforehand; the alignment of the others does not depend on them.
    """
    alike = _alike(old, new)
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
