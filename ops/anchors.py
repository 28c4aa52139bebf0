"""Where a trail had come to, as something says that whoever writes to the table cannot reach."""

from dataclasses import dataclass
from typing import Protocol

from lambdas.shared.aws.pipeline_api import UnknownExecutionError
from lambdas.shared.domain.execution import Execution
from lambdas.shared.domain.record import Record
from lambdas.shared.domain.trail import START, Head, read_head

_CHECK = ("Invoke", "Check")  # category and name of the action; comments of approvals may say anything


class Pipelines(Protocol):
    def execution(self, pipeline_name: str, execution_id: str) -> Execution: ...


@dataclass(frozen=True, slots=True)
class Anchors:
    """The summaries of the checks before deployments, which CodePipeline keeps for a year."""

    pipelines: Pipelines

    def of(self, record: Record) -> Head:
        """The furthest that CodePipeline knows of; `START` where it knows of none."""
        try:
            execution = self.pipelines.execution(record.pipeline_name, record.execution_id)
        except UnknownExecutionError:
            return START
        if execution.rollback_target:  # its check was of the record of that one
            return START
        checks = (action for action in execution.actions if (action.category, action.action_name) == _CHECK)
        heads = (read_head(action.summary or "") for action in checks)
        return max((head for head in heads if head), key=lambda head: head.length, default=START)
