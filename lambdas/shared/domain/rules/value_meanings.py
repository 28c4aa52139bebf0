"""What a value is for, told from the words of its name, and what it means that it changes."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.named_values import bare, words_of
from lambdas.shared.domain.rules.quantities import Quantity, read_count, read_duration
from lambdas.shared.domain.rules.strengths import is_weaker


@dataclass(frozen=True, slots=True)
class Meaning:
    rule: str
    kind: FactKind
    level: Level | None
    sentence: str  # begins with the name, which stands in front of it
    short: str  # the same, behind the name
    before: str
    after: str


_LARGE = 3.0  # times as long, or as short
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
_YES = frozenset({"true", "on", "yes", "enabled", "1"})
_NO = frozenset({"false", "off", "no", "disabled", "0", "null", "none", "nil"})


def switch(name: str, before: str, after: str) -> Iterator[Meaning]:
    """A flag that is turned; what `skip_verify` turns on is turned off."""
    old, new = bare(before).lower(), bare(after).lower()
    if not ((old in _YES and new in _NO) or (old in _NO and new in _YES)) or {old, new} <= {"0", "1"}:
        return
    words = words_of(name)
    guarded, careful = _GUARDED.search(words), _CAREFUL.search(words)
    turned = _TURNED.search(words)
    if not (guarded or careful or _EXPOSING.search(words)):
        return
    if (new in _YES) == bool(turned):
        level = Level.HIGH if guarded or _EXPOSING.search(words) else Level.MEDIUM
        what = "is switched on, which takes protection away" if turned else "is switched off, which protected until now"
        verb = "switched on" if turned else "switched off"
        yield Meaning("protection-off", FactKind.CODE_SAFETY, level, f"{what}: ", verb, bare(before), bare(after))
    else:
        yield Meaning("protection-on", FactKind.CODE_SAFETY, None, "protects more: ", "on", bare(before), bare(after))


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


def strength(name: str, before: str, after: str) -> Iterator[Meaning]:
    weaker = is_weaker(before, after, words_of(name))
    if weaker:
        yield Meaning(
            *("protection-weakened", FactKind.CODE_SAFETY, Level.HIGH, "protects less than before: "),
            *(f"weakened to {bare(after)}", bare(before), bare(after)),
        )
    elif weaker is False:
        yield Meaning(
            *("protection-strengthened", FactKind.CODE_SAFETY, None, "protects more than before: "),
            *(f"strengthened to {bare(after)}", bare(before), bare(after)),
        )


_LIFE = re.compile(
    r"-(?:ttl|max-?age|expir\w+|lifetime|validity|valid-for|session|cookie|token|cached?|caching|lease|stale\w*|keep-?alive)-"
)
_TIME = re.compile(
    r"-(?:interval|period|delay|frequency|duration|retention|keep|kept|backoff|wait|window|refresh|poll\w*|every|grace|seconds"
    r"|minutes|hours|days|millis|ms|deadline|time-?out)-"
)


_COUNTED = re.compile(r"-(?:size|records|entries|items|count|attempts|number)-")


def lifetime(name: str, before: str, after: str) -> Iterator[Meaning]:
    """How long something lives, and what comes in intervals."""
    words = words_of(name)
    is_life = _LIFE.search(words) is not None
    if _COUNTED.search(words) or not (is_life or _TIME.search(words)):
        return
    old, new = _time(name, before), _time(name, after)
    if old is None or new is None or old.amount == new.amount:
        return
    verb = "longer" if new.amount > old.amount else "shorter"
    low, high = sorted((old.amount, new.amount))
    level = Level.MEDIUM if low <= 0 or high / low >= _LARGE else Level.LOW
    rule = "lifetime-changed" if is_life else "time-changed"
    yield Meaning(
        rule, FactKind.LIMIT, level, f"is {verb}: ", f"{verb}, {new.words} instead of {old.words}", old.words, new.words
    )


_BARE_NUMBER = re.compile(r"^[-+]?\d[\d_]*(?:\.\d+)?$")


def _time(name: str, value: str) -> Quantity | None:
    known = read_duration(value, key=name, default_unit=None)
    return known or (read_count(bare(value)) if _LIFE.search(words_of(name)) else None)


def _number(value: str) -> Quantity | None:
    text = bare(value).rstrip("fFLuUdD") if bare(value)[:1].isdigit() else bare(value)
    if _BARE_NUMBER.match(text):
        return Quantity(float(text.replace("_", "")), bare(value))
    if (share := text.removesuffix("%")) != text and _BARE_NUMBER.match(share):
        return Quantity(float(share.replace("_", "")), text)
    return None


_MONEY = re.compile(
    r"-(?:prices?|amounts?|fees?|tax|vat|taxes|commission|margin|deposit|surcharge|discounts?|interest|exchange|refunds?|salary"
    r"|currency|cents|cost|shipping|bonus)-"
)
_DECIDES = re.compile(
    r"-(?:block\w*|deny|denied|reject\w*|refuse\w*|fraud|risk|threshold|cut-?off|approv\w+|scores?|alarms?|alerts?|attempts|login"
    r"|lock-?out|min-?in-?sync|quorum|replication|rate-?limit|calls|requests|quota)-"
)
_CAPACITY = re.compile(
    r"-(?:limit\w*|max\w*|min\w*|pool\w*|size|workers|threads|batch|capacity|replicas?|buffer|queue|depth|per|page|concurren\w+"
    r"|parallel\w*|shards|partitions|weight|percent\w*|ratio|factor|tries|retry|retries|count|burst|throttle\w*|memory|cpu|cpus"
    r"|connections|instances)-"
)


def number(name: str, before: str, after: str) -> Iterator[Meaning]:
    """Amounts of money, thresholds by which something is decided, limits of load."""
    old, new, words = _number(before), _number(after), words_of(name)
    if old is None or new is None or old.amount == new.amount:
        return
    verb = "raised" if new.amount > old.amount else "lowered"
    said = f"is {verb}: "
    parts = (said, f"{verb} to {new.words}", old.words, new.words)
    if _MONEY.search(words):
        yield Meaning("amount-changed", FactKind.BEHAVIOUR, Level.MEDIUM, *parts)
    elif _DECIDES.search(words):
        yield Meaning("threshold-changed", FactKind.LIMIT, Level.MEDIUM, *parts)
    elif _CAPACITY.search(words):
        low, high = sorted((abs(old.amount), abs(new.amount)))
        level = Level.MEDIUM if low <= 0 or high / low >= _LARGE else Level.LOW
        yield Meaning("limit-changed", FactKind.LIMIT, level, *parts)


_ROUNDING = re.compile(r"-(?:half|round|ceil\w*|floor|up|down|truncate|even|unnecessary)-")
_ROUNDED = re.compile(r"-(?:round\w*|scale)-")


def rounding(name: str, before: str, after: str) -> Iterator[Meaning]:
    if _ROUNDED.search(words_of(name)) and all(_ROUNDING.search(words_of(value)) for value in (before, after)):
        yield Meaning(
            *("rounding-changed", FactKind.BEHAVIOUR, Level.MEDIUM, "rounds otherwise: "),
            *(f"now {bare(after)}", bare(before), bare(after)),
        )


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
        text.lower() not in _YES | _NO
        and not _BARE_NUMBER.match(text)
        and _PLACE.match(text) is not None
        and value[:1] != "["
    )


JUDGES: tuple[Callable[[str, str, str], Iterator[Meaning]], ...] = (
    *(switch, opened, strength, rounding, lifetime, number, destination),
)
