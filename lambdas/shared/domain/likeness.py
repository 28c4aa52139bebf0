"""Whether two names may be those of one person: addresses, names of sessions and of authors, however they are spelt."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from lambdas.shared.domain.lookalikes import INVISIBLE, LOOKALIKES

_APART = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^\d+[+-]")  # users.noreply.github.com: 12345+alice; users.noreply.gitlab.com: 12345-alice
_NO_REPLY = ("users.noreply.github.com", "users.noreply.gitlab.com", "users.noreply.bitbucket.org")

# Names that many people and machines go by: two addresses that share no more than such a name are two people's.
_COMMON = re.compile(
    "admin|administrator|bot|build|ci|contact|deploy|dev|devops|developer|git|github|gitlab|hello|info|jenkins|mail|me|"
    "no-reply|noreply|office|ops|owner|postmaster|release|root|service|support|system|team|test|unknown|user|web|"
    "webmaster|work"
)


@lru_cache(maxsize=4_096)
def folded(text: str) -> str:
    """As a reader sees it: small letters without accents, look-alikes of other alphabets as the Latin ones."""
    apart = unicodedata.normalize("NFKD", INVISIBLE.sub("", text))
    bare = "".join(char for char in apart if not unicodedata.combining(char)).casefold()
    return unicodedata.normalize("NFKC", bare.translate(LOOKALIKES)).strip()


def is_like(one: str, other: str, *, is_cut: bool = False) -> bool:
    """
    Whether these may be one person: the same address, or the same account or full name where there is no more to see.

    Args:
        one: an address, an account or a full name.
        other: likewise.
        is_cut: `one` may be only the beginning of an address.
    """
    if is_cut and len(folded(one)) > 1 and folded(other).startswith(folded(one)):
        return True
    return bool({*_names(one)} & {*_names(other)})


def _names(text: str) -> Iterator[str]:
    """Everything by which a person may be recognised in it."""
    plain = folded(text)
    local, at, host = plain.rpartition("@")
    if not at:
        local, host = plain, ""
    if host.rstrip(".") in _NO_REPLY:
        local, host = _NUMBERED.sub("", local), ""
    local = local.partition("+")[0] or local
    if local and host:
        yield f"{local}@{_unicode(host.rstrip('.'))}"
    words = _APART.sub(" ", local).split()
    if len(words) > 1:
        yield " ".join(sorted(words))
    if words and not _COMMON.fullmatch(local):
        yield local


def _unicode(host: str) -> str:
    """An international domain as it is read, not as it is sent."""
    try:
        return folded(host.encode("ascii").decode("idna"))
    except UnicodeError:
        return host
