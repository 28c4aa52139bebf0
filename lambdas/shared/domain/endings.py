"""What the end of an execution makes true of its record."""

from dataclasses import replace

from lambdas.shared.domain.amendment import Amendment
from lambdas.shared.domain.outcomes import Outcome, State
from lambdas.shared.domain.record import SCHEMA_VERSION, Attributes, Record
from lambdas.shared.domain.standing import status_of


def outcome_amendment(record: Record, outcome: Outcome) -> Amendment | None:
    """What this end makes true of the record; None where the same end, or something later, is known already."""
    if outcome.state is State.RESUMED and not record.has_ended:
        return None
    known, known_at = record.main.get("execution_state"), str(record.main.get("execution_state_at", ""))
    if known and (outcome.at < known_at or (outcome.at == known_at and known != State.RESUMED)):
        return None
    facts = {"execution_state": str(outcome.state), "execution_state_at": outcome.at}
    amended = replace(record, main={**record.main, **facts})
    if known == outcome.state and status_of(amended) is record.status:
        return None
    return Amendment(
        event=f"execution {outcome.state.lower()}",
        main={
            **_introduction(record, outcome),
            "commit_id": record.main.get("commit_id", outcome.commit_id),
            **facts,
            **_deployment(record, outcome),
            "outcome_summary": outcome.summary,
        },
    )


def _deployment(record: Record, outcome: Outcome) -> Attributes:
    """What went to production, and whether it is what the brief described."""
    if outcome.state is not State.SUCCEEDED or outcome.commit_id is None:
        return {}
    described = record.main.get("commit_id")
    return {
        "deployed_commit_id": outcome.commit_id,
        "is_deployed_as_described": described == outcome.commit_id if described else None,
    }


def _introduction(record: Record, outcome: Outcome) -> Attributes:
    """The main item of an execution that extraction never wrote about: a rollback, or one that failed before."""
    if record.exists:
        return {}
    return {
        "schema_version": SCHEMA_VERSION,
        "pipeline_name": outcome.pipeline_name,
        "region": outcome.region,
        "account_id": outcome.account_id,
        "created_at": outcome.started_at,
        "rollback_target_execution_id": outcome.rollback_target,
    }
