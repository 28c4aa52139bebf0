"""Credentials with neither a shape nor a telling name: a long random string that is given to something."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.redaction.placeholders import is_hash_or_id, is_placeholder
from lambdas.shared.domain.redaction.randomness import entropy, is_hexadecimal, looks_random
from lambdas.shared.domain.redaction.spans import Span

_IN_RUN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")
_RUNS = bytes(ord("a") if byte in _IN_RUN else ord(" ") for byte in range(256))
_LONG = b"a" * 24
_OPENERS = frozenset("\"'=:>")

_ASSIGNED = re.compile(
    r"(?<![\w.\-])(?P<name>[\w.\-]{2,80})[\"'\])]{0,3}\s{0,20}(?::=|=>|=|:)\s{0,20}(?P<quote>[\"'`]?)"
    r"(?P<value>[A-Za-z0-9+/_\-]{24,128}={0,2})(?P=quote)(?=$|[\s,;)\]}&])"
)
_HASH_NAME = re.compile(
    r"sha|hash|checksum|digest|integrity|md5|etag|finger|commit|rev|version|uuid|guid|(?:^|[_\-.])id$|[a-z]Id$|nonce|signature|"
    r"cache|blob|tree|thumb|image|icon|data|src|href|url|path|cert|public|pub_?key|resolved|sum|crc|ref|build|version|"
    r"content|payload|expected|actual|fixture|sourcemap|mappings|font|svg|png|snapshot|seed|alphabet|chars|base64"
    , re.IGNORECASE)  # fmt: skip


def anchor_starts(text: str) -> Iterator[int]:
    """Where something is given a long run of letters and digits: the quote or sign in front of it."""
    runs = text.encode("ascii", "replace").translate(_RUNS)  # as a pattern this takes five times as long
    run = runs.find(_LONG)
    while run >= 0:
        opener = run - 2 if text[run - 1 : run] == " " else run - 1
        if opener >= 0 and text[opener] in _OPENERS:
            yield opener
        end = runs.find(b" ", run)
        run = runs.find(_LONG, end) if end >= 0 else -1


def find_random(line: str, *, bare: bool) -> Iterator[Span]:
    """Random strings that one line assigns."""
    for match in _ASSIGNED.finditer(line):
        name, value = match["name"], match["value"]
        if (match["quote"] or bare) and not _HASH_NAME.search(name) and _is_random_key(value):
            yield Span(match.start("value"), match.end("value"), "high-entropy value")


def _is_random_key(value: str) -> bool:
    """Hexadecimal alone is a hash more often than a key, and has to be known by its name."""
    if is_hexadecimal(value) or is_hash_or_id(value) or is_placeholder(value):
        return False
    has_all = any(map(str.isdigit, value)) and any(map(str.isupper, value)) and any(map(str.islower, value))
    return has_all and looks_random(value) and entropy(value) >= 3.9
