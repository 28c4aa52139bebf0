"""Who is let in."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.meanings.meaning import Meaning
from lambdas.shared.domain.rules.named_values import bare, words_of

_ANYBODY = re.compile(
    r"^(?:\*|all|any|anyone|everyone|public|anonymous|world|\[\s*[\"']\*[\"']\s*\]|0\.0\.0\.0(?:/0)?|::(?:/0)?)$",
    re.IGNORECASE,
)
_LETS_IN = re.compile(
    r"-(?:origins?|cors|hosts?|allow\w*|principals?|cidr\w*|sources?|listen|bind|access|acl|visibility|audience)-"
)


def opened(name: str, before: str, after: str) -> Iterator[Meaning]:
    """Who is let in: nobody is told apart any more."""
    words, new = words_of(name), bare(after)
    everyone = _ANYBODY.match(new) or (new.lower() == "true" and re.search(r"-(?:origins?|cors)-", words))
    if everyone and _LETS_IN.search(words) and not _ANYBODY.match(bare(before)):
        yield Meaning(
            "opened-to-all",
            FactKind.EXPOSURE,
            Level.HIGH,
            "now lets any and all in: ",
            "now lets all in",
            bare(before),
            new,
        )
