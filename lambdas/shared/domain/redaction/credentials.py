"""Whether the value that a name is given is a credential."""

import re
from enum import Enum, auto

from lambdas.shared.domain.redaction.placeholders import is_hash_or_id, is_placeholder, is_version
from lambdas.shared.domain.redaction.randomness import looks_random


class Strictness(Enum):
    """How the value stands there, and so how much it must look like a credential."""

    QUOTED = auto()
    BARE = auto()  # without quotes: it might as well be a variable or a word
    ARGUMENT = auto()  # of a command or a URL
    TOKEN = auto()  # after Bearer or Basic
    URL = auto()  # between the user and the host


_PASSWORD = re.compile(r"(?:pass(?:word|wd|phrase|code|wort)?|pwd|identified by)\d?$|^(?:my|db|root|admin)?pass$")
_PASSWORD_ALONE = re.compile(r"password|passwd|passphrase|(?:^|[_\-.])(?:pass|pwd|passcode)\d?$")
_SECRET = re.compile(
    r"secret|token|credential|pass(?:word|wd|phrase)|pwd|(?:^|[_\-.])pass$|"
    r"(?:api|access|account|auth|private|encryption|encrypt|signing|sign|client|service|subscription|master|shared|"
    r"storage|host|deploy|publish|admin|app|application|consumer|integration|ingest|session|cookie|jwt|hmac|"
    r"ssh|rsa|aes|crypto|cipher|mac|webhook|bot|dsn|write|read|functions?|instrumentation)[_\-.]?key\d?$|accesskey|apikey|"
    r"^sig$|^signature$|[_\-]dsn$"
)
# What a name ends in when it speaks about a credential without being given one.
_ABOUT = re.compile(
    r"(?:[_\-.]|(?<=[a-z]))(?:name|names|id|ids|arn|file|filename|path|dir|url|uri|endpoint|field|fields|type|types|ref|"
    r"refs|length|len|size|count|limit|limits|policy|regex|pattern|hint|label|title|help|message|msg|error|errors|reset|"
    r"form|input|env|var|variable|prefix|suffix|expiry|expires|ttl|age|version|format|algorithm|alg|hash|hashed|digest|"
    r"header|param|parameter|scope|scopes|role|owner|manager|provider|store|class|handler|view|page|template|text|"
    r"description|desc|placeholder|enabled|required|usage|index|kind|status|state|date|time|timestamp|at|rotation|"
    r"validator|strength|min|max|alias|column|list|set|map|source|budget|s3_key|public_?key|metadata|hasher|encoder)s?$"
)  # fmt: skip
_IDENTIFIER = re.compile(r"^[A-Za-z_$][\w$]*(?:(?:\.|::|->|/|-|:)[A-Za-z_$][\w$]*)*$")
_WORDS = re.compile(
    r"^[a-z]+(?:[_\-./: ][a-z]+)+$|^[A-Z][a-z]+(?:[A-Z][a-z]+)*$|^[a-z]+(?:[A-Z][a-z]+)+$|^[A-Z]+(?:_[A-Z]+)*$"
)
_SPEAKS_OF_ITSELF = re.compile(r"pass(?:word|wd|phrase)?|secret|token|credential|api.?key|access.?key")
_PATH = re.compile(r"^[~./\\]|^[a-zA-Z]:[\\/]|/.*/|\.(?:pem|key|crt|json|txt|ya?ml|env|py|js|ts|html?|conf|cfg|toml)$")


def credential_kind(name: str, strictness: Strictness) -> str:
    """The kind in words, from the name alone."""
    lowered = name.lower().replace("-", "_")
    if strictness is Strictness.URL:
        return "password in URL" if lowered == "://" else "password"
    if "secret_access_key" in lowered or "secretaccesskey" in lowered:
        return "AWS secret key"
    if "aws" in lowered and "token" in lowered:
        return "AWS session token"
    for word, kind in (("token", "token"), ("bearer", "token"), ("key", "key"), ("secret", "secret")):
        if word in lowered:
            return kind
    return "password" if _PASSWORD.search(lowered) or "pass" in lowered else "credential"


def is_credential(name: str, value: str, strictness: Strictness) -> bool:
    """Whether `value`, given to `name` (`://` for a URL's user), has to be redacted."""
    value = value.strip()
    if is_placeholder(value) or len(value) < 4:
        return False
    if strictness is Strictness.URL:
        return True
    if strictness is Strictness.TOKEN:
        return looks_random(value) or (len(value) >= 24 and any(map(str.isdigit, value)))
    lowered = name.lower()
    is_known_otherwise = (is_hash_or_id(value) and not _takes_uuid(lowered, value)) or _is_of_package(lowered, value)
    if _ABOUT.search(lowered) or is_known_otherwise:
        return False
    if _PASSWORD.search(lowered):
        return _is_password(value, strictness)
    return bool(_SECRET.search(lowered)) and _is_secret(value)


def _is_of_package(lowered: str, value: str) -> bool:
    """A version; without a sign before it, it may as well be the date that somebody has for a password."""
    return is_version(value) and not (value[0].isdigit() and _PASSWORD_ALONE.search(lowered))


def _takes_uuid(lowered: str, value: str) -> bool:
    """Some providers' API keys and client secrets are UUIDs."""
    return value.count("-") == 4 and bool(re.search(r"(?:api_?key|secret|password)$", lowered))


def _is_password(value: str, strictness: Strictness) -> bool:
    """People choose words: in quotes anything without spaces is one; without quotes it takes a digit or a symbol."""
    if any(char.isspace() for char in value):
        return False
    has_digit = any(char.isdigit() for char in value)
    if _SPEAKS_OF_ITSELF.search(value.lower()) and not (has_digit and not _IDENTIFIER.match(value)):
        return False
    if (
        _IDENTIFIER.match(value)
        and any(sign in value for sign in (".", "::", "->", "/", "_"))
        and not looks_random(value)
    ):
        return False
    if strictness is Strictness.QUOTED:
        return len(value) >= 5 and not _PATH.search(value) and any(char.isalnum() for char in value)
    has_symbol = any(not char.isalnum() and char not in "._-/:" for char in value)
    return (has_digit and any(char.isalpha() for char in value)) or has_symbol or looks_random(value)


def _is_secret(value: str) -> bool:
    """Machines draw keys and tokens: without a digit, or made of words, it is none."""
    if len(value) < 8 or any(char.isspace() for char in value) or _WORDS.match(value) or value.isdigit():
        return False
    if looks_random(value):
        return True
    has_digit = any(char.isdigit() for char in value)
    if not has_digit or _PATH.search(value) or _SPEAKS_OF_ITSELF.search(value.lower()):
        return False
    has_symbol = any(not char.isalnum() and char not in "._-/:" for char in value)
    return has_symbol and not _IDENTIFIER.match(value)
