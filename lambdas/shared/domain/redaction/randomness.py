"""Telling a string that a machine drew at random from one that a person wrote."""

import math
import re
from collections import Counter
from itertools import pairwise

_HEX = re.compile(r"^[0-9a-fA-F]+$")
_SEPARATORS = re.compile(r"[-_./: ]")
_CLASSES = str.maketrans(
    {
        **dict.fromkeys("abcdefghijklmnopqrstuvwxyz", "a"),
        **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"),
        **dict.fromkeys("0123456789", "0"),
    }
)


def entropy(value: str) -> float:
    """Shannon's, in bits a character."""
    counts = Counter(value).values()
    return -sum(count / len(value) * math.log2(count / len(value)) for count in counts)


def is_hexadecimal(value: str) -> bool:
    return bool(_HEX.match(value))


def looks_random(value: str) -> bool:
    """
    Whether this is too irregular for a name, a path or a phrase.

    Words keep to one kind of character for several letters; random base64 changes between lower case, upper case and
    digits at six of ten places. Hexadecimal needs both digits and letters. Meant for 16 characters and more.
    """
    if len(value) < 12:
        return False
    if is_hexadecimal(value):
        return entropy(value) > 2.6 and any(char.isdigit() for char in value) and any(char.isalpha() for char in value)
    if entropy(value) < min(3.6, math.log2(len(value)) * 0.75):
        return False
    kinds = _SEPARATORS.sub("", value).translate(_CLASSES)
    if "0" not in kinds and not {"a", "A"} <= set(kinds):
        return False
    changes = sum(before != after for before, after in pairwise(kinds))
    return changes >= 0.36 * (len(kinds) - 1)
