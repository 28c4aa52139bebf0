"""What stands where a credential would stand and is none: examples, references, templates, hashes."""

import re
from functools import cache

_WORDS = """
    password passwd pass pwd passphrase passcode secret secrets token key apikey api_key user username admin_password
    none null nil true false undefined empty unset blank test testing tests dummy fake sample example mock stub todo
    tbd changeme change-me change_me changeit replaceme replace-me replace_me foo bar baz foobar string str text
    value hidden masked redacted removed secure required optional default enabled disabled bearer basic oauth oauth2
    plain plaintext private public internal external function object number boolean unknown invalid expired wrong
    incorrect placeholder credentials credential mypassword mysecret mytoken yourpassword yoursecret yourtoken
    your_password your-password your_token your-token insert_here dbpassword db_password x xx xxx xxxx
"""

_REFERENCE = re.compile(
    r"""^\$\w+$|\$\{\w[^}]*\}|^\$\(|\{\{|\}\}|^<[^<>]*>$|\{[a-zA-Z_][\w.\[\]"':!-]*\}|^%\w+%$|^%[sdrv]$|%\(\w+\)[sdr]|
        ^\#\{|^@\w+@?$|^\*+$|^[.\-_=]+$|\[redacted|
        ^(?:arn:|https?:|s3:|ssm:|ssm:/|file:|env:|vault:|secretsmanager:|op://|data:|urn:|sm://|kms:|enc\[|
        process\.env|os\.environ|import\.meta|var\.|local\.|module\.|data\.|secrets\.|env\.|config\.|self\.|this\.)""",
    re.IGNORECASE | re.VERBOSE,
)

# `EXAMPLE` closes the keys in AWS's documentation; the others are how people write "put yours here".
_EXAMPLE = re.compile(
    r"EXAMPLE(?:KEY|TOKEN)?=*$|(?:^|[_\-.])(?:your|my|example|sample|dummy|fake|placeholder|replace|insert|change|todo|"
    r"not-?a-?real|not-?real|notreal|redacted)(?:$|[_\-.])|(.)\1{7}|x{5}|X{5}|\*{3}|\.{3}|12345678(?:90)?$|"
    r"abcdefgh|0123456789|1234567890|ABCDEFGH|deadbeef(?:deadbeef)+",
)

_HASH_PREFIX = re.compile(
    r"^(?:sha\d+[-:=]|md5[-:=]|h1:|\$2[abxy]?\$|\$argon2|\$pbkdf2|\$apr1\$|\$[156]\$|\{SSHA|pbkdf2|scrypt[:$])",
    re.IGNORECASE,
)
_UUID = re.compile(r"^\{?[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\}?$")
_VERSION = re.compile(r"^(?:[~^]|[<>]=? ?)?\d{1,4}(?:\.\d{1,4}){1,2}(?:-(?:alpha|beta|rc)[.\d]*)?$")
_SEQUENCES = (
    "abcdefghijklmnopqrstuvwxyz0123456789",
    "0123456789abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
)


@cache
def _words() -> frozenset[str]:
    return frozenset(_WORDS.split())


def is_placeholder(value: str) -> bool:
    """A value that names, fetches, describes or stands in for a credential instead of being one."""
    lowered = value.lower()
    return lowered.strip("!?.:_- ") in _words() or bool(_REFERENCE.search(value)) or is_example(value)


def is_example(value: str) -> bool:
    """A token of the right shape that is nobody's: AWS's documented keys, rows of x, the alphabet."""
    lowered = value.lower()
    return bool(_EXAMPLE.search(value)) or (len(value) > 5 and any(lowered in sequence for sequence in _SEQUENCES))


def is_version(value: str) -> bool:
    """Of a package, as manifests and lock files have it: `"minipass": "^7.1.2"`."""
    return bool(_VERSION.match(value))


def is_hash_or_id(value: str) -> bool:
    """A password's hash, a checksum with its algorithm, or a UUID."""
    return bool(_HASH_PREFIX.match(value) or _UUID.match(value))
