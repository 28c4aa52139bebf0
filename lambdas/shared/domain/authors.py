"""
The authors of a change who may be written to.

Whoever makes a commit writes any address into it. So a mail goes only to domains that the settings name, exactly, and
carries nothing that the people of these domains may not read.
"""

import re
from collections.abc import Iterable

from lambdas.shared.domain.change import Commit

MOST_AUTHORS = 20
_ADDRESS = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@((?:[a-z0-9-]+\.)+[a-z]{2,})")
_NOBODY = re.compile(
    r"(?:[0-9]+\+)?(?:no-?reply|do-?not-?reply|bounces?|mailer-daemon|postmaster)\b.*|.*\bno-?reply\b.*"
)
_LONGEST = 254


def authors_of(commits: Iterable[Commit], domains: Iterable[str]) -> tuple[str, ...]:
    """Their addresses in small letters, those of the newest commits first, each once."""
    known = frozenset(domains)
    found = (_address(commit.author_email, known) for commit in commits)
    return tuple(dict.fromkeys(address for address in found if address))[:MOST_AUTHORS]


def _address(text: str, domains: frozenset[str]) -> str | None:
    address = text.lower()
    match = _ADDRESS.fullmatch(address)
    if match is None or len(address) > _LONGEST or match[1] not in domains or not address.isascii():
        return None
    is_nobody = _NOBODY.fullmatch(address.partition("@")[0]) or "noreply" in match[1]
    return None if is_nobody else address
