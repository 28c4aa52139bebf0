"""JSON objects in a model's prose: bare, fenced, with words before and after."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

_START = re.compile(r"\{\s*\"")
_MOST_ATTEMPTS = 50  # a text full of braces is not worth more


def objects_in(text: str) -> Iterator[Mapping[str, Any]]:
    """Every object that is not part of one already found, in order."""
    decoder = json.JSONDecoder(strict=False)  # models leave line ends in strings
    position = attempts = 0
    while attempts < _MOST_ATTEMPTS and (match := _START.search(text, position)):
        attempts += 1
        try:
            value, position = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            position = match.start() + 1
        else:
            yield value
