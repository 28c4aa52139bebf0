"""Values of which one protects more than the other; weakest first."""

import re
from functools import cache

_SCALES = tuple(
    (re.compile(names), tuple(frozenset(step.split("|")) for step in scale.split()))
    for names, scale in (
        (r"same-?site", "none lax strict"),
        (
            r"ssl|tls",
            "disable|disabled allow prefer|preferred require|required verify-ca verify-full|verify-identity",
        ),
        (r"", "read-uncommitted read-committed repeatable-read|snapshot serializable"),
        (r"-acks?-", "0 1 all|-1"),
        (r"", "at-most-once at-least-once exactly-once"),
        (r"", "eventual session bounded-staleness strong"),
        (r"fsync", "no everysec always"),
        (r"synchronous", "off|false local|normal remote-write on|true|full remote-apply"),
        (r"consistency|concern|quorum", "any|one|1 quorum|local-quorum|majority each-quorum all"),
        (
            r"tls|ssl|protocol|version",
            "sslv3 tlsv1|tlsv1.0|tls1.0|tls-1-0 tlsv1.1|tls1.1|tls-1-1 tlsv1.2|tls1.2|tls-1-2 tlsv1.3|tls1.3|tls-1-3",
        ),
        (r"hash|digest|algorithm|alg-|sign|cipher", "none md5 sha1|sha-1 sha256|sha-256|hs256|rs256 sha512|sha-512"),
        (r"frame", "allowall sameorigin deny"),
        (r"", "privileged baseline restricted"),
        (r"acl|access|visibility", "public-read-write public|public-read authenticated-read|internal private"),
        (r"mode|enforce|policy|action", "permissive|none warn|report-only|audit enforce|enforced|enforcing|block"),
        (r"auth|mtls|cert|mfa|verif|token", "none|off|disabled optional|request required|mandatory|require|on"),
        (
            r"role|permission|access|right",
            "admin|administrator|owner maintainer editor|write|writer viewer|read|reader",
        ),
    )
)
_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[\d.]+")
_Places = dict[int, int]  # by the scale's number: the first step that the value is on


def is_weaker(before: str, after: str, words: str) -> bool | None:
    """Whether `after` protects less than `before` (False: more); None: on no scale. `words`: see `words_of`."""
    old = _places(before)
    new = _places(after) if old else {}
    for number in sorted(old.keys() & new.keys()):
        if old[number] != new[number] and _SCALES[number][0].search(words):
            return new[number] < old[number]
    return None


def _places(value: str) -> _Places:
    places: _Places = {}
    for word in _read(value):
        for number, step in _steps().get(word, ()):
            places[number] = min(step, places.get(number, step))
    return places


@cache
def _steps() -> dict[str, list[tuple[int, int]]]:
    """The places of each word on the scales."""
    steps: dict[str, list[tuple[int, int]]] = {}
    for number, (_, scale) in enumerate(_SCALES):
        for place, step in enumerate(scale):
            for word in step:
                steps.setdefault(word, []).append((number, place))
    return steps


def _read(value: str) -> frozenset[str]:
    """As it stands, and its last part: `IsolationLevel.ReadCommitted` is `read-committed`."""
    plain = value.strip("\"'`: ").lower().replace("_", "-").replace(" ", "-")
    last = re.split(r"::|\.(?=[A-Za-z])", value.strip("\"'`: "))[-1]
    return frozenset((plain, plain.rpartition("isolation-")[2], "-".join(_PARTS.findall(last)).lower()))
