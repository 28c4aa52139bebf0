"""Versions as manifests write them, compared as far as their numbers go."""

import re
from enum import StrEnum

_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_FIRST_YEAR = 1990
_FLOATING = re.compile(r"^(?:|\*|latest|x|next|main|master|HEAD)$", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:git\+|git://|https?://|file:|^\./|^\.\./|github:|git@)")


class Move(StrEnum):
    """From one version to another."""

    MAJOR = "major"
    UNSTABLE = "unstable"  # below 1.0, where any step may break what relied on it
    MINOR = "minor"
    PATCH = "patch"
    DOWN = "down"
    SAME = "same"  # only the way it is written differs
    UNKNOWN = "unknown"


def compare(before: str, after: str) -> Move:
    """By the first version that each names: ">=2.3,<3" is 2.3. A mere upper bound compares with another one only."""
    old, new = numbers(before), numbers(after)
    if not old or not new or _is_upper_bound(before) is not _is_upper_bound(after):
        return Move.UNKNOWN
    length = max(len(old), len(new))
    old, new = (tuple(version[i] if i < len(version) else 0 for i in range(length)) for version in (old, new))
    if old == new:
        return Move.SAME
    if new < old:
        return Move.DOWN
    return _how_far_up(old, new)


def _is_upper_bound(version: str) -> bool:
    """As "<4", which names no version that anybody has."""
    parts = [part.strip(" \"'") for part in version.split(",")]
    return all(part.startswith(("<", "!=")) for part in parts)


def _how_far_up(old: tuple[int, ...], new: tuple[int, ...]) -> Move:
    """A first number that is a year says nothing about what breaks."""
    if old[0] != new[0]:
        return Move.MAJOR if new[0] < _FIRST_YEAR else Move.MINOR
    if len(old) > 1 and old[1] != new[1]:
        return Move.UNSTABLE if old[0] == 0 else Move.MINOR
    return Move.PATCH


def numbers(version: str) -> tuple[int, ...]:
    """Without what a range excludes: "!=2.0" names no version."""
    match = _NUMBERS.search(re.sub(r"!=\s*[\d.*]+", "", version))
    return tuple(int(part) for part in match[0].split(".")) if match else ()


def is_floating(version: str) -> bool:
    """Any version will do, so that each build may get another."""
    return bool(_FLOATING.match(version.strip()))


def is_elsewhere(version: str) -> bool:
    """From an address or a folder, not from a registry."""
    return bool(_ELSEWHERE.search(version))
