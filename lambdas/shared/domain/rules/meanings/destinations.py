"""Where data goes or comes from."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.meanings.meaning import NO, YES, Meaning
from lambdas.shared.domain.rules.meanings.numbers import BARE_NUMBER
from lambdas.shared.domain.rules.named_values import bare, words_of

_DESTINATION = re.compile(
    r"-(?:bucket|topic|queue|database|dbname|db-name|broker\w*|webhook|recipients?|email|mail-?to|bcc|dsn|endpoint|hosts?|hostname"
    r"|servers?|stream|account|group-?id|consumer-group|channel|upstream|backend|table-?name|db-?host|origin)-"
)
_GROUP = re.compile(r"-(?:group-?id|consumer-group)-")
_PLACE = re.compile(r"^[\w.${}:/@~,+-]{2,120}$")
_OFFSET = re.compile(r"-(?:offset-?reset|starting-?position|offset|from-beginning)-")


def destination(name: str, before: str, after: str) -> Iterator[Meaning]:
    """Where data goes or comes from."""
    words, old, new = words_of(name), bare(before), bare(after)
    if _OFFSET.search(words) and new.lower() in {"latest", "newest", "end"}:
        yield Meaning(
            *(
                "backlog-skipped",
                FactKind.DATA,
                Level.HIGH,
                "begins at the newest, so that what waits unread is skipped: ",
            ),
            *(f"now {new}, so that what waits is skipped", old, new),
        )
    elif _GROUP.search(words) and old != new:
        yield Meaning(
            *(
                "consumer-group-changed",
                FactKind.DATA,
                Level.MEDIUM,
                "is another one, which has no position yet: ",
            ),
            *(f"now {new}", old, new),
        )
    elif _DESTINATION.search(words) and old != new and _is_place(before) and _is_place(after):
        yield Meaning(
            *("address-changed", FactKind.CONFIGURATION, Level.MEDIUM, "points elsewhere: "), *(f"now {new}", old, new)
        )


def _is_place(value: str) -> bool:
    """A string: names in code say nothing of where they point."""
    text = bare(value)
    return (
        text.lower() not in YES | NO
        and not BARE_NUMBER.match(text)
        and _PLACE.match(text) is not None
        and value[:1] != "["
    )
