"""Flags that are turned."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.meanings.meaning import NO, YES, Meaning
from lambdas.shared.domain.rules.named_values import bare, words_of

_GUARDED = re.compile(
    r"-(?:verif\w*|secure|http-?only|csrf|xsrf|signature|signed|check-?hostname|encrypt\w*|tls|ssl|https|auth\w*"
    r"|autoescape|escape|sanitiz\w+|mfa|2fa|prevent-destroy|deletion-?protection|protect\w*|hsts)-"
)
_CAREFUL = re.compile(
    r"-(?:valid\w*|strict|audit\w*|checksum|integrity|durable|persist\w*|sandbox|read-?only|immutable|atomic|transaction\w*"
    r"|backup\w*|versioning|fsync|journal\w*|idempoten\w+|dedup\w*|retry|retries|restricted|private)-"
)
_TURNED = re.compile(
    r"-(?:skip|disable\w*|ignore\w*|insecure|bypass|no|without|unsafe|exempt|dangerous\w*|allow\w*|trust\w*|public|anonymous"
    r"|auto-?commit|force|delete|permit\w*)-"
)
_EXPOSING = re.compile(r"-(?:public\w*|anonymous|insecure|unsafe|trust\w*|bypass|auto-?commit)-")


def switch(name: str, before: str, after: str) -> Iterator[Meaning]:
    """A flag that is turned; what `skip_verify` turns on is turned off."""
    old, new = bare(before).lower(), bare(after).lower()
    if not ((old in YES and new in NO) or (old in NO and new in YES)) or {old, new} <= {"0", "1"}:
        return
    words = words_of(name)
    guarded, careful = _GUARDED.search(words), _CAREFUL.search(words)
    turned = _TURNED.search(words)
    if not (guarded or careful or _EXPOSING.search(words)):
        return
    if (new in YES) == bool(turned):
        level = Level.HIGH if guarded or _EXPOSING.search(words) else Level.MEDIUM
        what = "is switched on, which takes protection away" if turned else "is switched off, which protected until now"
        verb = "switched on" if turned else "switched off"
        yield Meaning("protection-off", FactKind.CODE_SAFETY, level, f"{what}: ", verb, bare(before), bare(after))
    else:
        yield Meaning("protection-on", FactKind.CODE_SAFETY, None, "protects more: ", "on", bare(before), bare(after))
