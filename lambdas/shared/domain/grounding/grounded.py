"""What is left of a model's answer, for those who only hold it: it is known before anything is looked up."""

from dataclasses import dataclass

from lambdas.shared.domain.review import Finding, Grounding, PolicyCheck, RiskReason, Summary


@dataclass(frozen=True, slots=True)
class Grounded:
    """
    What is left of an answer.

    Any text of the summary may be empty: then nothing the model said there held, and the caller puts the rules' words.
    """

    findings: tuple[Finding, ...]
    summary: Summary
    grounding: Grounding
    risk_reasons: tuple[RiskReason, ...]  # each with the model's level; they may raise the risk, nothing may lower it
    policy_checks: tuple[PolicyCheck, ...] = ()
    is_unfounded: bool = False  # most of what the answer claims is not in the diff: another model should be asked
