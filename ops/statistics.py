"""How decisions were taken: how fast, how often for the deployment, and whether they went with the risk."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from lambdas.shared.domain.decisions import Decision
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.review import Level
from lambdas.shared.domain.status import Status
from lambdas.shared.domain.times import read_time

_NO_MODEL = "none"  # the record's word for a review by the rules alone
_ANSWERED = (Decision.APPROVED, Decision.REJECTED)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Risk and decision agree where low or medium risk was approved, and where high or critical risk was rejected."""

    decisions: int
    agreed: int

    @property
    def rate(self) -> float | None:
        return self.agreed / self.decisions if self.decisions else None


@dataclass(frozen=True, slots=True)
class ByRisk:
    level: Level
    approved: int
    rejected: int
    rolled_back: int  # of those approved


@dataclass(frozen=True, slots=True)
class Statistics:
    pipeline_name: str  # "all" for all of them together
    executions: int
    approved: int
    rejected: int
    expired: int
    approval_rate: float | None  # of those that a person answered
    median_seconds_to_decision: float | None  # from the approval's opening
    p90_seconds_to_decision: float | None
    agreement_with_models: Agreement  # reviews that a model wrote
    agreement_with_rules: Agreement  # reviews that the rules wrote
    by_risk: tuple[ByRisk, ...]
    deployed: int  # came to production, whatever became of it
    deploy_failed: int
    rolled_back: int
    rolled_back_executions: tuple[str, ...]


def statistics_of(pipeline_name: str, records: Sequence[Record]) -> Statistics:
    decisions = Counter(str(record.main.get("decision", "")) for record in records)
    approved, rejected = decisions[Decision.APPROVED], decisions[Decision.REJECTED]
    seconds = sorted(each for record in records for each in _seconds_to_decision(record))
    statuses = Counter(record.status for record in records)
    rolled_back = tuple(record.execution_id for record in records if record.status is Status.ROLLED_BACK)
    return Statistics(
        pipeline_name=pipeline_name,
        executions=len(records),
        approved=approved,
        rejected=rejected,
        expired=decisions[Decision.EXPIRED],
        approval_rate=approved / (approved + rejected) if approved + rejected else None,
        median_seconds_to_decision=median(seconds) if seconds else None,
        p90_seconds_to_decision=seconds[math.ceil(0.9 * len(seconds)) - 1] if seconds else None,
        agreement_with_models=_agreement(record for record in records if _is_by_model(record)),
        agreement_with_rules=_agreement(record for record in records if not _is_by_model(record)),
        by_risk=tuple(_by_risk(level, records) for level in Level),
        deployed=statuses[Status.DEPLOYED] + len(rolled_back),
        deploy_failed=statuses[Status.DEPLOY_FAILED],
        rolled_back=len(rolled_back),
        rolled_back_executions=rolled_back,
    )


def _seconds_to_decision(record: Record) -> Iterable[float]:
    for approval in record.approvals.values():
        if approval.get("status") in _ANSWERED and "decided_at" in approval:
            opened, decided = read_time(approval["started_at"]), read_time(approval["decided_at"])
            yield (decided - opened).total_seconds()


def _is_by_model(record: Record) -> bool:
    return str(record.main.get("model_id", _NO_MODEL)) != _NO_MODEL


def _risk(record: Record) -> Level | None:
    return Level(record.main["risk_level"]) if "risk_level" in record.main else None


def _agreement(records: Iterable[Record]) -> Agreement:
    answered = [
        (risk, record.main["decision"])
        for record in records
        if (risk := _risk(record)) and record.main.get("decision") in _ANSWERED
    ]
    agreed = sum((risk.rank < Level.HIGH.rank) == (decision == Decision.APPROVED) for risk, decision in answered)
    return Agreement(len(answered), agreed)


def _by_risk(level: Level, records: Sequence[Record]) -> ByRisk:
    found = [record for record in records if _risk(record) is level]
    decisions = Counter(str(record.main.get("decision", "")) for record in found)
    rolled_back = sum(record.status is Status.ROLLED_BACK for record in found)
    return ByRisk(level, decisions[Decision.APPROVED], decisions[Decision.REJECTED], rolled_back)
