"""CodePipeline's API in memory, for the steps that ask it."""

from dataclasses import replace

from lambdas.shared.aws.pipeline_api import UnknownExecutionError
from lambdas.shared.domain.approvals import Approval
from lambdas.shared.domain.execution import Execution, RecentExecution


class FakePipelines:
    """Knows the executions it was given, newest last."""

    def __init__(self, *executions: Execution) -> None:
        self.executions = {execution.execution_id: execution for execution in executions}

    def execution(self, _pipeline_name: str, execution_id: str) -> Execution:
        if execution_id not in self.executions:
            raise UnknownExecutionError
        return self.executions[execution_id]

    def recent(self, _pipeline_name: str) -> tuple[RecentExecution, ...]:
        return tuple(
            RecentExecution(execution.execution_id, execution.status, execution.updated_at or "2026-08-24T06:00:00Z")
            for execution in reversed(self.executions.values())
        )

    def identify(self, approval: Approval) -> Approval:
        action = self.execution(approval.pipeline_name, approval.execution_id).find(approval.action_execution_id)
        return replace(approval, decided_by=action.updated_by) if action and action.is_over else approval

    def with_token(self, approval: Approval) -> Approval:
        return approval
