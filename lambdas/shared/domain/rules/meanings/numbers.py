"""Amounts of money, thresholds by which something is decided, limits of load."""

import re
from collections.abc import Iterator

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.rules.meanings.meaning import LARGE, Meaning
from lambdas.shared.domain.rules.named_values import bare, words_of
from lambdas.shared.domain.rules.quantities import Quantity

BARE_NUMBER = re.compile(r"^[-+]?\d[\d_]*(?:\.\d+)?$")
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
        level = Level.MEDIUM if low <= 0 or high / low >= LARGE else Level.LOW
        yield Meaning("limit-changed", FactKind.LIMIT, level, *parts)


def _number(value: str) -> Quantity | None:
    text = bare(value).rstrip("fFLuUdD") if bare(value)[:1].isdigit() else bare(value)
    if BARE_NUMBER.match(text):
        return Quantity(float(text.replace("_", "")), bare(value))
    if (share := text.removesuffix("%")) != text and BARE_NUMBER.match(share):
        return Quantity(float(share.replace("_", "")), text)
    return None
