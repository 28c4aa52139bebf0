"""CodePipeline's API: which operations there are, and what the caller's policies have to allow them on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local.codepipeline.deciding import Deciding
from local.codepipeline.engine import Engine
from local.codepipeline.jobs import Jobs
from local.codepipeline.lookup import Lookup, Parameters
from local.codepipeline.reading import Reading
from local.codepipeline.steering import Steering

Operation = Callable[[Parameters, str], dict[str, Any]]  # the parameters, the caller's ARN

_ON_NOTHING = ("ListPipelines", "PutJobFailureResult", "PutJobSuccessResult")
_ON_A_STAGE = ("PutApprovalResult", "RetryStageExecution", "RollbackStage")


@dataclass(frozen=True, slots=True)
class CodePipelineApi:
    engine: Engine
    arn_prefix: str  # arn:aws:codepipeline:us-east-1:111122223333:
    jobs: Jobs = field(default_factory=Jobs)

    def operations(self) -> dict[str, Operation]:
        lookup = Lookup(self.engine)
        reading, steering = Reading(lookup, self.arn_prefix), Steering(lookup)
        return {
            "GetPipeline": reading.get_pipeline,
            "GetPipelineExecution": reading.get_pipeline_execution,
            "GetPipelineState": reading.get_pipeline_state,
            "ListActionExecutions": reading.list_action_executions,
            "ListPipelineExecutions": reading.list_pipeline_executions,
            "ListPipelines": reading.list_pipelines,
            "PutApprovalResult": Deciding(lookup).put_approval_result,
            "PutJobFailureResult": self.jobs.put_job_failure_result,
            "PutJobSuccessResult": self.jobs.put_job_success_result,
            "RetryStageExecution": steering.retry_stage_execution,
            "RollbackStage": steering.rollback_stage,
            "StartPipelineExecution": steering.start_pipeline_execution,
            "StopPipelineExecution": steering.stop_pipeline_execution,
        }

    def resource(self, operation: str, parameters: Parameters) -> str:
        """
        What the caller's policies have to allow the operation on.

        https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodepipeline.html
        """
        if operation in _ON_NOTHING:
            return "*"
        parts = [self.arn_prefix + (parameters.get("pipelineName") or parameters.get("name") or "")]
        if operation in _ON_A_STAGE:
            parts.append(parameters.get("stageName", ""))
        if operation == "PutApprovalResult":
            parts.append(parameters.get("actionName", ""))
        return "/".join(parts)
