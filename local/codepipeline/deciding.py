"""The operation by which a person decides: PutApprovalResult."""

import time
from dataclasses import dataclass
from typing import Any

from local.cloud.http import ApiError
from local.codepipeline.approval_action import decided
from local.codepipeline.definition import Pipeline, Stage
from local.codepipeline.executions import ActionExecution, Status
from local.codepipeline.lookup import Lookup, Parameters, stage_of

_SUMMARY_LIMIT = 512
_DECISIONS = ("Approved", "Rejected")


@dataclass(frozen=True, slots=True)
class Deciding:
    lookup: Lookup

    def put_approval_result(self, parameters: Parameters, caller: str) -> dict[str, Any]:
        result = parameters.get("result") or {}
        comment, status = result.get("summary", ""), result.get("status")
        if len(comment) > _SUMMARY_LIMIT or status not in _DECISIONS:
            message = f"result.summary takes {_SUMMARY_LIMIT} characters, result.status one of {', '.join(_DECISIONS)}."
            raise ApiError("ValidationException", message)
        pipeline = self.lookup.pipeline(parameters.get("pipelineName", ""))
        stage = stage_of(pipeline, parameters.get("stageName", ""))
        if parameters.get("actionName") not in [action.name for action in stage.actions]:
            raise ApiError("ActionNotFoundException", f"The stage {stage.name} has no such action.")
        with self.lookup.engine.changed:
            run = self._approval(pipeline, stage, parameters)
            if run.status is not Status.IN_PROGRESS or run.decision is not None:
                raise ApiError("ApprovalAlreadyCompletedException", "The approval action has already been decided.")
            run.decision = decided(run, is_approved=status == "Approved", comment=comment, decided_by=caller)
            run.updated_by = caller
            run.wake.set()
        return {"approvedAt": time.time()}

    def _approval(self, pipeline: Pipeline, stage: Stage, parameters: Parameters) -> ActionExecution:
        place = (stage.name, parameters["actionName"], parameters.get("token"))
        for execution in self.lookup.executions(pipeline):
            for run in execution.actions:
                if (run.stage_name, run.action.name, run.id) == place and run.action.type.category == "Approval":
                    return run
        raise ApiError("InvalidApprovalTokenException", "The approval token is not one of this action.")
