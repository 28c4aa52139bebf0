"""The answer as data: claims, none of them checked yet."""

from dataclasses import dataclass

from lambdas.shared.domain.review import Compliance, Finding, Level, PolicyCheck, Summary

__all__ = ["Answer", "Compliance", "PolicyCheck", "RiskClaim"]


@dataclass(frozen=True, slots=True)
class RiskClaim:
    """Why the model holds the risk to be as high as it says, and where that can be seen."""

    text: str
    path: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    summary: Summary
    findings: tuple[Finding, ...]
    risk_level: Level
    risk_reasons: tuple[RiskClaim, ...]
    policy_checks: tuple[PolicyCheck, ...] = ()
