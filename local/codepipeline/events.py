"""
What EventBridge is told, in the shape of events captured in an account: numbers are floats, STARTED has no result.

https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local.codepipeline.executions import ActionExecution, Execution, Outcome
from local.event_bus import PutEvent


@dataclass(frozen=True, slots=True)
class PipelineEvents:
    put_event: PutEvent
    arn_prefix: str  # arn:aws:codepipeline:us-east-1:111122223333:
    region: str

    def pipeline(self, execution: Execution, state: str) -> None:
        comment = {"stop-execution-comments": execution.stop_reason} if execution.stop_reason else {}
        trigger = {"trigger-type": execution.trigger.type, "trigger-detail": execution.trigger.detail}
        self._put("Pipeline", execution, {"state": state, "execution-trigger": trigger, **comment})

    def stage(self, execution: Execution, stage_name: str, state: str) -> None:
        self._put("Stage", execution, {"state": state, "stage": stage_name})

    def action(self, execution: Execution, run: ActionExecution, state: str) -> None:
        detail = {
            "stage": run.stage_name,
            "action": run.action.name,
            "action-execution-id": run.id,
            "state": state,
            "region": self.region,
            "type": {
                "owner": run.action.type.owner,
                "category": run.action.type.category,
                "provider": run.action.type.provider,
                "version": run.action.type.version,
            },
            **_artifacts(run),
            **_result(run.outcome),
        }
        self._put("Action", execution, detail, started_at=run.started_at)

    def _put(
        self, kind: str, execution: Execution, detail: Mapping[str, Any], *, started_at: float | None = None
    ) -> None:
        self.put_event(
            source="aws.codepipeline",
            detail_type=f"CodePipeline {kind} Execution State Change",
            resources=[self.arn_prefix + execution.pipeline.name],
            detail={
                "pipeline": execution.pipeline.name,
                "execution-id": execution.id,
                "start-time": _timestamp(started_at or execution.started_at),
                **detail,
                "version": float(execution.pipeline.version),
                "pipeline-execution-attempt": float(execution.attempt),
            },
        )


def _artifacts(run: ActionExecution) -> dict[str, Any]:
    outputs = run.outcome.artifacts if run.outcome else ()
    return {
        **({"input-artifacts": [artifact.to_api() for artifact in run.inputs]} if run.inputs else {}),
        **({"output-artifacts": [artifact.to_api() for artifact in outputs]} if outputs else {}),
    }


def _result(outcome: Outcome | None) -> dict[str, Any]:
    if outcome is None:
        return {}
    members = {
        "external-execution-url": outcome.external_url,
        "external-execution-summary": outcome.summary,
        "external-execution-id": outcome.external_id,
        "error-code": outcome.error_code,
    }
    result = {name: value for name, value in members.items() if value}
    return {"execution-result": result} if result else {}


def _timestamp(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
