"""The answer as data: claims, none of them checked yet."""

from dataclasses import dataclass
from enum import StrEnum

from lambdas.shared.domain.review import Finding, Level, Summary


class Compliance(StrEnum):
    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class RiskClaim:
    """Why the model holds the risk to be as high as it says, and where that can be seen."""

    text: str
    path: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """Whether the change complies with one sentence of the team's deployment policy."""

    policy: str  # the sentence, as the team wrote it
    complies: Compliance
    text: str
    path: str | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    summary: Summary
    findings: tuple[Finding, ...]
    risk_level: Level
    risk_reasons: tuple[RiskClaim, ...]
    policy_checks: tuple[PolicyCheck, ...] = ()
