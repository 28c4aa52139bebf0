"""What it means that a value changes."""

from dataclasses import dataclass

from lambdas.shared.domain.facts import FactKind
from lambdas.shared.domain.review import Level

LARGE = 3.0  # times as long, or as short
YES = frozenset({"true", "on", "yes", "enabled", "1"})
NO = frozenset({"false", "off", "no", "disabled", "0", "null", "none", "nil"})


@dataclass(frozen=True, slots=True)
class Meaning:
    rule: str
    kind: FactKind
    level: Level | None
    sentence: str  # begins with the name, which stands in front of it
    short: str  # the same, behind the name
    before: str
    after: str
